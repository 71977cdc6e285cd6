#include "store/ballot_box.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/sample_city.hpp"
#include "store/together_on_a_page.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <map>
#include <set>

using namespace ogp;
using namespace ogp::store;
using namespace ogp::store::sample;

namespace {

namespace fs = std::filesystem;

const CaseUid round_uid = *CaseUid::from_hex("00112233445566778899aabbccddeeff");
constexpr int voters = 120;

std::string district_of(int voter)
{
    return fmt::format("district-{:03}", voter);
}

std::string choice_of(int voter)
{
    return fmt::format("choice-{:03}", voter);
}

/// Each voter lives alone in a district and says something of her own: whoever has both on one page has her.
struct Lonely
{
    Folder folder;
    BallotBox box;
    std::vector<std::string> districts;
    std::vector<std::string> choices;

    Lonely() : box((BallotBox::create(folder.path(), round_uid), BallotBox(folder.path(), round_uid, Access::Write)))
    {
        for (int voter = 0; voter < voters; ++voter) {
            box.add_voter(std::to_string(voter), {district_of(voter), "f", "25-34"});
            districts.push_back(district_of(voter));
            choices.push_back(choice_of(voter));
        }
        box.open();
        for (int voter = 0; voter < voters; ++voter)
            box.put(std::to_string(voter), Channel::Internet, choice_of(voter));
    }

    bool together() const { return !files_with_both(folder.path(), districts, choices).empty(); }
};

} // namespace

TEST_CASE("what is worked out at closing sees each ballot that counts with the traits of its voter")
{
    Lonely trial;
    trial.box.put("7", Channel::Internet, "another choice");
    std::map<std::string, std::string> seen;
    const ClosingCount count{[&](const VoterTraits& traits, std::string_view content) { seen.emplace(content, traits.district); },
                             [&] { return fmt::format("{} ballots", seen.size()); }};
    trial.box.close(Duplicates::Last, &count);
    CHECK(seen.size() == voters);
    CHECK(seen.count(choice_of(7)) == 0);
    CHECK(seen.at("another choice") == district_of(7));
    for (int voter = 8; voter < voters; ++voter)
        REQUIRE(seen.at(choice_of(voter)) == district_of(voter));
    CHECK(trial.box.fact(closing_fact) == "120 ballots");
}

TEST_CASE("without a roll a ballot has no traits")
{
    const Folder folder;
    BallotBox::create(folder.path(), round_uid);
    BallotBox box(folder.path(), round_uid, Access::Write);
    box.open();
    box.put("a", Channel::Internet, "one");
    int seen = 0;
    const ClosingCount count{[&](const VoterTraits& traits, std::string_view) { seen += traits == VoterTraits{} ? 1 : 100; }, [] { return std::string("x"); }};
    box.close(Duplicates::First, &count);
    CHECK(seen == 1);
}

TEST_CASE("no page of any file holds a ballot beside a trait of its voter: before, while and after closing")
{
    Lonely trial;
    CHECK_FALSE(trial.together());
    int looked = 0;
    int seen = 0;
    const ClosingCount count{[&](const VoterTraits&, std::string_view) {
                                 if (++seen % 40 == 0) {
                                     REQUIRE_FALSE(trial.together());
                                     ++looked;
                                 }
                             },
                             [&] {
                                 REQUIRE_FALSE(trial.together());
                                 return std::string("averages");
                             }};
    trial.box.close(Duplicates::First, &count);
    CHECK(looked == 3);
    CHECK_FALSE(trial.together());
    // Both are there, each on pages of its own: the search has something to find.
    CHECK_FALSE(files_with_both(trial.folder.path(), trial.districts, trial.districts).empty());
    CHECK_FALSE(files_with_both(trial.folder.path(), trial.choices, trial.choices).empty());
}

TEST_CASE("control: one row with a ballot and a trait is found, in the WAL, in the database and in any other file")
{
    using List = std::vector<std::string>;
    Lonely trial;
    trial.box.close(Duplicates::First);
    const std::string name = round_uid.hex() + ".db";
    const auto found = [&] { return files_with_both(trial.folder.path(), trial.districts, trial.choices); };
    {
        SQLite::Database database = raw(trial.folder.path() / "ballots", name.c_str());
        database.exec("CREATE TABLE joined AS SELECT '" + district_of(5) + "' AS district, '" + choice_of(5) + "' AS content");
        CHECK(found() == List{name + "-wal"});
        SQLite::Statement moved(database, "PRAGMA wal_checkpoint(TRUNCATE)");
        moved.executeStep();
        CHECK(found() == List{name});
    }
    const Lonely other;
    write_file(other.folder.path() / "notes.txt", district_of(5) + "," + choice_of(5));
    CHECK(files_with_both(other.folder.path(), other.districts, other.choices) == List{"notes.txt"});
}

TEST_CASE("closing that fails half way leaves neither a result nor a ballot beside a trait")
{
    Lonely trial;
    const ClosingCount broken{[](const VoterTraits&, std::string_view) {}, []() -> std::string { throw Error(Fault::Io, both(std::string("no room"))); }};
    CHECK_THROWS_AS(trial.box.close(Duplicates::First, &broken), Error);
    CHECK(trial.box.state() == BoxState::Open);
    CHECK(trial.box.fact(closing_fact).empty());
    CHECK_FALSE(trial.together());
    CHECK(trial.box.close(Duplicates::First).counted == voters);
}

TEST_CASE("the roll tells how many have which traits")
{
    const Folder folder;
    BallotBox::create(folder.path(), round_uid);
    BallotBox box(folder.path(), round_uid, Access::Write);
    box.add_voter("a", {"vake", "f", "25-34"});
    box.add_voter("b", {"vake", "f", "25-34"});
    box.add_voter("c", {"isani", "", "75+"});
    REQUIRE(box.traits().size() == 2);
    CHECK(box.traits()[0].traits == VoterTraits{"isani", "", "75+"});
    CHECK(box.traits()[1].traits == VoterTraits{"vake", "f", "25-34"});
    CHECK(box.traits()[1].eligible == 2);
}

#include "store/ballot_box.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "fault_of.hpp"
#include "ledger/merkle.hpp"
#include "store/ballot_keys.hpp"
#include "store/sample_city.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>

using namespace ogp;
using namespace ogp::store;
using namespace ogp::store::sample;

namespace {

namespace fs = std::filesystem;

const CaseUid round_uid = *CaseUid::from_hex("00112233445566778899aabbccddeeff");

struct Box
{
    Folder folder;
    BallotBox box;

    Box() : box((BallotBox::create(folder.path(), round_uid), BallotBox(folder.path(), round_uid, Access::Write))) {}

    fs::path file(const char* extension) const { return folder.path() / "ballots" / (round_uid.hex() + extension); }
    std::string key_bytes() const { return read_file(file(".key")); }
};

/// Files in the folder that hold those bytes, raw or in hex.
std::vector<std::string> files_with(const fs::path& folder, std::string_view bytes)
{
    std::vector<std::string> found;
    const std::string hex = to_hex(bytes);
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) {
            const std::string content = read_file(entry.path(), std::size_t{1} << 30U);
            if (content.find(bytes) != std::string::npos || content.find(hex) != std::string::npos)
                found.push_back(entry.path().filename().string());
        }
    return found;
}

std::vector<std::string> contents(const BallotBox& box)
{
    std::vector<std::string> list;
    box.each_ballot([&](std::string_view content) { list.emplace_back(content); });
    return list;
}

std::map<std::string, int> reasons(const BallotBox& box)
{
    std::map<std::string, int> counts;
    for (const auto& [leaf, reason] : box.excluded())
        ++counts[reason];
    return counts;
}

} // namespace

TEST_CASE("a ballot box is private, and its keys lie apart")
{
    const Box trial;
    for (const char* extension : {".db", ".key"}) {
        struct stat status = {};
        REQUIRE(::stat(trial.file(extension).c_str(), &status) == 0);
        CHECK((status.st_mode & 0777) == 0600);
    }
    CHECK(fault_of([&] { BallotBox::create(trial.folder.path(), round_uid); }) == Fault::Conflict);
    CHECK(BallotBox::exists(trial.folder.path(), round_uid));
    CHECK(fault_of([&] { BallotBox(trial.folder.path(), *CaseUid::from_hex("ffffffffffffffffffffffffffffffff"), Access::Read); }) == Fault::NotFound);
}

TEST_CASE("the roll knows a voter once and is fixed when the box opens")
{
    Box trial;
    CHECK(trial.box.roll_root() == ledger::empty_root());
    CHECK(trial.box.add_voter("01001", {"vake", "f", "25-34"}));
    CHECK_FALSE(trial.box.add_voter("01001", {"isani", "m", "25-34"}));
    CHECK(trial.box.add_voter("01002", {"isani", "m", "35-44"}));
    CHECK(trial.box.roll_size() == 2);
    CHECK(trial.box.find_voter("01001")->district == "vake");
    CHECK(trial.box.districts() == std::vector<std::string>{"isani", "vake"});
    CHECK_FALSE(trial.box.find_voter("01003"));
    const Hash root = trial.box.roll_root();
    CHECK(root != ledger::empty_root());
    CHECK(fault_of([&] { trial.box.require_open(); }) == Fault::Forbidden);
    trial.box.open();
    CHECK(fault_of([&] { trial.box.open(); }) == Fault::Conflict);
    CHECK(fault_of([&] { trial.box.add_voter("01003", {}); }) == Fault::Forbidden);
    CHECK(fault_of([&] { trial.box.clear_roll(); }) == Fault::Forbidden);
    CHECK(trial.box.roll_root() == root);
}

TEST_CASE("a box does not tell what it holds before it is closed")
{
    Box trial;
    trial.box.open();
    trial.box.put("01001", Channel::Internet, "{\"v\":[\"secret-choice\"]}");
    CHECK(trial.box.received() == 1);
    CHECK(fault_of([&] { contents(trial.box); }) == Fault::Forbidden);
    CHECK(fault_of([&] { trial.box.count(); }) == Fault::Forbidden);
    CHECK(fault_of([&] { trial.box.leaves(); }) == Fault::Forbidden);
    CHECK(fault_of([&] { trial.box.turnout(); }) == Fault::Forbidden);
    CHECK(files_with(trial.folder.path(), "secret-choice").empty());
    trial.box.close(Duplicates::First);
    CHECK(contents(trial.box) == std::vector<std::string>{"{\"v\":[\"secret-choice\"]}"});
}

TEST_CASE("roll and ballots share no token on disk")
{
    Box trial;
    trial.box.add_voter("01001", {});
    trial.box.open();
    trial.box.put("01001", Channel::Internet, "x");
    SQLite::Database database = raw(trial.folder.path() / "ballots", (round_uid.hex() + ".db").c_str());
    SQLite::Statement both(database, "SELECT count(*) FROM roll JOIN sealed ON roll.token = sealed.token");
    both.executeStep();
    CHECK(both.getColumn(0).getInt() == 0);
    // Negative control: with the keys they do belong together.
    const BallotKeys keys(trial.file(".key"));
    SQLite::Statement token(database, "SELECT token FROM sealed");
    token.executeStep();
    CHECK(token.getColumn(0).getString() == keys.ballot_token(keys.roll_token("01001")).view());
}

TEST_CASE("one of several ballots of a voter counts, by the policy, with a reason for each other one")
{
    const auto closed = [](Duplicates policy) {
        Box trial;
        trial.box.open();
        trial.box.put("a", Channel::Internet, "a1");
        trial.box.put("b", Channel::Internet, "b1");
        trial.box.put("a", Channel::Paper, "a2");
        trial.box.put("a", Channel::Internet, "a3");
        trial.box.put("c", Channel::Paper, "");
        trial.box.put("c", Channel::Internet, "c1");
        const BoxCount count = trial.box.close(policy);
        CHECK(count.counted + count.excluded == 6);
        return std::pair(contents(trial.box), reasons(trial.box));
    };
    using Reasons = std::map<std::string, int>;
    using List = std::vector<std::string>;
    CHECK(closed(Duplicates::First) == std::pair(List{"a1", "b1", "c1"}, Reasons{{"invalid_paper", 1}, {"later_than_first", 2}}));
    CHECK(closed(Duplicates::Last) == std::pair(List{"a3", "b1", "c1"}, Reasons{{"invalid_paper", 1}, {"earlier_than_last", 2}}));
    CHECK(closed(Duplicates::PaperWins) == std::pair(List{"a2", "b1", "c1"}, Reasons{{"invalid_paper", 1}, {"paper_counts", 2}}));
    CHECK(closed(Duplicates::AllInvalid) == std::pair(List{"b1", "c1"}, Reasons{{"invalid_paper", 1}, {"several_ballots", 3}}));
}

TEST_CASE("after closing no token, no key and no order of arrival is in any file")
{
    Box trial;
    std::vector<std::string> secrets;
    {
        const BallotKeys keys(trial.file(".key"));
        const std::string bytes = trial.key_bytes();
        for (std::size_t i = 0; i < 3; ++i)
            secrets.push_back(bytes.substr(32 * i, 32));
        trial.box.begin();
        for (int voter = 0; voter < 300; ++voter) {
            const std::string name = fmt::format("voter-{:04}", voter);
            trial.box.add_voter(name, {"vake", "f", "25-34"});
            const Hash token = keys.roll_token(name);
            secrets.emplace_back(token.view());
            secrets.emplace_back(keys.ballot_token(token).view());
        }
        trial.box.open();
        for (int voter = 0; voter < 300; ++voter)
            trial.box.put(fmt::format("voter-{:04}", voter), Channel::Internet, fmt::format("choice-{:04}", voter));
        trial.box.commit();
    }
    std::size_t before = 0;
    for (const std::string& secret : secrets)
        before += files_with(trial.folder.path(), secret).empty() ? 0U : 1U;
    // Negative control: the same search finds every one of them as long as the box is open.
    CHECK(before == secrets.size());

    trial.box.close(Duplicates::First);
    CHECK(trial.box.state() == BoxState::Clean);
    CHECK_FALSE(fs::exists(trial.file(".key")));
    for (const std::string& secret : secrets)
        REQUIRE(files_with(trial.folder.path(), secret).empty());

    // Ballots lie in the order of their random ids.
    SQLite::Database database = raw(trial.folder.path() / "ballots", (round_uid.hex() + ".db").c_str());
    SQLite::Statement order(database, "SELECT content FROM ballot");
    std::vector<std::string> stored;
    while (order.executeStep())
        stored.push_back(order.getColumn(0).getString());
    CHECK(stored.size() == 300);
    CHECK_FALSE(std::is_sorted(stored.begin(), stored.end()));
    SQLite::Statement tables(database, "SELECT count(*) FROM sqlite_schema WHERE name IN ('roll', 'sealed', 'paper')");
    tables.executeStep();
    CHECK(tables.getColumn(0).getInt() == 0);
}

TEST_CASE("receipts stand in the tree, those of ballots that do not count too")
{
    Box trial;
    trial.box.open();
    std::vector<BallotReceipt> receipts;
    for (int i = 0; i < 21; ++i)
        receipts.push_back(trial.box.put(fmt::format("{}", i % 20), Channel::Internet, fmt::format("choice {}", i)));
    const BoxCount count = trial.box.close(Duplicates::Last);
    CHECK(count.counted == 20);
    CHECK(count.excluded == 1);
    const std::vector<Hash> leaves = trial.box.leaves();
    CHECK(ledger::tree_root(leaves) == count.ballots_root);
    for (std::size_t i = 0; i < receipts.size(); ++i) {
        CHECK(std::binary_search(leaves.begin(), leaves.end(), receipts[i].leaf));
        CHECK(ballot_leaf(round_uid, receipts[i].ballot, receipts[i].nonce, fmt::format("choice {}", i)) == receipts[i].leaf);
        CHECK(ballot_leaf(round_uid, receipts[i].ballot, receipts[i].nonce, "another choice") != receipts[i].leaf);
    }
    REQUIRE(trial.box.excluded().size() == 1);
    CHECK(trial.box.excluded()[0].first == receipts[0].leaf);
}

TEST_CASE("a ballot that was changed after closing is found")
{
    Box trial;
    trial.box.open();
    trial.box.put("a", Channel::Internet, "for the park");
    trial.box.close(Duplicates::First);
    CHECK(trial.box.count().counted == 1);
    {
        SQLite::Database database = raw(trial.folder.path() / "ballots", (round_uid.hex() + ".db").c_str());
        database.exec("UPDATE ballot SET content = 'for the road'");
    }
    CHECK(fault_of([&] { trial.box.count(); }) == Fault::Integrity);
}

TEST_CASE("a sealed ballot that was moved to another voter does not open")
{
    Box trial;
    trial.box.open();
    trial.box.put("a", Channel::Internet, "one");
    trial.box.put("b", Channel::Internet, "two");
    {
        SQLite::Database database = raw(trial.folder.path() / "ballots", (round_uid.hex() + ".db").c_str());
        database.exec("UPDATE sealed SET body = (SELECT body FROM sealed WHERE seq = 2) WHERE seq = 1");
    }
    CHECK(fault_of([&] { trial.box.close(Duplicates::First); }) == Fault::Integrity);
    CHECK(trial.box.state() == BoxState::Open);
}

TEST_CASE("closing again gives the same, and finishes what a crash left")
{
    Box trial;
    trial.box.add_voter("a", {"vake", "f", "25-34"});
    trial.box.add_voter("b", {"vake", "f", "25-34"});
    trial.box.open();
    trial.box.put("a", Channel::Internet, "one");
    const std::string key = trial.key_bytes();
    const BoxCount first = trial.box.close(Duplicates::First);
    // As if the process had ended between counting and cleaning.
    trial.box.put_fact("state", "2");
    write_file(trial.file(".key"), key, FileMode::Private);
    BallotBox again(trial.folder.path(), round_uid, Access::Write);
    const BoxCount second = again.close(Duplicates::AllInvalid);
    CHECK(second.ballots_root == first.ballots_root);
    CHECK(second.contents_root == first.contents_root);
    CHECK_FALSE(fs::exists(trial.file(".key")));
    REQUIRE(again.turnout().size() == 1);
    CHECK(again.turnout()[0].eligible == 2);
    CHECK(again.turnout()[0].voted == 1);
}

TEST_CASE("another process that reads the box keeps it from being cleaned, and says so")
{
    Box trial;
    trial.box.open();
    trial.box.put("a", Channel::Internet, "one");
    {
        SQLite::Database database = raw(trial.folder.path() / "ballots", (round_uid.hex() + ".db").c_str());
        database.exec("BEGIN; SELECT count(*) FROM sealed");
        CHECK(fault_of([&] { trial.box.close(Duplicates::First); }) == Fault::Io);
        database.exec("COMMIT");
    }
    CHECK(trial.box.state() == BoxState::Counted);
    CHECK(trial.box.close(Duplicates::First).counted == 1);
    CHECK(trial.box.state() == BoxState::Clean);
}

TEST_CASE("paper ballots count when both entries say the same")
{
    Box trial;
    trial.box.open();
    const std::vector<PaperRow> rows{{"1", "a", "one", "f:2"}, {"2", "b", "two", "f:3"}, {"3", "c", "", "f:4"}};
    CHECK(trial.box.put_paper("7", "A", 1, rows).empty());
    CHECK(trial.box.received() == 0);
    CHECK_FALSE(trial.box.batches()[0].agreed);
    std::vector<PaperRow> other = rows;
    other[1].content = "three";
    other.pop_back();
    const Findings differing = trial.box.put_paper("7", "A", 2, other);
    REQUIRE(differing.size() == 2);
    CHECK(differing[0].where == "2");
    CHECK(differing[1].where == "3");
    CHECK(trial.box.received() == 0);
    CHECK(trial.box.put_paper("7", "A", 2, rows).empty());
    REQUIRE(trial.box.batches().size() == 1);
    CHECK(trial.box.batches()[0].agreed);
    CHECK(trial.box.batches()[0].valid == 2);
    CHECK(trial.box.batches()[0].invalid == 1);
    CHECK(trial.box.received() == 3);
    CHECK(fault_of([&] { trial.box.put_paper("7", "A", 2, rows); }) == Fault::Conflict);
    trial.box.close(Duplicates::First);
    CHECK(contents(trial.box) == std::vector<std::string>{"one", "two"});
}

TEST_CASE("sealing gives back what was sealed, and nothing else")
{
    const Box trial;
    const BallotKeys keys(trial.file(".key"));
    rc::check([&](const std::string& text, const std::string& bound) {
        const std::string sealed = keys.seal(text, bound);
        RC_ASSERT(keys.unseal(sealed, bound) == text);
        RC_ASSERT_FALSE(keys.unseal(sealed, bound + "x").has_value());
        std::string damaged = sealed;
        damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 1);
        RC_ASSERT_FALSE(keys.unseal(damaged, bound).has_value());
    });
    CHECK(keys.seal("short", "").size() == keys.seal("a longer ballot with more projects", "").size());
    CHECK_FALSE(keys.unseal("", ""));
}

TEST_CASE("a million ballots in bounded memory", "[.slow]")
{
    const char* wanted = std::getenv("OGP_BALLOTS");
    const int voters = wanted == nullptr ? 1'000'000 : std::atoi(wanted);
    Box trial;
    trial.box.open();
    trial.box.begin();
    for (int voter = 0; voter < voters; ++voter)
        trial.box.put(std::to_string(voter), Channel::Internet, fmt::format("{{\"v\":[\"{}\",\"{}\"]}}", voter % 97, voter % 89));
    trial.box.commit();
    CHECK(trial.box.close(Duplicates::First).counted == voters);
    std::string status = read_file("/proc/self/status");
    const std::size_t at = status.find("VmHWM:");
    REQUIRE(at != std::string::npos);
    const long peak = std::strtol(status.c_str() + at + 6, nullptr, 10);
    WARN("peak memory, KiB: " << peak);
    CHECK(peak < 700 * 1024);
}

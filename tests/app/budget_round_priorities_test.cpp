#include "app/budget/budget_round_priorities.hpp"

#include "app/budget/budget_priority_result.hpp"
#include "app/budget/budget_round_pb.hpp"
#include "app/budget/budget_round_years.hpp"
#include "app/budget/budget_verify.hpp"
#include "app/opinion_round.hpp"
#include "app/sample_folder.hpp"
#include "fault_of.hpp"
#include "store/together_on_a_page.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>

using namespace ogp;
using namespace ogp::app;

namespace {

namespace fs = std::filesystem;
using Voters = std::vector<OpinionVoter>;

/// Sixty voters, more of them in Vake and more of them women; what they say differs by district.
Voters sixty()
{
    Voters voters;
    for (int i = 0; i < 60; ++i) {
        const char* const district = i % 2 == 0 ? "vake" : i % 3 == 0 ? "isani" : "gldani";
        const int streets = i % 2 == 0 ? 2 + i % 3 : 4 + i % 2;
        voters.push_back({district, i % 5 < 3 ? "f" : "m", {streets, i % 4 == 0 ? 0 : 1 + i % 5, i % 7 == 0 ? 0 : 5 - i % 4}});
    }
    return voters;
}

const std::string strata = "district,sex,population\nvake,f,200\nvake,m,100\ngldani,f,260\ngldani,m,240\nisani,f,140\nisani,m,60\n";

/// What the engine says of the same voters when ballots and traits come in one file.
Json from_files(const Voters& voters, const std::string& weights, const std::string& population)
{
    const SampleFolder folder;
    std::string rows = "district,sex,streets,lighting,parks\n";
    const auto mark = [](int value) { return value == 0 ? std::string() : std::to_string(value); };
    for (const OpinionVoter& voter : voters)
        rows += fmt::format("{},{},{},{},{}\n", voter.district, voter.sex, mark(voter.marks[0]), mark(voter.marks[1]), mark(voter.marks[2]));
    PriorityWords words;
    words.ballots = folder.put("ballots.csv", rows.c_str());
    words.themes = folder.put("survey.yaml", OpinionRound::survey);
    words.population = folder.put("people.csv", population.c_str());
    words.weights = weights;
    words.district = "district";
    words.unknown = "refuse";
    words.trim = "0.3,3";
    words.by = {"district", "sex"};
    words.least = 1;
    return priorities_json(count_priorities(words));
}

std::vector<std::string> codes_of(const Findings& findings)
{
    std::vector<std::string> codes;
    for (const Finding& finding : findings)
        codes.push_back(finding.code);
    return codes;
}

} // namespace

TEST_CASE("a round is weighted as its ballots would be if the traits stood beside them")
{
    for (const auto& [weights, population] : {std::pair(std::string("district"), std::string(OpinionRound::margins)),
                                              std::pair(std::string("poststrat"), strata),
                                              std::pair(std::string("rake"), std::string(OpinionRound::margins))}) {
        INFO(weights);
        const Json told = OpinionRound(weights + " k=1", population).play(sixty());
        const Json wanted = from_files(sixty(), weights, population);
        for (const char* name : {"themes", "groups", "voters", "design_effect_exact", "effective_voters", "weights", "merges", "raking"})
            CHECK(told[name] == wanted[name]);
        CHECK(told["not_weighted"].is_null());
        CHECK(told["themes"].items()[0]["weighted_exact"] != told["themes"].items()[0]["unweighted_exact"]);
    }
}

TEST_CASE("the order in which ballots come changes nothing")
{
    Voters voters = sixty();
    const Json one = OpinionRound("rake k=5", OpinionRound::margins).play(voters);
    std::reverse(voters.begin(), voters.end());
    Json other = OpinionRound("rake k=5", OpinionRound::margins).play(voters);
    other.set("round", one["round"]);
    CHECK(one == other);
}

TEST_CASE("averages are in the log as a file, and there are none before closing")
{
    const OpinionRound round("rake k=5", OpinionRound::margins);
    round.put_roll(sixty());
    round.open();
    round.cast(sixty());
    CHECK(fault_of([&] { round.priorities(); }) == Fault::Forbidden);
    CHECK(round.row().subject.fields["priorities"].is_null());
    round.close();
    const Json field = round.row().subject.fields["priorities"];
    const std::string text = to_pretty_json(round.priorities()) + "\n";
    CHECK(field.text("name") == "priorities.json");
    CHECK(field.text("sha256") == sha256(text).hex());
    // Closed again, as after a crash, it is the same.
    round.close();
    CHECK(round.row().subject.fields["priorities"] == field);
}

TEST_CASE("a crash between box and log loses no averages")
{
    const OpinionRound round("district k=5", OpinionRound::margins);
    round.put_roll(sixty());
    round.open();
    round.cast(sixty());
    {
        const Repository repository = round.after();
        store::BallotBox box(repository.data_folder(), round.row().subject.uid, store::Access::Write);
        ClosingOpinions opinions(frozen_rules(repository, round.row()));
        const store::ClosingCount count{[&](const store::VoterTraits& traits, std::string_view content) { opinions.add(traits, content); },
                                        [&] { return to_pretty_json(opinions.result()) + "\n"; }};
        box.close(store::Duplicates::Last, &count);
    }
    round.close();
    CHECK(round.priorities()["themes"] == from_files(sixty(), "district", OpinionRound::margins)["themes"]);
}

TEST_CASE("no file of the repository holds what a voter said beside her traits")
{
    const OpinionRound round("district k=5", "trait,value,population\ndistrict,lonely-place,100\ndistrict,vake,900\n");
    Voters voters = sixty();
    for (OpinionVoter& voter : voters)
        voter.district = "vake";
    voters[0] = {"lonely-place", "sex-of-one", {1, 5, 1}};
    const std::vector<std::string> traits{"lonely-place", "sex-of-one"};
    const std::vector<std::string> ballots{content_text({{"streets", "lighting", "parks"}, {1, 5, 1}, {}})};
    const auto found = [&] { return store::sample::files_with_both(round.trial.folder(), traits, ballots); };
    round.put_roll(voters);
    round.open();
    CHECK(found().empty());
    round.cast(voters);
    CHECK(found().empty());
    round.close();
    CHECK(found().empty());
    const fs::path published = round.publish(5);
    CHECK(found().empty());
    // What is told of groups does not tell her.
    for (const Json& group : round.priorities()["groups"].items())
        if (group.text("value") == "lonely-place" || group.text("value") == "sex-of-one")
            CHECK(group["hidden"] == Json(true));
    CHECK(round.priorities()["cells"].is_null());
    // Negative control: a row with both.
    write_file(published / "joined.csv", "lonely-place," + ballots[0]);
    CHECK(found() == std::vector<std::string>{"joined.csv"});
}

TEST_CASE("people of whom nobody took part are counted with their neighbour in the file")
{
    Voters voters = sixty();
    const OpinionRound round("district k=5", OpinionRound::margins);
    round.put_roll(voters);
    round.open();
    for (OpinionVoter& voter : voters)
        if (voter.district == "isani")
            voter.marks.clear();
    round.cast(voters);
    round.close();
    const Json told = round.priorities();
    REQUIRE(told["merges"].size() == 1);
    CHECK(told["merges"].items()[0].text("from") == "isani");
    CHECK(told["merges"].items()[0].text("into") == "gldani");
    CHECK(told["not_weighted"].is_null());
}

TEST_CASE("a part of the population of which few took part is not weighted alone: what they said would follow from the two totals")
{
    Voters voters = sixty();
    for (std::size_t i = 0; i < voters.size(); ++i)
        voters[i].sex = i < 2 ? "m" : "f";
    const Json told = OpinionRound("rake k=5 by=sex", "trait,value,population\nsex,f,600\nsex,m,400\n").play(voters);
    CHECK(told["merges"].size() == 1);
    for (const Json& theme : told["themes"].items())
        CHECK(theme["weighted_exact"] == theme["unweighted_exact"]);
    for (const Json& group : told["groups"].items())
        CHECK(group["hidden"] == Json(true));
}

TEST_CASE("closing never waits for weights: where nobody took part it says why there are none")
{
    const OpinionRound round("rake k=5", OpinionRound::margins);
    round.put_roll(sixty());
    round.open();
    round.close();
    CHECK(round.priorities()["voters"] == Json(0));
    CHECK(round.priorities()["not_weighted"].text("en") == "nobody took part");
    CHECK(verify_result(round.publish(5)).findings.empty());
}

TEST_CASE("voters without a trait are left out where the frozen weights say so")
{
    Voters voters = sixty();
    voters[3].district.clear();
    const Json told = OpinionRound("district k=5 unknown=leave-out", OpinionRound::margins).play(voters);
    CHECK(told["left_out"] == Json(1));
    CHECK(told["voters"] == Json(59));
    const OpinionRound strict("district k=5", OpinionRound::margins);
    strict.put_roll(voters);
    CHECK(fault_of([&] { strict.open(); }) == Fault::Invalid);
}

TEST_CASE("weights and averages are recomputed from what is published, and each change is found")
{
    const OpinionRound round("district k=5 by=district", OpinionRound::margins);
    CHECK(round.play(sixty())["cells"].is_object());
    CHECK(fault_of([&] { round.publish(6); }) == Fault::Invalid);
    const fs::path folder = round.publish(5);
    CHECK(fs::exists(folder / "survey.yaml"));
    CHECK(fs::exists(folder / "population.csv"));
    CHECK(codes_of(verify_result(folder).findings).empty());
    const std::string priorities = read_file(folder / "priorities.json");
    const std::string result = read_file(folder / "result.json");
    const auto changed = [&](const std::function<void(Json&)>& change) {
        Json json = parse_json(priorities);
        change(json);
        const std::string text = to_pretty_json(json) + "\n";
        write_file(folder / "priorities.json", text);
        std::string forged = result;
        forged.replace(forged.find(sha256(priorities).hex()), 64, sha256(text).hex());
        write_file(folder / "result.json", forged);
        return codes_of(verify_result(folder).findings);
    };
    const auto theme = [](Json& json, const char* member, const char* value) {
        Json::Array themes = json["themes"].items();
        themes[0].set(member, value);
        json.set("themes", themes);
    };
    CHECK(changed([&](Json& json) { theme(json, "weighted_exact", "3"); }) != std::vector<std::string>{});
    CHECK(changed([&](Json& json) { theme(json, "unweighted_exact", "3"); }) != std::vector<std::string>{});
    CHECK(changed([](Json& json) { json.set("design_effect", "1"); }) != std::vector<std::string>{});
    CHECK(changed([](Json& json) { json.set("weights", "none"); }) != std::vector<std::string>{});
    CHECK(changed([](Json& json) { json.set("groups", Json::array()); }) != std::vector<std::string>{});
    CHECK(changed([](Json& json) { json.set("k", 2); }) != std::vector<std::string>{});
    CHECK(changed([](Json& json) {
              Json::Array rows = json["cells"]["rows"].items();
              rows[0].set("voters", rows[0]["voters"].as_integer() + 1);
              Json cells = json["cells"];
              cells.set("rows", rows);
              json.set("cells", cells);
          }) != std::vector<std::string>{});
    CHECK(changed([](Json&) {}).empty());
    write_file(folder / "population.csv", "trait,value,population\n");
    CHECK(codes_of(verify_result(folder).findings) == std::vector<std::string>{"file_changed", "other_rules"});
}

TEST_CASE("sums of small groups are not told, and verifying says what cannot be recomputed")
{
    const OpinionRound round("poststrat k=10", strata);
    CHECK(round.play(sixty())["cells"].is_null());
    const VerifiedResult verified = verify_result(round.publish(10));
    CHECK(verified.findings.empty());
    CHECK(std::any_of(verified.checked.begin(), verified.checked.end(), [](const Localized& what) { return what.en.find("cannot be recomputed") != std::string::npos; }));
}

TEST_CASE("the year before stands beside a round, through the mapping that was frozen with it")
{
    OpinionRound rounds("none", {}, "ogp: 1\nkind: survey\nscale: {least: 1, most: 5}\nthemes:\n  - {id: streets}\n  - {id: lighting}\n  - {id: parks}\n", 2019);
    rounds.play(sixty());
    rounds.add("none", {}, OpinionRound::survey, 2020);
    rounds.set("theme_mapping", "mapping.csv", "earlier,today\nparks,lighting\n");
    Json told = rounds.play(sixty());
    CHECK(add_round_before(rounds.after(), rounds.row(), told).empty());
    CHECK(told["earlier_year"] == Json(2019));
    const Json& lighting = told["themes"].items()[1];
    CHECK(lighting.text("theme") == "lighting");
    const Repository repository = rounds.after();
    const Json before = load_round_ballots(repository, find_round(repository, "2019")).priorities;
    CHECK(lighting["earlier_exact"] == before["themes"].items()[2]["weighted_exact"]);
}

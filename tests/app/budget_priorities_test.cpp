#include "app/budget/budget_priorities.hpp"

#include "app/budget/budget_priority_result.hpp"
#include "app/sample_folder.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::app;

namespace {

const char* const tree = "theme,parent,ka,en,cofog\nstreets,,ქუჩები,Streets,04.5\nlamps,streets,,Lamps,06.4\nparks,,,Parks,05\n";
const char* const marks = "district,streets,lamps,parks\nvake,5,,1\nvake,3,4,\ngldani,1,2,5\n";

PriorityWords words_for(const SampleFolder& folder, const char* ballots = marks)
{
    PriorityWords words;
    words.ballots = folder.put("ballots.csv", ballots);
    words.themes = folder.put("themes.csv", tree);
    words.traits = {"district"};
    words.weights = "none";
    words.district = "district";
    words.unknown = "refuse";
    words.trim = "0.3,3";
    return words;
}

} // namespace

TEST_CASE("priorities are counted from files, and what is written is read as the same")
{
    const SampleFolder folder;
    PriorityWords words = words_for(folder);
    words.year = 2027;
    words.weights = "district";
    words.population = folder.put("people.csv", "trait,value,population\ndistrict,vake,500\ndistrict,gldani,500\n");
    const PriorityCount count = count_priorities(words);
    CHECK(count.priorities.themes[0].plain->text() == "3");     // 5 + 3 + 4 + 1 + 2 over five marks
    CHECK(count.priorities.themes[0].weighted->text() == "18/7"); // (3/4 * 12 + 3/2 * 3) / (3/4 * 3 + 3/2 * 2)
    const PriorityResult result = read_priority_result(priority_sheet(priorities_json(count)).json, "result.json");
    CHECK(result.year == 2027);
    REQUIRE(result.themes.size() == 3);
    CHECK(result.themes[1].parent == "streets");
    CHECK(result.themes[0].cofog == std::vector<std::string>{"04.5"});
    for (std::size_t t = 0; t < 3; ++t) {
        CHECK(result.themes[t].weighted == count.priorities.themes[t].weighted);
        CHECK(result.themes[t].plain == count.priorities.themes[t].plain);
        CHECK(result.themes[t].share == count.priorities.themes[t].share);
    }
}

TEST_CASE("words that do not fit together are refused")
{
    const SampleFolder folder;
    const auto refused = [&](auto change) {
        PriorityWords words = words_for(folder);
        change(words);
        try {
            count_priorities(words);
        } catch (const Error& error) {
            return error.fault() == Fault::Usage;
        }
        return false;
    };
    CHECK_FALSE(refused([](PriorityWords&) {}));
    CHECK(refused([](PriorityWords& w) { w.weights = "rake"; }));
    CHECK(refused([](PriorityWords& w) { w.population = "people.csv"; }));
    CHECK(refused([](PriorityWords& w) { w.scale = "5..1"; }));
    CHECK(refused([](PriorityWords& w) { w.scale = "1-5"; }));
    CHECK(refused([](PriorityWords& w) { w.points = "0"; }));
    CHECK(refused([](PriorityWords& w) { w.scale = "1..5", w.points = "10"; }));
    CHECK(refused([](PriorityWords& w) { w.by = {"sex"}; }));
    CHECK(refused([](PriorityWords& w) { w.trim = "3,0.3"; }));
    CHECK(refused([](PriorityWords& w) { w.traits = {"streets"}; }));
    CHECK(refused([](PriorityWords& w) { w.themes.clear(); }));
}

TEST_CASE("nothing is counted of ballots with an error")
{
    const SampleFolder folder;
    CHECK_THROWS_AS(count_priorities(words_for(folder, "district,streets\nvake,9\n")), InvalidInput);
    CHECK_THROWS_AS(count_priorities(words_for(folder, "")), InvalidInput);
}

TEST_CASE("a result that this program did not write is refused")
{
    for (const char* text : {"{}", R"({"format":"priorities/1","themes":[]})", R"({"format":"priorities/1","themes":[{"theme":"a","raters":-1}]})",
                             R"({"format":"priorities/1","themes":[{"theme":"a","raters":1,"weighted_exact":"1/0"}]})",
                             R"({"format":"priorities/1","themes":[{"theme":"a","raters":1},{"theme":"a","raters":1}]})"})
        CHECK_THROWS_AS(read_priority_result(parse_json(text), "x.json"), Error);
}

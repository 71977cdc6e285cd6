#include "app/budget/budget_approved.hpp"

#include "app/sample_folder.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::app;

namespace {

const char* const result = R"({"format":"priorities/1","year":2027,"themes":[
    {"theme":"streets","raters":5,"cofog":["04.5"],"share_exact":"1/2"},
    {"theme":"lamps","parent":"streets","raters":5,"cofog":["06.4"],"share_exact":"1"},
    {"theme":"parks","raters":5,"cofog":["05"],"share_exact":"1/2"}]})";

ApprovedWords words_for(const SampleFolder& folder, const char* lines)
{
    ApprovedWords words;
    words.result = folder.put("result.json", result);
    words.lines = folder.put("lines.csv", lines);
    words.phase = "approved";
    words.share = "5";
    words.currency = "GEL";
    return words;
}

const char* const unequal = "year,cofog,theme,approved,executed\n2027,04.5,,60,50\n2027,06.4,,20,20\n2027,05.4,,20,40\n2026,05,,999,\n";

} // namespace

TEST_CASE("what deviates has to be explained, theme by theme")
{
    const SampleFolder folder;
    ApprovedWords words = words_for(folder, unequal);
    const ApprovedComparison open = compare_approved(words);
    REQUIRE(open.comparison.themes.size() == 2);
    CHECK(open.comparison.themes[0].share->text() == "4/5"); // lamps are a part of streets, 2026 is left out
    CHECK(open.deviations() == 2);
    CHECK(open.unexplained() == 2);
    words.explanations = folder.put("why.csv", "theme,ka,en\nstreets,x,y\n");
    CHECK(compare_approved(words).unexplained() == 1);
    words.explanations = folder.put("why.csv", "theme,ka,en\nstreets,x,y\nparks,x,\n");
    const ApprovedComparison explained = compare_approved(words);
    CHECK(explained.unexplained() == 0);
    CHECK(explained.findings.size() == 1); // no English
    words.explanations = folder.put("why.csv", "theme,ka,en\nstreets,,y\n");
    CHECK_THROWS_AS(compare_approved(words), InvalidInput);
    words.explanations = folder.put("why.csv", "theme,ka,en\nstreet,x,y\n");
    CHECK_THROWS_AS(compare_approved(words), InvalidInput);
}

TEST_CASE("selected projects are themes by their category and have lines of their own")
{
    const SampleFolder folder;
    ApprovedWords words = words_for(folder, "project,theme,approved\na,parks,100\nb,streets,49.99\n");
    words.result = folder.put("round.pb", "META\nkey;value\nnum_projects;3\nnum_votes;1\nbudget;200\nvote_type;approval\nPROJECTS\nproject_id;cost;category;selected\n"
                                          "a;100;parks;1\nb;50;streets,parks;1\nc;70;sports;0\nVOTES\nvoter_id;vote\nv;a\n");
    const ApprovedComparison comparison = compare_approved(words);
    REQUIRE(comparison.comparison.themes.size() == 3);
    CHECK(comparison.comparison.themes[0].id == "parks");
    CHECK(comparison.comparison.themes[0].wished->text() == "5/6"); // 125 of 150
    REQUIRE(comparison.projects.size() == 2);
    CHECK_FALSE(comparison.projects[0].deviates);
    CHECK(comparison.projects[1].deviates); // a tetri is missing
    CHECK(comparison.unexplained() == 3);
}

TEST_CASE("lines that are written as a package are compared as the same")
{
    const SampleFolder folder;
    ApprovedWords words = words_for(folder, unequal);
    const ApprovedComparison first = compare_approved(words);
    write_fiscal_folder(first.lines, folder.path("out"));
    words.lines = folder.path("out/datapackage.json");
    const ApprovedComparison second = compare_approved(words);
    CHECK(second.lines.lines == first.lines.lines);
    CHECK(second.lines.currency == "GEL");
    CHECK(approved_sheet(second).json == approved_sheet(first).json);
}

TEST_CASE("thresholds and a missing year are refused in words")
{
    const SampleFolder folder;
    ApprovedWords words = words_for(folder, unequal);
    words.share = "5%";
    CHECK_THROWS_AS(compare_approved(words), Error);
    words.share = "5";
    words.ranks = 0;
    CHECK_THROWS_AS(compare_approved(words), Error);
    words.ranks = 3;
    words.year = 2030;
    CHECK_THROWS_AS(compare_approved(words), Error);
}

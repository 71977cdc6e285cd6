#include "budget/approved/comparison.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <algorithm>
#include <limits>

using namespace ogp;
using namespace ogp::budget;

namespace {

std::vector<WishedTheme> wishes()
{
    return {{"streets", {"lighting"}, {"04.5", "06.4"}, Rational{5, 10}}, {"parks", {}, {"05.4", "08.1"}, Rational{3, 10}}, {"schools", {}, {"09"}, Rational{2, 10}}};
}

FiscalLine line(const char* cofog, const char* theme, Units approved, std::optional<Units> executed = {}, std::int32_t year = 2027)
{
    FiscalLine result{year, cofog, theme, "", "", "", "", {}};
    result.amounts[1] = approved;
    result.amounts[3] = executed;
    return result;
}

} // namespace

TEST_CASE("a line belongs to the theme it names, else to the longest code")
{
    const std::vector<WishedTheme> themes = wishes();
    CHECK(theme_of(line("09.1", "parks", 1), themes) == 1U);
    CHECK(theme_of(line("09.1", "lighting", 1), themes) == 0U);
    CHECK(theme_of(line("04.5.1", "", 1), themes) == 0U);
    CHECK(theme_of(line("09.1", "", 1), themes) == 2U);
    CHECK_FALSE(theme_of(line("04", "", 1), themes));
    CHECK_FALSE(theme_of(line("", "", 1), themes));
    std::vector<WishedTheme> both = themes;
    both[1].cofog.emplace_back("04.5");
    CHECK_THROWS_AS(theme_of(line("04.5", "", 1), both), Error);
    both[1].cofog.emplace_back("04.5.1");
    CHECK(theme_of(line("04.5.1", "", 1), {both[0], {"x", {}, {"04.5.1"}, {}}}) == 1U);
}

TEST_CASE("ranks and shares beside those of citizens, and what has to be explained")
{
    FiscalLines lines;
    lines.lines = {line("04.5", "", 100), line("06.4", "", 100), line("05.4", "", 300), line("09.1", "", 500), line("01.1", "", 777)};
    const BudgetComparison result = compare_budget(wishes(), lines, Phase::Approved, {});
    CHECK(result.without_theme[1] == 777);
    CHECK(result.themes[0].share->text() == "1/5");
    CHECK(result.themes[0].difference->text() == "-3/10");
    CHECK(result.themes[0].wished_rank == 1);
    CHECK(result.themes[0].rank == 3);
    CHECK(result.themes[0].rank_difference == -2);
    CHECK(result.themes[0].deviates);
    CHECK_FALSE(result.themes[1].deviates);
    CHECK(result.themes[2].deviates);
    CHECK(result.deviations == 2);
    CHECK(result.from_wished->variance.text() == "3/5");
}

TEST_CASE("thresholds: a share must be greater, ranks must reach")
{
    FiscalLines lines;
    lines.lines = {line("04.5", "", 45), line("05.4", "", 30), line("09", "", 25)};
    CHECK(compare_budget(wishes(), lines, Phase::Approved, {Rational{5, 100}, 3}).deviations == 0);
    CHECK(compare_budget(wishes(), lines, Phase::Approved, {Rational{4, 100}, 3}).deviations == 2);
    lines.lines = {line("04.5", "", 20), line("05.4", "", 30), line("09", "", 50)};
    CHECK(compare_budget(wishes(), lines, Phase::Approved, {Rational{1}, 2}).deviations == 2);
    CHECK(compare_budget(wishes(), lines, Phase::Approved, {Rational{1}, 3}).deviations == 0);
}

TEST_CASE("nothing approved is no share, a sum that does not fit is an error")
{
    FiscalLines lines;
    lines.lines = {line("04.5", "", 0)};
    const BudgetComparison result = compare_budget(wishes(), lines, Phase::Approved, {});
    CHECK_FALSE(result.themes[0].share);
    CHECK_FALSE(result.from_wished);
    lines.lines = {line("04.5", "", std::numeric_limits<Units>::max()), line("04.5", "", 1)};
    CHECK_THROWS_AS(compare_budget(wishes(), lines, Phase::Approved, {}), Error);
}

TEST_CASE("lines of other years and excluded functions are left out")
{
    FiscalLines lines;
    lines.lines = {line("04.5", "", 1), line("01.7", "", 2), line("04.5", "", 4, {}, 2026), line("04.5", "", 8, {}, 0)};
    CHECK(chosen_lines(lines, 2027, {"01.7"}).lines.size() == 2);
    CHECK(chosen_lines(lines, 0, {}).lines.size() == 4);
}

TEST_CASE("functions are the first two digits, else the theme, what is not told is left out")
{
    FiscalLines lines;
    lines.lines = {line("04.5", "", 100, 120), line("04.9", "", 50), line("04.9", "", 50, 0), line("09", "", 10, 5), line("", "", 1, 1), line("", "", 7)};
    const std::vector<FunctionOutturn> functions = outturn_by_function(lines);
    REQUIRE(functions.size() == 3);
    CHECK(functions[0].function.empty());
    CHECK(functions[1].function == "04");
    CHECK(functions[1].amounts.planned == 150);
    CHECK(functions[1].amounts.actual == 120);
}

TEST_CASE("shares of the budget add up to one, in any order of lines")
{
    CHECK(rc::check([] {
        FiscalLines lines;
        for (int i = *rc::gen::inRange(1, 20); i > 0; --i)
            lines.lines.push_back(line(*rc::gen::element("04.5", "06.4", "05.4", "09.1", "01"), "", *rc::gen::inRange<Units>(1, 1'000'000)));
        lines.lines.push_back(line("09", "", 1));
        const BudgetComparison result = compare_budget(wishes(), lines, Phase::Approved, {});
        Rational sum;
        for (const ComparedTheme& theme : result.themes)
            sum += *theme.share;
        RC_ASSERT(sum == Rational{1});
        std::reverse(lines.lines.begin(), lines.lines.end());
        const BudgetComparison other = compare_budget(wishes(), lines, Phase::Approved, {});
        for (std::size_t t = 0; t < result.themes.size(); ++t)
            RC_ASSERT(other.themes[t].share == result.themes[t].share);
    }));
}

#include "budget/priorities/averages.hpp"

#include "base/error.hpp"
#include "budget/priorities/sample_opinions.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

using namespace ogp;
using namespace ogp::budget;

namespace {

Priorities by_district(const Opinions& opinions, std::int64_t vake, std::int64_t gldani)
{
    const std::vector<OpinionCell> cells = tabulate(opinions);
    const std::array<std::size_t, 1> traits{0};
    const std::vector<Stratum> strata{{{0}, vake}, {{1}, gldani}};
    return average(opinions, cells, post_stratified(cells, traits, strata));
}

} // namespace

TEST_CASE("averages are exact, the weighted beside the unweighted")
{
    const Priorities result = by_district(six_voters(), 50, 50);
    CHECK(result.voters == 6);
    CHECK(result.themes[0].plain->text() == "19/6"); // 5+4+4+2+3+1 over six marks
    CHECK(result.themes[0].weighted->text() == "23/10"); // (3/5 * 18 + 3 * 1) / (3/5 * 5 + 3)
    CHECK(result.themes[0].raters == 5);
    CHECK(result.themes[2].plain->text() == "11/4");
    CHECK(result.themes[2].rank == 1);
    CHECK(result.themes[0].rank == 2);
    CHECK(result.themes[1].rank == 1); // the only part of its theme
    CHECK(*result.themes[1].share == Rational{1});
    CHECK(result.design_effect.text() == "9/5");
    CHECK(result.effective_voters.text() == "10/3");
}

TEST_CASE("weights that follow the sample change nothing")
{
    const Priorities result = by_district(six_voters(), 5, 1);
    for (const ThemeAverage& theme : result.themes)
        CHECK(theme.plain == theme.weighted);
    CHECK(result.design_effect == Rational{1});
}

TEST_CASE("an allocation is averaged over everybody, a theme nobody rated has no average")
{
    const Opinions purse = sample_opinions({{{0, 0}, {{1, 4}, {2, 6}}}, {{0, 0}, {}}}, OpinionKind::Allocation);
    const std::vector<OpinionCell> cells = tabulate(purse);
    const Priorities points = average(purse, cells, plain_weights(cells));
    CHECK(points.themes[0].weighted->text() == "2");
    CHECK(points.themes[0].raters == 1);
    const Opinions marks = sample_opinions({{{0, 0}, {{1, 4}}}});
    const std::vector<OpinionCell> few = tabulate(marks);
    const Priorities result = average(marks, few, plain_weights(few));
    CHECK_FALSE(result.themes[2].plain);
    CHECK(result.themes[2].rank == 0);
}

TEST_CASE("averages do not depend on the order of ballots")
{
    CHECK(rc::check([] {
        std::vector<SampleVoter> voters;
        for (int i = *rc::gen::inRange(2, 20); i > 0; --i)
            voters.push_back({{static_cast<std::uint32_t>(i % 2), *rc::gen::inRange<std::uint32_t>(0, 2)},
                              {{*rc::gen::inRange<std::uint32_t>(0, 3), *rc::gen::inRange(1, 6)}}});
        const Priorities forward = by_district(sample_opinions(voters), 30, 70);
        std::reverse(voters.begin(), voters.end());
        const Priorities backward = by_district(sample_opinions(voters), 30, 70);
        for (std::size_t t = 0; t < 3; ++t)
            RC_ASSERT(forward.themes[t].weighted == backward.themes[t].weighted);
    }));
}

TEST_CASE("an earlier year is carried over through the mapping of themes")
{
    Priorities earlier;
    earlier.themes = {{"roads", 30, Rational{4}, Rational{4}, 1}, {"lamps", 10, Rational{2}, Rational{2}, 3}, {"parks", 5, Rational{3}, Rational{3}, 2}};
    Priorities today;
    today.themes = {{"streets", 7, Rational{3}, Rational{3}, 2}, {"parks", 7, Rational{5}, Rational{5}, 1}, {"schools", 7, Rational{1}, Rational{1}, 3}};
    const std::vector<ThemeMapping> mappings{{"roads", "streets"}, {"lamps", "streets"}};
    const std::vector<ThemeChange> changes = compare_years(today, earlier, mappings);
    CHECK(changes[0].earlier->text() == "7/2"); // (30 * 4 + 10 * 2) / 40
    CHECK(changes[0].difference->text() == "-1/2");
    CHECK(changes[0].earlier_rank == 1);
    CHECK(changes[1].earlier->text() == "3");
    CHECK_FALSE(changes[2].earlier);
    const std::vector<ThemeMapping> wrong{{"roads", "highways"}};
    CHECK_THROWS_AS(compare_years(today, earlier, wrong), Error);
}

// Not run by default: tools/bench-budget does.
TEST_CASE("weighted averages over a million rating ballots", "[.bench]")
{
    Opinions opinions = sample_opinions({});
    opinions.themes.clear();
    for (std::uint32_t t = 0; t < 40; ++t)
        opinions.themes.push_back({"t" + std::to_string(t), t < 10 ? std::optional<std::uint32_t>{} : std::optional<std::uint32_t>{t % 10}});
    opinions.traits = {{"district", {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}}, {"sex", {"F", "M"}}, {"age", {"16-24", "25-39", "40-59", "60-"}}};
    std::uint32_t state = 1;
    const auto random = [&](std::uint32_t below) {
        state = state * 1664525U + 1013904223U;
        return (state >> 8U) % below;
    };
    for (int voter = 0; voter < 1'000'000; ++voter) {
        for (std::uint32_t t = random(4); t < 40; t += 4)
            opinions.answers.push_back({t, static_cast<std::int32_t>(1 + random(5))});
        opinions.first.push_back(opinions.answers.size());
        opinions.values.insert(opinions.values.end(), {random(10), random(2), random(4)});
    }
    const std::vector<Margin> margins{{0, std::vector<std::int64_t>(10, 100'000)}, {1, {520'000, 480'000}}, {2, {150'000, 250'000, 350'000, 250'000}}};
    const std::clock_t start = std::clock();
    const std::vector<OpinionCell> cells = tabulate(opinions);
    const Priorities result = average(opinions, cells, raked(cells, margins));
    std::printf("%.1f\n", 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    CHECK(result.voters == 1'000'000);
}

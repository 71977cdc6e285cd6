#include "budget/phragmen.hpp"

#include "budget/sample_round.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::budget;

namespace {

PhragmenRun run(const Round& round)
{
    const Profile profile = make_profile(round, Satisfaction::Cost);
    return run_phragmen(round, profile, rank_projects(round, profile, parse_ties("lexico", "")));
}

} // namespace

TEST_CASE("loads are shared by all supporters, and carried on")
{
    // 1: 6 for two voters, 3 each. Then 2 for one of them and another: (6 + 3) / 2.
    const PhragmenRun result = run(sample_round(20, {6, 6, 8}, {{0, 1}, {0}, {1, 2}}));
    REQUIRE(result.selected.size() == 3);
    CHECK(result.selected[0].price == Rational{3});
    CHECK(result.selected[1].price.text() == "9/2");
    CHECK(result.selected[2].price.text() == "25/2");
}

TEST_CASE("the count stops where one of the best would break the budget, before the tie is broken")
{
    // After 1, both 2 and 3 would load their supporter with 4; 3 and its two voters with 8 does not fit.
    const Round round = sample_round(10, {3, 4, 8}, {{0}, {0}, {0}, {1}, {2}, {2}});
    CHECK(ids_of(round, run(round).selected) == std::vector<std::string>{"1"});
}

TEST_CASE("projects that nobody names or that cost more than the budget play no part")
{
    const Round round = sample_round(10, {11, 5, 5}, {{0, 2}});
    CHECK(ids_of(round, run(round).selected) == std::vector<std::string>{"3"});
}

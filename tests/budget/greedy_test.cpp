#include "budget/greedy.hpp"

#include "budget/sample_round.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::budget;

namespace {

using Ids = std::vector<std::string>;

/// Votes 5, 4, 3, 2, 1; costs 50, 40, 30, 20, 10.
Round five_projects(Units budget)
{
    Round round = sample_round(budget, {50, 40, 30, 20, 10}, {{0, 1, 2, 3, 4}, {0, 1, 2, 3}, {0, 1, 2}, {0, 1}, {0}});
    round.projects[0].categories = {"sport"};
    round.projects[2].categories = {"sport", "parks"};
    return round;
}

Ids count(const Round& round, const GreedyRules& greedy)
{
    Rules rules = rules_for(Rule::Greedy, Satisfaction::Cost);
    rules.greedy = greedy;
    return ids_of(round, tally(round, rules).selected);
}

} // namespace

TEST_CASE("what does not fit is passed over, or ends the count")
{
    CHECK(count(five_projects(85), {}) == Ids{"1", "3"});
    CHECK(count(five_projects(75), {}) == Ids{"1", "4"});
    CHECK(count(five_projects(75), {.fit = Fit::NoSkip}) == Ids{"1"});
}

TEST_CASE("a threshold is inclusive or strict")
{
    CHECK(count(five_projects(500), {.threshold = Threshold{3, Threshold::Inclusive}}) == Ids{"1", "2", "3"});
    CHECK(count(five_projects(500), {.threshold = Threshold{3, Threshold::Strict}}) == Ids{"1", "2"});
    // A project below the threshold does not end a count without skipping.
    CHECK(count(five_projects(500), {.fit = Fit::NoSkip, .threshold = Threshold{2, Threshold::Strict}}) == Ids{"1", "2", "3"});
}

TEST_CASE("a threshold on points is in whole points")
{
    Round round = sample_round(100, {10, 10}, {{0, 1}}, VoteType::Cumulative);
    round.point_places = 1;
    round.choices[0].points = 25; // 2.5
    round.choices[1].points = 15;
    Rules rules = rules_for(Rule::Greedy, Satisfaction::Points);
    rules.greedy.threshold = Threshold{2, Threshold::Inclusive};
    CHECK(ids_of(round, tally(round, rules).selected) == Ids{"1"});
}

TEST_CASE("one site has one winner, a category has its cap")
{
    CHECK(count(five_projects(500), {.exclusive = {{0, 1}}}) == Ids{"1", "3", "4", "5"});
    CHECK(count(five_projects(500), {.caps = {{"sport", 60}}}) == Ids{"1", "2", "4", "5"});
    CHECK(count(five_projects(500), {.caps = {{"sport", 80}, {"parks", 20}}}) == Ids{"1", "2", "4", "5"});
}

TEST_CASE("why a project was passed over is part of the outcome")
{
    const Outcome outcome = tally(five_projects(75), rules_for(Rule::Greedy, Satisfaction::Cost));
    REQUIRE(outcome.passed.size() == 3);
    CHECK(outcome.passed[0].project == 1);
    CHECK(outcome.passed[0].why == Passed::TooDear);
    CHECK(outcome.passed[0].remaining == 25);
    CHECK(outcome.order == std::vector<std::uint32_t>{0, 1, 2, 3, 4});
}

TEST_CASE("unsupported projects come last, and are taken where they fit")
{
    CHECK(count(sample_round(30, {10, 10, 10}, {{2}}), {}) == Ids{"3", "1", "2"});
}

#include "budget/explain.hpp"

#include "base/error.hpp"
#include "budget/sample_round.hpp"
#include "budget/what_if.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace ogp;
using namespace ogp::budget;

namespace {

/// Ten voters with 10 each. 1 (cost 40) is bought by 8 of them for 5, 2 (cost 30) by 4 others and two of those.
Round ten_voters()
{
    std::vector<std::vector<std::uint32_t>> ballots(6, {0});
    ballots.push_back({0, 1});
    ballots.push_back({0, 1});
    ballots.push_back({1});
    ballots.push_back({1, 2});
    return sample_round(100, {40, 31, 15}, ballots);
}

bool wins(const Round& round, const Rules& rules, std::uint32_t project)
{
    const std::vector<std::string> ids = ids_of(round, tally(round, rules).selected);
    return std::find(ids.begin(), ids.end(), round.projects[project].id) != ids.end();
}

Explanation explained(const Round& round, const Rules& rules, std::uint32_t project)
{
    return explain(round, rules, tally(round, rules), project);
}

} // namespace

TEST_CASE("a winner of equal shares: what its supporters paid and had")
{
    const Explanation why = explained(ten_voters(), rules_for(Rule::EqualShares, Satisfaction::Cost), 0);
    CHECK(why.won);
    CHECK(why.place == 1);
    CHECK(why.supporters == 8);
    CHECK(why.share == Rational{10});
    CHECK(why.price == Rational{5});
    CHECK(why.effective_votes == Rational{8});
    CHECK(why.exhausted == 0);
    CHECK(why.money == Rational{80});
}

TEST_CASE("a loser of equal shares: what was missing, who had been paid before")
{
    const Rules rules = rules_for(Rule::EqualShares, Satisfaction::Cost);
    const Explanation why = explained(ten_voters(), rules, 1);
    CHECK_FALSE(why.won);
    CHECK(why.money == Rational{30}); // two with 5 left, two with 10
    CHECK(why.missing == Rational{1});
    REQUIRE(why.before.size() == 1);
    CHECK(why.before[0].project == 0);
    CHECK(why.before[0].money == Rational{10});
    REQUIRE(why.enough_cost);
    CHECK(*why.enough_cost == 30);
    REQUIRE(why.enough_votes);
    WhatIf more;
    more.votes = {{1, *why.enough_votes}};
    CHECK(wins(changed(ten_voters(), more), rules, 1));
    more.votes = {{1, *why.enough_votes - 1}};
    CHECK_FALSE(wins(changed(ten_voters(), more), rules, 1));
}

TEST_CASE("a loser of greedy: its rank and what remained when its turn came")
{
    const Rules rules = rules_for(Rule::Greedy, Satisfaction::Cost);
    Round round = ten_voters();
    round.budget = 60;
    const Explanation why = explained(round, rules, 1);
    CHECK(why.rank == 2);
    CHECK(why.passed == Passed::TooDear);
    CHECK(why.remaining == 20);
    CHECK(why.enough_cost == 20);
    CHECK(why.enough_votes == 5); // with nine votes it is first
    CHECK_FALSE(why.by_equal_shares);
}

TEST_CASE("what nobody can have is not promised")
{
    const Round round = sample_round(100, {999'999'999, 50}, {{0, 1}, {1}});
    const Explanation why = explained(round, rules_for(Rule::EqualShares, Satisfaction::Cost), 0);
    CHECK_FALSE(why.enough_votes);
}

TEST_CASE("suppositions change a copy of the round")
{
    const Round round = ten_voters();
    WhatIf what_if;
    what_if.budget = 200;
    what_if.costs = {{2, 7}};
    what_if.without = {0};
    what_if.votes = {{2, 3}};
    const Round other = changed(round, what_if);
    CHECK(other.budget == 200);
    CHECK(other.projects[2].cost == 7);
    CHECK(other.voters() == 13);
    CHECK(make_profile(other, Satisfaction::Card).votes == std::vector<std::int64_t>{0, 4, 4});
    CHECK_FALSE(wins(other, rules_for(Rule::Greedy, Satisfaction::Card), 0));
    CHECK(round.voters() == 10);
    what_if.votes = {{2, -1}};
    CHECK_THROWS_AS(changed(round, what_if), Error);
}

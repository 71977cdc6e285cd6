#include "budget/profile.hpp"

#include "base/error.hpp"
#include "budget/sample_round.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::budget;

TEST_CASE("ballots that a rule cannot tell apart are one group")
{
    const Round round = sample_round(10, {1, 2, 3}, {{0, 1}, {1, 0}, {2}, {}, {1, 0}});
    const Profile profile = make_profile(round, Satisfaction::Cost);
    REQUIRE(profile.groups.size() == 2); // the empty ballot has a share, but nothing to buy
    CHECK(profile.groups[0].voters == 3);
    CHECK(profile.voters == 5);
    CHECK(profile.votes == std::vector<std::int64_t>{3, 3, 1});
    CHECK(profile.weight == std::vector<Units>{1, 2, 3});
}

TEST_CASE("a ranking's last project gains nothing, but is named")
{
    const Round round = sample_round(10, {1, 2, 3}, {{2, 0, 1}, {1}}, VoteType::Ordinal);
    const Profile profile = make_profile(round, Satisfaction::Borda);
    CHECK(profile.total == std::vector<std::int64_t>{1, 0, 2});
    CHECK(profile.votes == std::vector<std::int64_t>{1, 2, 1});
    CHECK(make_profile(round, Satisfaction::Card).total == std::vector<std::int64_t>{1, 2, 1});
}

TEST_CASE("a satisfaction that does not suit the ballots is refused")
{
    const Round approvals = sample_round(10, {1}, {{0}});
    CHECK_THROWS_AS(make_profile(approvals, Satisfaction::Points), Error);
    CHECK_THROWS_AS(make_profile(approvals, Satisfaction::Borda), Error);
}

TEST_CASE("points that come to too much are refused, not wrapped")
{
    Round round = sample_round(10, {1}, {{0}}, VoteType::Cumulative);
    round.choices[0].points = std::int64_t{1} << 31U;
    round.voter_ballot.assign(std::size_t{1} << 21U, 0);
    CHECK_THROWS_AS(make_profile(round, Satisfaction::Points), Error);
    round.voter_ballot.pop_back();
    CHECK(make_profile(round, Satisfaction::Points).total[0] < (std::int64_t{1} << 52U));
}

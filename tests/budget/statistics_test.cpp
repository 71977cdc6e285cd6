#include "budget/statistics.hpp"

#include "budget/sample_round.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::budget;

TEST_CASE("an outcome in terms of voters, districts and categories")
{
    Round round = sample_round(100, {10, 20, 30}, {{0, 1}, {1}, {2}});
    round.voter_ballot.push_back(0);
    round.projects[0].district = "Vake";
    round.projects[0].categories = {"parks", "sport"};
    round.projects[1].categories = {"parks"};
    round.districts = {"Vake", "Gldani"};
    round.voter_district = {0, 1, 1, 1};
    const Statistics result = gather_statistics(round, {{0, Stage::Greedy, {}}, {1, Stage::Greedy, {}}});
    CHECK(result.voters == 4);
    CHECK(result.voters_without == 1);
    CHECK(result.by_funded == std::vector<std::int64_t>{1, 1, 2});
    REQUIRE(result.districts.size() == 2);
    CHECK(result.districts[0].name == "Gldani");
    CHECK(result.districts[0].voters == 3);
    CHECK(result.districts[0].spent == 0);
    CHECK(result.districts[1].spent == 10);
    REQUIRE(result.categories.size() == 2);
    CHECK(result.categories[0].name == "parks");
    CHECK(result.categories[0].spent == 30);
    CHECK(result.categories[0].voters == 3);
    CHECK(result.categories[1].voters == 2);
}

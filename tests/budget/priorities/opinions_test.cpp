#include "budget/priorities/opinions.hpp"

#include "base/error.hpp"
#include "budget/priorities/sample_opinions.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::budget;

TEST_CASE("a theme takes in what is said of its parts, and counts a voter once")
{
    const std::vector<OpinionCell> cells = tabulate(six_voters());
    REQUIRE(cells.size() == 3);
    CHECK(cells[1].values == std::vector<std::uint32_t>{0, 1});
    CHECK(cells[1].voters == 3);
    CHECK(cells[1].raters == std::vector<std::int64_t>{2, 1, 2});
    CHECK(cells[1].answers == std::vector<std::int64_t>{3, 1, 2});
    CHECK(cells[1].sums == std::vector<std::int64_t>{9, 2, 5});
}

TEST_CASE("ballots that break the rules are refused by their place")
{
    const auto message = [](const Opinions& opinions) {
        try {
            tabulate(opinions);
        } catch (const Error& error) {
            return error.message().en;
        }
        return std::string{};
    };
    CHECK(message(sample_opinions({{{0, 0}, {{0, 5}}}, {{0, 0}, {{0, 6}}}})) == "ballot 2: 6 is not between 1 and 5");
    CHECK(message(sample_opinions({{{0, 0}, {{2, 5}, {2, 4}}}})) == "ballot 1: the theme parks twice");
    CHECK(message(sample_opinions({{{0, 0}, {{3, 5}}}})) == "ballot 1: unknown theme");
    CHECK(message(sample_opinions({{{0, 2}, {{0, 5}}}})) == "ballot 1: unknown value of the trait sex");
    CHECK(message(sample_opinions({{{0, 0}, {{0, 6}, {2, 5}}}}, OpinionKind::Allocation)) == "ballot 1: 11 points, at most 10");
    CHECK(message(sample_opinions({{{0, 0}, {{0, 6}, {2, 4}}}}, OpinionKind::Allocation)).empty());
}

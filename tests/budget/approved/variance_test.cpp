#include "budget/approved/variance.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <algorithm>
#include <vector>

using namespace ogp::budget;

TEST_CASE("composition variance after PEFA PI-2.1")
{
    // Planned 100, 200, 300; spent 120, 180, 240: 540 of 600, so that 90, 180, 270 are what composition alone would have given.
    const std::vector<PlannedAndActual> heads{{100, 120}, {200, 180}, {300, 240}};
    const auto result = composition_variance(heads);
    REQUIRE(result);
    CHECK(result->outturn.text() == "9/10");
    CHECK(result->variance.text() == "1/9"); // (30 + 0 + 30) / 540
    CHECK(variance_band(result->variance) == 'C');
    CHECK(variance_band(Rational{49, 1000}) == 'A');
    CHECK(variance_band(Rational{5, 100}) == 'B');
    CHECK(variance_band(Rational{15, 100}) == 'D');
}

TEST_CASE("nothing planned or nothing spent has no variance")
{
    CHECK_FALSE(composition_variance(std::vector<PlannedAndActual>{}));
    CHECK_FALSE(composition_variance(std::vector<PlannedAndActual>{{0, 5}}));
    CHECK_FALSE(composition_variance(std::vector<PlannedAndActual>{{5, 0}}));
}

TEST_CASE("variance is 0 in proportion, does not depend on order or unit, and stays below 2")
{
    CHECK(rc::check([] {
        std::vector<PlannedAndActual> heads;
        for (int i = *rc::gen::inRange(1, 8); i > 0; --i)
            heads.push_back({*rc::gen::inRange<Units>(1, 1'000'000), *rc::gen::inRange<Units>(1, 1'000'000)});
        const Rational variance = composition_variance(heads)->variance;
        RC_ASSERT(variance >= Rational{0});
        RC_ASSERT(variance < Rational{2});
        std::vector<PlannedAndActual> other(heads.rbegin(), heads.rend());
        for (PlannedAndActual& head : other)
            head = {head.planned * 100, head.actual * 100};
        RC_ASSERT(composition_variance(other)->variance == variance);
        for (PlannedAndActual& head : heads)
            head.actual = head.planned * 3;
        RC_ASSERT(composition_variance(heads)->variance == Rational{0});
    }));
}

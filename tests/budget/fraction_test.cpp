#include "budget/fraction.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace ogp::budget;

TEST_CASE("fractions are read as they are written")
{
    CHECK(parse_fraction("3")->text() == "3");
    CHECK(parse_fraction("-2/6")->text() == "-1/3");
    CHECK(parse_fraction("0.25")->text() == "1/4");
    CHECK(parse_fraction("-0.5")->text() == "-1/2");
    CHECK(parse_fraction("99999999999999999999999999/3")->text() == "33333333333333333333333333");
    for (const char* wrong : {"", "-", "1/0", "1/00", "1/", "/2", "1.", ".5", "1,5", "1e3", "+1", "1/2/3", "0.5/2", " 1", "--1"})
        CHECK_FALSE(parse_fraction(wrong));
    CHECK_FALSE(parse_fraction(std::string(20'000, '1')));
}

TEST_CASE("what a fraction prints is read as the same fraction")
{
    CHECK(rc::check([](std::int64_t numerator) {
        const Rational value{numerator, *rc::gen::inRange<std::int64_t>(1, 1'000'000)};
        RC_ASSERT(parse_fraction(value.text()) == value);
    }));
}

#include "budget/rational.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace ogp;
using namespace ogp::budget;

TEST_CASE("fractions are exact where doubles and small fractions are not")
{
    // 1/2 + 1/3 + 1/5 + ... + 1/43
    Rational sum;
    for (const std::int64_t prime : {2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43})
        sum += Rational{1, prime};
    CHECK(sum.text() == "21460568175640361/13082761331670030");
    CHECK(sum > Rational{16, 10});
    CHECK(sum - sum == Rational{0});
}

TEST_CASE("fractions are printed as decimals, halves to the even one")
{
    CHECK(Rational(1, 3).decimal(4) == "0.3333");
    CHECK(Rational(2, 3).decimal(4) == "0.6667");
    CHECK(Rational(1, 8).decimal(2) == "0.12");
    CHECK(Rational(3, 8).decimal(2) == "0.38");
    CHECK(Rational(-1, 2).decimal(3) == "-0.5");
    CHECK(Rational(-1, 1000).decimal(2) == "0");
    CHECK(Rational(1200).decimal(2) == "1200");
    CHECK(Rational(5, 2).decimal(0) == "2");
}

TEST_CASE("the floor of a fraction saturates")
{
    CHECK(Rational(7, 2).floor() == 3);
    CHECK(Rational(-7, 2).floor() == -4);
    const Rational most{std::numeric_limits<std::int64_t>::max()};
    CHECK((most + most).floor() == std::numeric_limits<std::int64_t>::max());
}

TEST_CASE("division by zero is refused")
{
    CHECK_THROWS_AS(Rational(1, 0), Error);
    CHECK_THROWS_AS(Rational(1) / Rational(0), Error);
}

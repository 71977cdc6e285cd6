#include "base/decimal.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <limits>

using namespace ogp;

namespace {

Decimal decimal(std::string_view text)
{
    const auto value = Decimal::parse(text);
    REQUIRE(value);
    return *value;
}

constexpr std::int64_t smallest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();

} // namespace

TEST_CASE("decimals are shown in their shortest form")
{
    CHECK(decimal("35").text() == "35");
    CHECK(decimal("0.5").text() == "0.5");
    CHECK(decimal("-12.25").text() == "-12.25");
    CHECK(decimal("-0.0001").text() == "-0.0001");
    CHECK(decimal("1.5000").text() == "1.5");
    CHECK(decimal("007").text() == "7");
    CHECK(decimal("-0").text() == "0");
    CHECK(Decimal::from_units(smallest).text() == "-922337203685477.5808");
    CHECK(Decimal::from_units(largest).text() == "922337203685477.5807");
}

TEST_CASE("what is not a decimal of four places is refused")
{
    for (const char* text : {"", "-", ".", "1.", ".5", "1.23456", "1e3", "+1", " 1", "1 ", "1,5", "1.2.3", "--1", "0x1", "1-",
                             "922337203685477.5808", "-922337203685477.5809", "99999999999999999999999999999999999999999"}) {
        INFO(text);
        CHECK_FALSE(Decimal::parse(text));
    }
    CHECK(Decimal::parse("-922337203685477.5808") == Decimal::from_units(smallest));
}

TEST_CASE("arithmetic on decimals")
{
    CHECK(decimal("0.1").plus(decimal("0.2")) == decimal("0.3"));
    CHECK(decimal("1").minus(decimal("1.0001")) == decimal("-0.0001"));
    CHECK(decimal("1.5").times(decimal("-2.5")) == decimal("-3.75"));
    CHECK(decimal("1").over(decimal("3")) == decimal("0.3333"));
    CHECK(decimal("2").over(decimal("3")) == decimal("0.6667"));
    CHECK(decimal("-2").over(decimal("3")) == decimal("-0.6667"));
    CHECK_FALSE(decimal("1").over(decimal("0")));
}

TEST_CASE("a half goes to the even neighbour")
{
    CHECK(decimal("0.0001").over(decimal("2")) == decimal("0"));
    CHECK(decimal("0.0003").over(decimal("2")) == decimal("0.0002"));
    CHECK(decimal("-0.0003").over(decimal("2")) == decimal("-0.0002"));
    CHECK(decimal("0.0003").over(decimal("-2")) == decimal("-0.0002"));
    CHECK(decimal("0.0001").times(decimal("0.5")) == decimal("0"));
    CHECK(decimal("0.0003").times(decimal("0.5")) == decimal("0.0002"));
}

TEST_CASE("overflow gives nothing")
{
    const Decimal top = Decimal::from_units(largest);
    CHECK_FALSE(top.plus(Decimal::from_units(1)));
    CHECK_FALSE(Decimal::from_units(smallest).minus(Decimal::from_units(1)));
    CHECK_FALSE(top.times(decimal("2")));
    CHECK_FALSE(top.over(decimal("0.5")));
    CHECK_FALSE(Decimal::from_units(smallest).over(decimal("-1")));
    CHECK_FALSE(Decimal::from_integer(largest));
    CHECK(Decimal::from_integer(-7)->text() == "-7");
}

TEST_CASE("text and value of a decimal are one", "[law]")
{
    CHECK(rc::check("parse(text(d)) == d", [](std::int64_t units) {
        const Decimal value = Decimal::from_units(units);
        RC_ASSERT(Decimal::parse(value.text()) == value);
    }));
    CHECK(rc::check("a + b - b == a", [](std::int32_t a, std::int32_t b) {
        const Decimal x = Decimal::from_units(a);
        const Decimal y = Decimal::from_units(b);
        RC_ASSERT(x.plus(y)->minus(y) == x);
        RC_ASSERT(x.plus(y) == y.plus(x));
        RC_ASSERT((x < y) == (a < b));
    }));
}

#include "report/holds.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace ogp::report;

TEST_CASE("minor units and tenths of a percent are exact decimals")
{
    CHECK(decimal_text(123450, Holds::Money) == "1234.50");
    CHECK(decimal_text(-5, Holds::Money) == "-0.05");
    CHECK(decimal_text(0, Holds::Money) == "0.00");
    CHECK(decimal_text(std::numeric_limits<std::int64_t>::min(), Holds::Money) == "-92233720368547758.08");
    CHECK(decimal_text(995, Holds::Percent) == "99.5");
    CHECK(decimal_text(-1, Holds::Percent) == "-0.1");
}

#include "base/text.hpp"
#include "base/version.hpp"

#include <catch2/catch.hpp>

TEST_CASE("the version is three numbers")
{
    const auto parts = ogp::split(ogp::version(), '.');
    REQUIRE(parts.size() == 3);
    for (const auto part : parts)
        CHECK(ogp::to_integer(part).has_value());
}

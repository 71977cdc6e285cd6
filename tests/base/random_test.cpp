#include "base/random.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace ogp;

TEST_CASE("random bytes differ from call to call")
{
    CHECK(random_bytes(32) != random_bytes(32));
    CHECK(random_bytes(0).empty());
    CHECK(random_bytes(7).size() == 7);
}

TEST_CASE("random bytes take every value")
{
    const std::string bytes = random_bytes(1U << 16U);
    for (int value = 0; value < 256; ++value) {
        // The expectation is 256 with a deviation of 16: ten deviations are never reached.
        const auto count = std::count(bytes.begin(), bytes.end(), static_cast<char>(value));
        CHECK(count > 96);
        CHECK(count < 416);
    }
}

TEST_CASE("another source can stand in, until it is taken away")
{
    set_random_source([](std::span<std::byte> bytes) { std::fill(bytes.begin(), bytes.end(), std::byte{7}); });
    CHECK(random_bytes(3) == "\7\7\7");
    set_random_source(nullptr);
    CHECK(random_bytes(16) != std::string(16, '\7'));
}

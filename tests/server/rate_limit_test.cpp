#include "server/rate_limit.hpp"

#include <catch2/catch.hpp>

using namespace ogp::server;
using namespace std::chrono_literals;

TEST_CASE("rate limit: so many at once, then one by one")
{
    RateLimit::Clock::time_point now{1h};
    RateLimit limit{{.count = 3, .time = 60s}, [&] { return now; }};
    for (int time = 0; time < 3; ++time)
        CHECK_FALSE(limit.take("a"));
    CHECK(limit.take("a") == 20s);
    CHECK_FALSE(limit.take("b")); // another key
    now += 19s;
    CHECK(limit.take("a") == 1s);
    now += 1s;
    CHECK_FALSE(limit.take("a"));
    CHECK(limit.take("a").has_value());
    now += 1h; // full again, and no fuller than that
    for (int time = 0; time < 3; ++time)
        CHECK_FALSE(limit.take("a"));
    CHECK(limit.take("a").has_value());
}

TEST_CASE("rate limit: a refusal does not count, so that waiting helps")
{
    RateLimit::Clock::time_point now{1h};
    RateLimit limit{{.count = 1, .time = 10s}, [&] { return now; }};
    CHECK_FALSE(limit.take("a"));
    for (int time = 0; time < 1000; ++time)
        CHECK(limit.take("a") == 10s);
    now += 10s;
    CHECK_FALSE(limit.take("a"));
}

TEST_CASE("rate limit: many keys do not take memory without end, and a busy one is not forgotten for them")
{
    RateLimit::Clock::time_point now{1h};
    RateLimit limit{{.count = 2, .time = 60s}, [&] { return now; }, 100};
    CHECK_FALSE(limit.take("busy"));
    CHECK_FALSE(limit.take("busy"));
    for (int key = 0; key < 5000; ++key)
        limit.take(std::to_string(key));
    CHECK(limit.keys() <= 100);
    CHECK(limit.take("busy").has_value());
    now += 1h;
    limit.take("new");
    for (int key = 0; key < 200; ++key)
        limit.take(std::to_string(key));
    CHECK(limit.keys() <= 100);
}

TEST_CASE("rate limit: addresses count by their network")
{
    CHECK(address_group("192.0.2.77") == "192.0.2.0/24");
    CHECK(address_group("2001:db8:0:1:2:3:4:5") == "2001:db8:0:1::/64");
    CHECK(address_group("::1") == "::/64");
    CHECK(address_group("").empty());
    CHECK(address_group("name") == "name");
}

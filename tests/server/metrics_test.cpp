#include "server/metrics.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <thread>
#include <vector>

using namespace ogp::server;

TEST_CASE("metrics: what Prometheus reads")
{
    static constexpr std::array<std::uint64_t, 2> bounds{1'000, 2'500'000};
    Metrics metrics;
    metrics.counter("ogp_b_total", "Second.", {{"route", "/v1/push"}, {"method", "POST"}}).add(3);
    metrics.counter("ogp_b_total", "Second.", {{"method", "POST"}, {"route", "/v1/push"}}).add();
    metrics.counter("ogp_b_total", "Second.", {{"route", "a\"b\\c\nd"}}).add();
    metrics.gauge("ogp_a", "First.").set(-2);
    Histogram& seconds = metrics.histogram("ogp_c_seconds", "Third.", bounds, {{"route", "/"}});
    seconds.observe(1'000);
    seconds.observe(1'001);
    seconds.observe(9'000'000);
    CHECK(metrics.text() == R"(# HELP ogp_a First.
# TYPE ogp_a gauge
ogp_a -2
# HELP ogp_b_total Second.
# TYPE ogp_b_total counter
ogp_b_total{method="POST",route="/v1/push"} 4
ogp_b_total{route="a\"b\\c\nd"} 1
# HELP ogp_c_seconds Third.
# TYPE ogp_c_seconds histogram
ogp_c_seconds_bucket{route="/",le="0.001"} 1
ogp_c_seconds_bucket{route="/",le="2.5"} 2
ogp_c_seconds_bucket{route="/",le="+Inf"} 3
ogp_c_seconds_sum{route="/"} 9.002001
ogp_c_seconds_count{route="/"} 3
)");
}

TEST_CASE("metrics: nothing is lost between threads")
{
    Metrics metrics;
    std::vector<std::thread> threads;
    for (int number = 0; number < 4; ++number)
        threads.emplace_back([&] {
            for (int time = 0; time < 5000; ++time) {
                metrics.counter("ogp_total", "All.").add();
                metrics.histogram("ogp_seconds", "Times.", request_bounds()).observe(1);
            }
        });
    for (int time = 0; time < 20; ++time)
        CHECK_FALSE(metrics.text().find("ogp_total 20001") != std::string::npos);
    for (std::thread& thread : threads)
        thread.join();
    CHECK(metrics.counter("ogp_total", "All.").value() == 20'000);
    CHECK(metrics.text().find("ogp_seconds_count 20000") != std::string::npos);
}

#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogp::server {

/// Names and values that tell the series of one metric apart: {{"route", "/v1/push"}, {"status", "200"}}. Never anything that
/// comes from outside as it is: each new value is a new series for ever.
using Labels = std::vector<std::pair<std::string, std::string>>;

/// Only grows.
class Counter
{
public:
    void add(std::uint64_t count = 1) { m_value.fetch_add(count, std::memory_order_relaxed); }
    std::uint64_t value() const { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> m_value{0};
};

/// Goes up and down.
class Gauge
{
public:
    void set(std::int64_t value) { m_value.store(value, std::memory_order_relaxed); }
    void add(std::int64_t count) { m_value.fetch_add(count, std::memory_order_relaxed); }
    std::int64_t value() const { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<std::int64_t> m_value{0};
};

/// Counts of values by upper bounds. The unit is the millionth of the metric's own (microseconds of a metric in seconds), so that
/// sums are exact.
class Histogram
{
public:
    /// `bounds` ascend and outlive the histogram; above the last one is +Inf.
    explicit Histogram(std::span<const std::uint64_t> bounds);
    void observe(std::uint64_t millionths);

private:
    friend class Metrics;
    std::span<const std::uint64_t> m_bounds;
    std::vector<std::atomic<std::uint64_t>> m_counts; ///< one more than bounds
    std::atomic<std::uint64_t> m_sum{0};
};

/// 1 ms 5 ms 20 ms 50 ms 100 ms 500 ms 1 s 5 s 30 s, in microseconds.
std::span<const std::uint64_t> request_bounds();

/// All metrics of a process. Asking for a series makes it; the object then lives as long as this one and may be used by any thread.
class Metrics
{
public:
    Counter& counter(std::string_view name, std::string_view help, const Labels& labels = {});
    Gauge& gauge(std::string_view name, std::string_view help, const Labels& labels = {});
    Histogram& histogram(std::string_view name, std::string_view help, std::span<const std::uint64_t> bounds, const Labels& labels = {});

    /// Prometheus text format 0.0.4, metrics and series in order of their names.
    std::string text() const;
    static constexpr const char* media_type = "text/plain; version=0.0.4; charset=utf-8";

private:
    template <class Value>
    struct Family
    {
        std::string help;
        std::map<std::string, std::unique_ptr<Value>> series; ///< by the labels as they are written
    };
    template <class Value>
    using Families = std::map<std::string, Family<Value>, std::less<>>;

    mutable std::mutex m_mutex;
    Families<Counter> m_counters;
    Families<Gauge> m_gauges;
    Families<Histogram> m_histograms;
};

} // namespace ogp::server

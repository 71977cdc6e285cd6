#include "server/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace ogp::server {
namespace {

std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (c == '\\' || c == '"')
            out += '\\';
        if (c == '\n')
            out += "\\n";
        else
            out += c;
    }
    return out;
}

/// "" or "a=\"1\",b=\"2\"", in order of the names.
std::string label_text(Labels labels)
{
    std::sort(labels.begin(), labels.end());
    std::string out;
    for (const auto& [name, value] : labels)
        out += (out.empty() ? "" : ",") + name + "=\"" + escaped(value) + "\"";
    return out;
}

std::string braced(const std::string& labels)
{
    return labels.empty() ? std::string{} : "{" + labels + "}";
}

/// Millionths as a decimal number: 1500000 is "1.5".
std::string decimal_text(std::uint64_t millionths)
{
    std::string out = fmt::format("{}.{:06}", millionths / 1'000'000, millionths % 1'000'000);
    while (out.back() == '0')
        out.pop_back();
    if (out.back() == '.')
        out.pop_back();
    return out;
}

std::string heading(std::string_view name, std::string_view help, std::string_view kind)
{
    return fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", name, help, kind);
}

constexpr std::array<std::uint64_t, 9> usual_bounds{1'000, 5'000, 20'000, 50'000, 100'000, 500'000, 1'000'000, 5'000'000, 30'000'000};

} // namespace

std::span<const std::uint64_t> request_bounds()
{
    return usual_bounds;
}

Histogram::Histogram(std::span<const std::uint64_t> bounds) : m_bounds(bounds), m_counts(bounds.size() + 1) {}

void Histogram::observe(std::uint64_t millionths)
{
    const auto bound = std::lower_bound(m_bounds.begin(), m_bounds.end(), millionths);
    m_counts[static_cast<std::size_t>(bound - m_bounds.begin())].fetch_add(1, std::memory_order_relaxed);
    m_sum.fetch_add(millionths, std::memory_order_relaxed);
}

Counter& Metrics::counter(std::string_view name, std::string_view help, const Labels& labels)
{
    const std::lock_guard lock{m_mutex};
    Family<Counter>& family = m_counters.try_emplace(std::string{name}, Family<Counter>{.help = std::string{help}, .series = {}}).first->second;
    auto& series = family.series[label_text(labels)];
    if (!series)
        series = std::make_unique<Counter>();
    return *series;
}

Gauge& Metrics::gauge(std::string_view name, std::string_view help, const Labels& labels)
{
    const std::lock_guard lock{m_mutex};
    Family<Gauge>& family = m_gauges.try_emplace(std::string{name}, Family<Gauge>{.help = std::string{help}, .series = {}}).first->second;
    auto& series = family.series[label_text(labels)];
    if (!series)
        series = std::make_unique<Gauge>();
    return *series;
}

Histogram& Metrics::histogram(std::string_view name, std::string_view help, std::span<const std::uint64_t> bounds, const Labels& labels)
{
    const std::lock_guard lock{m_mutex};
    Family<Histogram>& family =
        m_histograms.try_emplace(std::string{name}, Family<Histogram>{.help = std::string{help}, .series = {}}).first->second;
    auto& series = family.series[label_text(labels)];
    if (!series)
        series = std::make_unique<Histogram>(bounds);
    return *series;
}

std::string Metrics::text() const
{
    std::map<std::string, std::string> blocks; // by name, whatever the kind
    const std::lock_guard lock{m_mutex};
    for (const auto& [name, family] : m_counters) {
        std::string& out = blocks[name] = heading(name, family.help, "counter");
        for (const auto& [labels, counter] : family.series)
            out += fmt::format("{}{} {}\n", name, braced(labels), counter->value());
    }
    for (const auto& [name, family] : m_gauges) {
        std::string& out = blocks[name] = heading(name, family.help, "gauge");
        for (const auto& [labels, gauge] : family.series)
            out += fmt::format("{}{} {}\n", name, braced(labels), gauge->value());
    }
    for (const auto& [name, family] : m_histograms) {
        std::string& out = blocks[name] = heading(name, family.help, "histogram");
        for (const auto& [labels, histogram] : family.series) {
            const std::string lead = labels.empty() ? "" : labels + ",";
            std::uint64_t count = 0;
            for (std::size_t at = 0; at < histogram->m_counts.size(); ++at) {
                count += histogram->m_counts[at].load(std::memory_order_relaxed);
                const std::string bound = at < histogram->m_bounds.size() ? decimal_text(histogram->m_bounds[at]) : "+Inf";
                out += fmt::format("{}_bucket{{{}le=\"{}\"}} {}\n", name, lead, bound, count);
            }
            out += fmt::format("{0}_sum{1} {2}\n{0}_count{1} {3}\n", name, braced(labels),
                               decimal_text(histogram->m_sum.load(std::memory_order_relaxed)), count);
        }
    }
    std::string out;
    for (const auto& [name, block] : blocks)
        out += block;
    return out;
}

} // namespace ogp::server

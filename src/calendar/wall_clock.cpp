#include "calendar/wall_clock.hpp"

#include <algorithm>

namespace ogp::calendar {
namespace {

constexpr std::int64_t day_seconds = 86'400;
/// No zone is farther from Greenwich.
constexpr std::int64_t farthest = 26 * std::int64_t{3600};

Instant at(std::int64_t second)
{
    return Instant::from_milliseconds(second * 1000);
}

} // namespace

WallClock::WallClock(const TimeZone& zone, Date from, Date until)
{
    const std::int64_t first = from.days() * day_seconds - 2 * day_seconds;
    const std::int64_t last = until.days() * day_seconds + 3 * day_seconds;
    m_spans.push_back({first, zone.offset_at(at(first))});
    for (const Instant change : zone.changes_within(at(first), at(last)))
        m_spans.push_back({change.milliseconds() / 1000, zone.offset_at(change)});
}

std::size_t WallClock::span_at(std::int64_t second) const
{
    const auto next = std::upper_bound(m_spans.begin(), m_spans.end(), second,
                                       [](std::int64_t value, const Span& span) { return value < span.from; });
    return next == m_spans.begin() ? 0 : static_cast<std::size_t>(next - m_spans.begin()) - 1;
}

std::int64_t WallClock::second_at(Date date, std::int32_t seconds) const
{
    const std::int64_t shown = date.days() * day_seconds + seconds;
    for (std::size_t i = span_at(shown - farthest);; ++i) {
        const std::int64_t reached = std::max(m_spans[i].from, shown - m_spans[i].offset);
        if (i + 1 == m_spans.size() || reached < m_spans[i + 1].from)
            return reached;
    }
}

std::int32_t WallClock::time_of_day(std::int64_t second) const
{
    const std::int64_t shown = (second + m_spans[span_at(second)].offset) % day_seconds;
    return static_cast<std::int32_t>(shown < 0 ? shown + day_seconds : shown);
}

} // namespace ogp::calendar

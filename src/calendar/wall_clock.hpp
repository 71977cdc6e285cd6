#pragma once

#include "base/time_zone.hpp"

#include <cstdint>
#include <vector>

namespace ogp::calendar {

/// The wall clock of a zone over some years, ready for many questions: seconds since the epoch for what it shows.
class WallClock
{
public:
    /// Knows the days from..until, both included.
    WallClock(const TimeZone& zone, Date from, Date until);

    /// The first second at which the clock shows that many seconds after the midnight of `date` or more: the time itself; where
    /// the clock skips it, the end of the gap; where it comes twice, the first.
    std::int64_t second_at(Date date, std::int32_t seconds) const;
    /// Seconds since midnight that the clock shows.
    std::int32_t time_of_day(std::int64_t second) const;

private:
    struct Span
    {
        std::int64_t from; ///< second from which the offset holds
        int offset;        ///< seconds east of Greenwich
    };

    std::size_t span_at(std::int64_t second) const;

    std::vector<Span> m_spans;
};

} // namespace ogp::calendar

#pragma once

#include "calendar/calendar.hpp"
#include "calendar/duration.hpp"

#include <cstdint>

namespace ogp::calendar {

/// The monotone function F of one calendar and unit: how much has passed, in ticks (duration.hpp), since the start of the
/// calendar. Units that count days count a day when it closes. Instants are cut to whole seconds.
///
/// For DueAt::Instant a day closes at the time of day of `start`; where the wall clock skips that time, when it is past it.
class Scale
{
public:
    /// `calendar` is kept by reference.
    Scale(const Calendar& calendar, Unit unit, DueAt closing = DueAt::EndOfDay, Instant start = {});

    /// F.
    std::int64_t at(Instant instant) const;
    /// The inverse of F: the earliest instant at which so many ticks have passed.
    Instant when(std::int64_t ticks) const;
    /// F(until) - F(from); negative where `until` is earlier.
    std::int64_t between(Instant from, Instant until) const { return at(until) - at(from); }

    /// When that day closes.
    Instant close_of(Date date) const;
    const Calendar& calendar() const { return m_calendar; }
    Unit unit() const { return m_unit; }

private:
    std::int64_t closed_days(Instant instant) const;

    const Calendar& m_calendar;
    Unit m_unit;
    DueAt m_closing;
    std::int32_t m_time_of_day = 0; ///< seconds on the wall clock, for DueAt::Instant
};

/// Time from `from` to `until` in ticks of the unit, without any start rule: what `elapsed(a, b, unit)` in a guard means.
std::int64_t elapsed(const Calendar& calendar, Unit unit, Instant from, Instant until);

/// The end of a term: the instant (exclusive) and the day that letters print.
struct Due
{
    Instant at;
    Date on;

    bool operator==(const Due&) const = default;
};

/// A term of `target` that starts at `start` and runs without a pause.
Due due(const Calendar& calendar, Duration target, const Conventions& conventions, Instant start);

} // namespace ogp::calendar

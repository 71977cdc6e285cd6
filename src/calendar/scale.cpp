#include "calendar/scale.hpp"

#include "calendar/clock.hpp"

namespace ogp::calendar {
namespace {

std::int64_t second_of(Instant instant)
{
    const std::int64_t ms = instant.milliseconds();
    return ms / 1000 - (ms % 1000 < 0 ? 1 : 0);
}

} // namespace

Scale::Scale(const Calendar& calendar, Unit unit, DueAt closing, Instant start)
    : m_calendar(calendar), m_unit(unit), m_closing(closing),
      m_time_of_day(closing == DueAt::Instant && counts_days(unit) ? calendar.time_of_day(start) : 0)
{
}

std::int64_t Scale::at(Instant instant) const
{
    if (counts_days(m_unit))
        return closed_days(instant);
    return m_unit == Unit::WorkingHours ? m_calendar.open_seconds_until(instant) : second_of(instant);
}

std::int64_t Scale::closed_days(Instant instant) const
{
    const Date date = m_calendar.date_at(instant);
    const Date first = m_calendar.definition().valid_from;
    const std::int64_t before = m_unit == Unit::WorkingDays ? m_calendar.working_days_before(date) : date - first;
    if (m_closing == DueAt::EndOfDay || !m_calendar.covers(date))
        return before;
    const bool counts = m_unit != Unit::WorkingDays || m_calendar.is_working(date);
    return before + (counts && close_of(date) <= instant ? 1 : 0);
}

Instant Scale::when(std::int64_t ticks) const
{
    if (!counts_days(m_unit))
        return m_unit == Unit::WorkingHours ? m_calendar.at_open_seconds(ticks) : Instant::from_milliseconds(ticks * 1000);
    const Date first = m_calendar.definition().valid_from;
    if (ticks <= 0)
        return m_calendar.start_of(first);
    if (m_unit == Unit::WorkingDays)
        return close_of(m_calendar.working_day(ticks - 1));
    // Far outside any date the sum would not fit.
    const std::int64_t last = m_calendar.definition().valid_until - first + 1;
    return close_of(first + static_cast<std::int32_t>(ticks > last ? last : ticks - 1));
}

Instant Scale::close_of(Date date) const
{
    switch (m_closing) {
    case DueAt::EndOfDay: return m_calendar.end_of(date);
    case DueAt::EndOfBusiness: return m_calendar.end_of_business(date);
    case DueAt::Instant: return m_calendar.at_time(date, m_time_of_day);
    }
    return {};
}

std::int64_t elapsed(const Calendar& calendar, Unit unit, Instant from, Instant until)
{
    return Scale(calendar, unit).between(from, until);
}

Due due(const Calendar& calendar, Duration target, const Conventions& conventions, Instant start)
{
    const Running run{start, std::nullopt};
    return read(calendar, {target, conventions}, {&run, 1}, false, start).due.value();
}

} // namespace ogp::calendar

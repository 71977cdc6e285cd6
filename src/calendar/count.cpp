#include "calendar/count.hpp"

#include "base/error.hpp"

#include <algorithm>

namespace ogp::calendar {
namespace {

/// What ends at an instant, exclusive, ends on the day of the second before.
Instant second_before(Instant instant)
{
    return Instant::from_milliseconds(instant.milliseconds() - 1000);
}

/// With DueAt::Instant a day closes at the time of the start, so that the first day is closed when counting begins.
Instant first_counted(const Calendar& calendar, const Conventions& conventions, Instant start)
{
    const bool next_day = conventions.first_day == FirstDay::Excluded && conventions.due_at != DueAt::Instant;
    return next_day ? calendar.end_of(calendar.date_at(start)) : start;
}

std::int64_t ticks_of(const Calendar& calendar, const Duration& target, Instant start)
{
    if (target.amount < 0 || target.amount > most_units)
        throw Error(Fault::Invalid, say("ვადა {} ძალიან გრძელია ან უარყოფითია", "the term {} is too long or negative", target.text()),
                    say("დაწერეთ რიცხვი 0-დან {}-მდე", "write a number from 0 to {}", most_units));
    if (target.unit != Unit::Months)
        return target.amount * ticks_in(target.unit);
    const Date from = calendar.date_at(start);
    const auto until = add_months(from, target.amount);
    // Beyond the years that there are no calendar reaches either: the look-up refuses it.
    return until ? *until - from : target.amount * 28;
}

} // namespace

Count::Count(const Calendar& calendar, const Term& term, Instant start)
    : m_calendar(calendar), m_conventions(term.conventions), m_days(counts_days(term.target.unit)),
      m_scale(calendar, term.target.unit, term.conventions.due_at, start),
      m_counting_from(m_days ? first_counted(calendar, term.conventions, start) : start),
      m_target(ticks_of(calendar, term.target, start))
{
    if (!m_days || m_conventions.due_at != DueAt::Instant || m_conventions.first_day != FirstDay::Included)
        return;
    if (term.target.unit != Unit::WorkingDays || calendar.is_working(calendar.date_at(start)))
        m_used = 1;
}

Instant Count::roll(Instant used_up)
{
    if (!m_days || m_conventions.roll == Roll::None)
        return used_up;
    const Date ends = m_calendar.date_at(second_before(used_up));
    const Date works = m_calendar.working_day_from(ends);
    if (works == ends)
        return used_up;
    m_rolled = true;
    return m_scale.close_of(works);
}

void Count::add(const Running& run, Instant now)
{
    const Instant from = std::max(run.from, m_counting_from);
    const std::int64_t begun = m_scale.at(from);
    const std::int64_t gained = m_scale.at(std::max(run.until.value_or(now), from)) - begun;
    if (!m_used_up) {
        const std::int64_t remaining = m_target - m_used;
        m_due = roll(remaining > 0 ? std::max(from, m_scale.when(begun + remaining)) : from);
        m_used_up = run.until && gained >= remaining;
    } else if (*m_due > m_ended && *m_due <= run.from) {
        // The end had moved to a working day that fell into a pause: it moves on to the first one that closes afterwards.
        const Date date = m_calendar.working_day_from(m_calendar.date_at(run.from));
        const bool closed = m_scale.close_of(date) <= run.from;
        m_due = m_scale.close_of(closed ? m_calendar.working_day_from(date + 1) : date);
    }
    m_used += gained;
    m_ended = run.until.value_or(now);
}

std::optional<Instant> Count::reached_in(const Running& run, std::int64_t ticks) const
{
    const Instant from = std::max(run.from, m_counting_from);
    const Instant instant = ticks > m_used ? std::max(from, m_scale.when(m_scale.at(from) + ticks - m_used)) : from;
    return run.until && instant > *run.until ? std::nullopt : std::optional<Instant>(instant);
}

std::optional<Due> Count::due() const
{
    if (!m_due)
        return std::nullopt;
    return Due{*m_due, m_calendar.date_at(second_before(*m_due))};
}

} // namespace ogp::calendar

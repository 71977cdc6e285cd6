#include "calendar/clock.hpp"

#include "calendar/count.hpp"

#include <algorithm>
#include <array>

namespace ogp::calendar {

std::string_view code(ClockStatus status)
{
    switch (status) {
    case ClockStatus::Idle: return "idle";
    case ClockStatus::Running: return "running";
    case ClockStatus::Paused: return "paused";
    case ClockStatus::Stopped: return "stopped";
    }
    return "";
}

std::string_view code(Reopen reopen)
{
    switch (reopen) {
    case Reopen::Continue: return "continue";
    case Reopen::Restart: return "restart";
    case Reopen::KeepClosed: return "keep_closed";
    }
    return "";
}

std::string_view code(Retarget retarget)
{
    return retarget == Retarget::Recompute ? "recompute" : "keep";
}

std::optional<Reopen> reopen_from(std::string_view word)
{
    for (const Reopen reopen : {Reopen::Continue, Reopen::Restart, Reopen::KeepClosed}) {
        if (code(reopen) == word)
            return reopen;
    }
    return std::nullopt;
}

std::optional<Retarget> retarget_from(std::string_view word)
{
    for (const Retarget retarget : {Retarget::Recompute, Retarget::Keep}) {
        if (code(retarget) == word)
            return retarget;
    }
    return std::nullopt;
}

ClockReading read(const Calendar& calendar, const Term& term, std::span<const Running> runs, bool stopped, Instant now)
{
    ClockReading reading;
    if (runs.empty())
        return reading;
    const Running& last = runs.back();
    reading.status = !last.until ? ClockStatus::Running : stopped ? ClockStatus::Stopped : ClockStatus::Paused;
    const Instant reference = last.until ? *last.until : std::max(now, last.from);

    Count count(calendar, term, runs.front().from);
    for (const Running& run : runs)
        count.add(run, reference);
    reading.target = count.target();
    reading.used = count.used();
    reading.due = count.due();
    reading.overdue = reading.due && reference >= reading.due->at;
    if (reading.status == ClockStatus::Paused && !reading.overdue)
        reading.due.reset();
    reading.left = count.rolled() && reading.due ? count.scale().between(reference, reading.due->at)
                                                 : reading.target - reading.used;
    return reading;
}

std::optional<Instant> when_used(const Calendar& calendar, const Term& term, std::span<const Running> runs, std::int64_t ticks)
{
    if (runs.empty())
        return std::nullopt;
    Count count(calendar, term, runs.front().from);
    for (const Running& run : runs) {
        if (const auto instant = count.reached_in(run, ticks))
            return instant;
        if (run.until)
            count.add(run, *run.until);
    }
    return std::nullopt;
}

Instant TermClock::in_order(Instant at)
{
    m_last = m_last ? std::max(*m_last, at) : at;
    return *m_last;
}

void TermClock::close_run(Instant at)
{
    if (!m_runs.empty() && !m_runs.back().until)
        m_runs.back().until = at;
}

void TermClock::start(Instant at)
{
    if (m_status != ClockStatus::Idle)
        return;
    m_runs.push_back({in_order(at), std::nullopt});
    m_status = ClockStatus::Running;
}

void TermClock::pause(Instant at)
{
    if (m_status != ClockStatus::Running)
        return;
    close_run(in_order(at));
    m_status = ClockStatus::Paused;
    ++m_pauses;
}

void TermClock::resume(Instant at)
{
    if (m_status != ClockStatus::Paused)
        return;
    m_runs.push_back({in_order(at), std::nullopt});
    m_status = ClockStatus::Running;
}

void TermClock::stop(Instant at)
{
    if (m_status != ClockStatus::Running && m_status != ClockStatus::Paused)
        return;
    close_run(in_order(at));
    m_status = ClockStatus::Stopped;
}

void TermClock::reopen(Instant at, Reopen how)
{
    if (m_status != ClockStatus::Stopped || how == Reopen::KeepClosed)
        return;
    if (how == Reopen::Restart) {
        m_past.push_back(std::move(m_runs));
        m_runs.clear();
        m_pauses = 0;
    }
    m_runs.push_back({in_order(at), std::nullopt});
    m_status = ClockStatus::Running;
}

void TermClock::retarget(const Duration& target, Retarget how)
{
    if (how == Retarget::Recompute)
        m_term.target = target;
}

ClockReading TermClock::read(const Calendar& calendar, Instant now) const
{
    return calendar::read(calendar, m_term, m_runs, m_status == ClockStatus::Stopped, now);
}

} // namespace ogp::calendar

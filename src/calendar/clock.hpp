#pragma once

#include "calendar/calendar.hpp"
#include "calendar/duration.hpp"
#include "calendar/scale.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace ogp::calendar {

/// A time in which a clock runs: from `from` until `until`, or still. Several follow one another without overlapping.
struct Running
{
    Instant from;
    std::optional<Instant> until;

    bool operator==(const Running&) const = default;
};

enum class ClockStatus { Idle, Running, Paused, Stopped };
std::string_view code(ClockStatus status);

/// What happens where a stopped clock is started again. Continue: it goes on, the time while stopped is not counted.
/// Restart: a new cycle from nothing; the old one stays on record. KeepClosed: nothing.
enum class Reopen { Continue, Restart, KeepClosed };
/// What happens where the target changes. Recompute: the same time used, the new target. Keep: the old target stays.
enum class Retarget { Recompute, Keep };
std::string_view code(Reopen reopen);
std::string_view code(Retarget retarget);
std::optional<Reopen> reopen_from(std::string_view code);
std::optional<Retarget> retarget_from(std::string_view code);

/// What a term is: how long, and how it is counted.
struct Term
{
    Duration target;
    Conventions conventions;

    bool operator==(const Term&) const = default;
};

/// A clock as it stands at some instant. Ticks are seconds, or days of units that count days.
struct ClockReading
{
    ClockStatus status = ClockStatus::Idle;
    std::int64_t target = 0;    ///< ticks
    std::int64_t used = 0;      ///< ticks
    std::int64_t left = 0;      ///< ticks until it is due, negative after; of a stopped clock, what was left
    std::optional<Due> due;     ///< nothing while idle, or paused with time left: it depends on when the pause ends
    bool overdue = false;       ///< running or paused at or past its due instant, or stopped at or past it
};

/// Reads a clock from the times in which it ran. `stopped`: the last of them ended for good, else as a pause.
/// Pure: the same arguments give the same reading. A `now` earlier than what has happened is taken as the time of the last
/// change. Error{Invalid} for what the calendar does not cover.
ClockReading read(const Calendar& calendar, const Term& term, std::span<const Running> runs, bool stopped, Instant now);

/// When the clock is at so many ticks (at 50 % of its target, two working days before it is due: target - 2) if nothing
/// stops it again; nothing where it is paused or stopped before. For warnings and escalations, beyond the target too.
std::optional<Instant> when_used(const Calendar& calendar, const Term& term, std::span<const Running> runs, std::int64_t ticks);

/// A clock made from what happens to a case, in order of time. An act that is earlier than the one before it counts as
/// happening at the same instant, because recorded clocks of several machines may disagree. Acts that change nothing (a pause of a
/// paused clock) are ignored.
class TermClock
{
public:
    explicit TermClock(Term term) : m_term(std::move(term)) {}

    void start(Instant at);
    void pause(Instant at);
    void resume(Instant at);
    void stop(Instant at);
    /// Of a stopped clock.
    void reopen(Instant at, Reopen how);
    void retarget(const Duration& target, Retarget how = Retarget::Recompute);

    ClockStatus status() const { return m_status; }
    const Term& term() const { return m_term; }
    const std::vector<Running>& runs() const { return m_runs; }
    /// How often it was paused in this cycle.
    int pauses() const { return m_pauses; }
    /// 1, and one more for every restart.
    int cycle() const { return static_cast<int>(m_past.size()) + 1; }
    /// The runs of earlier cycles, each of them stopped.
    const std::vector<std::vector<Running>>& past_cycles() const { return m_past; }

    ClockReading read(const Calendar& calendar, Instant now) const;

private:
    Instant in_order(Instant at);
    void close_run(Instant at);

    Term m_term;
    ClockStatus m_status = ClockStatus::Idle;
    std::vector<Running> m_runs;
    std::vector<std::vector<Running>> m_past;
    std::optional<Instant> m_last;
    int m_pauses = 0;
};

} // namespace ogp::calendar

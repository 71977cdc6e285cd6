#pragma once

#include "calendar/clock.hpp"
#include "calendar/scale.hpp"

#include <cstdint>
#include <optional>

namespace ogp::calendar {

/// The sum that a clock is: what its runs add up to, and when its target is reached. Runs are added in order.
class Count
{
public:
    /// A clock of that term that was first started at `start`; counts already what the start itself counts.
    Count(const Calendar& calendar, const Term& term, Instant start);

    /// Adds a run; where it has no end, what has passed of it until `now`, while the due instant is that of going on.
    void add(const Running& run, Instant now);
    /// The instant within the run, which may be still to come, at which so many ticks are used; to be asked before the run is
    /// added.
    std::optional<Instant> reached_in(const Running& run, std::int64_t ticks) const;

    const Scale& scale() const { return m_scale; }
    std::int64_t target() const { return m_target; }
    std::int64_t used() const { return m_used; }
    /// Of the last run added: if it went on without an end.
    std::optional<Due> due() const;
    /// Whether the end has moved to a later day than the one on which the target was used up.
    bool rolled() const { return m_rolled; }
    /// Counting begins here or at the start of a run, whichever is later.
    Instant counting_from() const { return m_counting_from; }

private:
    Instant roll(Instant used_up);

    const Calendar& m_calendar;
    Conventions m_conventions;
    bool m_days;
    Scale m_scale;
    Instant m_counting_from;
    std::int64_t m_target;
    std::int64_t m_used = 0;
    std::optional<Instant> m_due;
    Instant m_ended;        ///< of the last run added
    bool m_used_up = false; ///< in a run that has ended
    bool m_rolled = false;
};

} // namespace ogp::calendar

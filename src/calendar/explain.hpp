#pragma once

#include "calendar/clock.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace ogp::calendar {

/// Why a day was counted or not.
enum class Counted {
    Yes,        ///< counted, in part where it counts seconds
    FirstDay,   ///< not: the day of the start
    DayOff,     ///< not: a day off, which `day` names
    Paused,     ///< not: the clock did not run when the day closed, or not in its open hours
    Closed,     ///< not: it ran outside of the open hours only
    Rolled,     ///< not: the term was used up, and its end moved to the next working day
};
std::string_view code(Counted counted);

/// One line of the sum.
struct ExplainedDay
{
    Day day;
    Counted counted = Counted::Yes;
    std::int64_t ticks = 0; ///< counted on this day
    std::int64_t total = 0; ///< up to and with this day
    /// "counted", "Easter Monday", "paused", "first day is not counted".
    Localized reason() const;
};

/// The sum of a clock, day by day: from the day of the start to the due day, or to `now` where there is no due day or the
/// clock was stopped earlier. At most the validity of the calendar long.
std::vector<ExplainedDay> explain(const Calendar& calendar, const Term& term, std::span<const Running> runs, bool stopped,
                                  Instant now);

} // namespace ogp::calendar

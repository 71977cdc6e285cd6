#pragma once

#include "calendar/calendar.hpp"

#include <cstddef>
#include <map>

namespace ogp::calendar {

/// A day that is not what its weekday says, or that a suspended holiday falls on.
struct SpecialDay
{
    DayKind kind = DayKind::Working;
    std::size_t source = 0;    ///< index of the holiday, decree or moved day in the definition
    std::optional<Date> other; ///< the holiday of a substitute
    bool suspended = false;    ///< a holiday, but worked as its weekday is; then `suspension` says by which
    std::size_t suspension = 0;
};

/// Every special day within the validity as the view shows it, by date.
std::map<Date, SpecialDay> special_days(const CalendarDefinition& definition, const View& view);

} // namespace ogp::calendar

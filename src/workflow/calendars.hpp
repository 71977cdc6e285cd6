#pragma once

#include "calendar/calendar.hpp"

#include <string_view>

namespace ogp::workflow {

/// The working calendars of a repository, made when asked for: building one takes longer than most commands.
class Calendars
{
public:
    virtual ~Calendars() = default;
    /// The calendar of that id ("always" has every hour), nullptr where there is none. It lives as long as this.
    virtual const calendar::Calendar* find(std::string_view id) const = 0;
};

} // namespace ogp::workflow

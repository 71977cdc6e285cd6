#pragma once

#include "base/hash.hpp"
#include "base/json.hpp"
#include "base/language.hpp"
#include "base/time.hpp"
#include "calendar/rule.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ogp::calendar {

/// Open hours of a day on the wall clock, in seconds since midnight: 0 <= from < until <= 86400.
struct OpenHours
{
    std::int32_t from = 0;
    std::int32_t until = 0;

    bool operator==(const OpenHours&) const = default;
};

/// A day off that comes back every year.
struct Holiday
{
    Rule rule;
    Localized label;            ///< empty where the file has none
    std::optional<Date> since;  ///< first day on which the rule holds
    std::optional<Date> until;  ///< last one
    bool substitute = false;    ///< falling on a day without open hours, it makes the next working day off as well
    std::string act;
    std::optional<Date> recorded;
};

/// A single day off by an act. `recorded` is the day on which it became known.
struct DecreeDay
{
    Date date;
    Localized label;
    std::string act;
    Date recorded;
    std::vector<std::string> exempt; ///< purposes that the act does not move: "procurement"
};

/// A working day that was moved: `off` is off, `works` is worked in its place, with the hours of the weekday of `off`.
struct MovedDay
{
    Date off;
    Date works;
    std::string act;
    Date recorded;
};

/// A time in which holidays by rule are worked, as under martial law. Without `until`: until further notice.
struct Suspension
{
    Date from;
    std::optional<Date> until;
    std::string act;
    Date recorded;
};

/// A calendar as its file says it.
struct CalendarDefinition
{
    std::string id;
    Localized label;
    std::string time_zone;
    Date valid_from;                              ///< first day that it knows
    Date valid_until;                             ///< last one
    std::array<std::vector<OpenHours>, 7> week;   ///< Monday first, each in order and apart
    std::vector<Holiday> holidays;
    std::vector<DecreeDay> decrees;
    std::vector<MovedDay> working_exceptions;
    std::vector<Suspension> suspensions;
    bool decrees_always_complete = false;         ///< `decrees_complete: always`: there can be none that it does not know
    std::vector<int> decrees_complete;            ///< years whose decree days are known to be all
};

/// All of it; what is not said is left out.
Json to_json(const CalendarDefinition& definition);
/// SHA-256 of "ogp-calendar-v1\0" and the canonical bytes of to_json(): the same for files that say the same.
Hash content_hash(const CalendarDefinition& definition);

/// Open around the clock, no days off: for terms in hours that nothing interrupts. Years 2000 to 2099.
CalendarDefinition always(std::string time_zone);

} // namespace ogp::calendar

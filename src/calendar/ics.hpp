#pragma once

#include "base/error.hpp"
#include "base/language.hpp"
#include "base/time.hpp"
#include "calendar/calendar.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::calendar {

/// An all-day event of an iCalendar file.
struct IcsEvent
{
    Date first;
    Date last;                  ///< included
    bool yearly = false;
    std::optional<Date> until;  ///< of a yearly one, where it ends
    std::optional<Date> stamp;  ///< day of DTSTAMP
    std::string summary;
    std::uint32_t line = 0;     ///< where the event begins
};

/// Reads the all-day events of an iCalendar file (RFC 5545): folded lines, DTSTART and DTEND with VALUE=DATE, RRULE with
/// FREQ=YEARLY and UNTIL only, SUMMARY, DTSTAMP; everything else in an event is passed over. Throws InvalidInput with
/// every finding (file:line): events with times of day, other recurrences, dates that do not exist, what is no calendar.
/// At most 4 MiB and 20,000 events.
std::vector<IcsEvent> read_ics(std::string_view text, const std::string& file);

/// The events as a `kind: calendar` file: yearly ones as rules, single ones as decree days whose act names the file; a
/// week from Monday to Friday, nine to six. `id` and `time_zone` are for its header; `today` is what is recorded where an
/// event has no DTSTAMP. Error{Invalid} where there is no event.
std::string ics_to_yaml(const std::vector<IcsEvent>& events, const std::string& file, const std::string& id,
                        const std::string& time_zone, Date today);

/// The days off from..until that are not weekends, each as an all-day event; lines end with CRLF and are folded at 75 octets.
/// `stamp` is the DTSTAMP of all of them.
std::string write_ics(const Calendar& calendar, Date from, Date until, Language language, Instant stamp);

} // namespace ogp::calendar

#pragma once

#include "app/repository/repository.hpp"
#include "calendar/calendar.hpp"
#include "calendar/explain.hpp"

#include <string>
#include <vector>

namespace ogp::app {

/// The calendar meant where none is named.
inline constexpr const char* default_calendar = "ge";

/// A calendar that can be asked for by its id.
struct CalendarSource
{
    calendar::CalendarDefinition definition;
    std::string file; ///< "" for one that is part of the program
};

/// A calendar by its id, or by the name of a file (*.yaml). Ids are looked for in `workflows/calendars` of the repository
/// (`repository` nullptr for none), then among those that are part of the program, "always" last. Error{NotFound} with the
/// nearest id; InvalidInput for a file that is none.
CalendarSource find_calendar(const Repository* repository, const std::string& id_or_file);

/// The YAML of a calendar: of `workflows/calendars` in that folder, else of the program; nothing where it is in neither. Throws
/// InvalidInput for one that cannot be loaded.
std::optional<std::string> calendar_text(const std::filesystem::path& folder, const std::string& id);

/// The same, ready for counting.
calendar::Calendar load_calendar(const Repository* repository, const std::string& id_or_file, const calendar::View& view = {});

/// Every calendar that has an id here, in order of id.
std::vector<CalendarSource> calendars(const Repository* repository);

/// A term counted from one instant without a pause.
struct CountedTerm
{
    calendar::Due due;
    std::vector<calendar::ExplainedDay> days;
    std::vector<int> incomplete_years; ///< that it touches
};
CountedTerm count_term(const calendar::Calendar& calendar, const calendar::Term& term, Instant start);

/// A calendar's YAML from an iCalendar file (calendar/ics.hpp), known to load. `id` and `time_zone` are for its header.
std::string calendar_from_ics(std::string_view text, const std::string& file, const std::string& id, const std::string& time_zone,
                              const Clock& clock);
/// The days off from..until as iCalendar.
std::string calendar_to_ics(const calendar::Calendar& calendar, Date from, Date until, Language language, const Clock& clock);

} // namespace ogp::app

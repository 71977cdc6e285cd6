#pragma once

#include "app/plans/plans.hpp"
#include "app/repository/repository.hpp"
#include "calendar/definition.hpp"
#include "report/table.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ogp::app {

/// A version of a calendar that a repository is to count with from now on.
struct CalendarText
{
    calendar::CalendarDefinition definition;
    std::string yaml;
};

/// A file by its name, or `workflows/calendars/ID.yaml` of the repository, else the program's. Error{NotFound} with the nearest.
CalendarText read_calendar(const Repository& repository, const std::string& id_or_file);
/// Those in `workflows/calendars` that are in force, or are named by an active case type and could be, and say something else than what is
/// in force.
std::vector<CalendarText> changed_calendars(const Repository& repository);

struct CalendarApplied
{
    std::string calendar;
    bool is_new = true;        ///< false: what it says is in force already, and nothing was written
    std::int64_t counted = 0;  ///< clocks that are counted in it, stopped ones left out
    report::Table moved;       ///< case, title, clock, cycle, before, due, before_at, due_at
};

/// Makes a calendar the one that the repository counts with: one event with the YAML, and one Tick(moved) for each clock that has not
/// stopped and whose due time it changes, all in one batch. What has stopped keeps the due time that it had. Needs the role admin.
/// With DryRun nothing is written.
CalendarApplied apply_calendar(Repository& repository, const CalendarText& calendar, DryRun dry_run);

} // namespace ogp::app

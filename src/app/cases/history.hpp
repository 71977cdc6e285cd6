#pragma once

#include "app/repository/repository.hpp"
#include "base/time.hpp"
#include "report/table.hpp"

#include <string_view>
#include <vector>

/// What the log of a case says of its past. Three things name a point in it: a version (how many of its events were folded), a
/// sequence number of the log, and a day. A day means: what was recorded by its end in the repository's zone, since that is
/// what anybody could know. So the time of writing (`at`) counts, not the time that an act is said to count from
/// (`effective`): an act entered in May for the tenth of April is not yet there on the twentieth of April. The log's order
/// is kept: an event counts as recorded no earlier than those of the case that stand before it.
namespace ogp::app {

/// A case as it was.
struct PastCase
{
    store::CaseRow row;                     ///< number, title, path, parent and version of that time
    std::vector<store::StoredEvent> events; ///< those that made it, oldest first
};

/// The case at the end of that day. Error{NotFound} with the day it was opened where it did not exist yet.
PastCase case_as_of(const Repository& repository, const store::CaseRow& row, Date day);

/// The direct parts that it had at the end of that day, in order of opening. A part that has gone to another plan since is
/// not looked for.
std::vector<store::CaseRow> parts_as_of(const Repository& repository, const store::CaseRow& row, Date day);

/// Who gave the state and each field the value that it has: field, value, actor, time, sequence, and on request role, op,
/// event. A field whose value was taken away says who did that. Sealed values are not opened: {"sealed": true}.
report::Table blame(const Repository& repository, const store::CaseRow& row);

struct CaseDiff
{
    report::Table changes; ///< field, before, after, events (sequence numbers of those that changed it)
    report::Table events;  ///< all between the two points, as `ogp log` shows them
};

/// What differs between two points "A..B": versions (1..3), sequence numbers (#17..#20), days (2019-04-01..2019-05-01),
/// mixed as one likes. Without A from before the opening, without B up to now. Error: Usage where that is no such range or B
/// comes before A, NotFound for a version or event that there is not.
CaseDiff diff(Repository& repository, const store::CaseRow& row, std::string_view range);

} // namespace ogp::app

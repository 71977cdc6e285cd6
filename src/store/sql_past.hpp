#pragma once

#include "base/time.hpp"
#include "store/rows.hpp"

#include <cstdint>
#include <utility>
#include <vector>

namespace ogp::store {

class Database;

/// What stood otherwise at an instant than it stands now: the views of a SqlSession are then those of that instant.
struct SqlPast
{
    Instant until;                   ///< events recorded from here on are not there
    std::vector<CaseRow> cases;      ///< as they stood; what they are a part of is as it is now
    std::vector<std::int64_t> later; ///< CaseRow::row of cases that were not on record yet
    std::vector<std::pair<std::int64_t, ClockRow>> clocks; ///< of `cases`, by CaseRow::row: sla, cycle, status and due
};

/// Puts temporary views of the names case_, clock and event before the tables of these names, with the columns that views of questions
/// are made of: whatever names them on this connection from now on sees the past.
void lay_past(Database& database, const SqlPast& past);

} // namespace ogp::store

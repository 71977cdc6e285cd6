#pragma once

#include "app/cases/states_at.hpp"
#include "app/clocks/kept_clock.hpp"
#include "store/sql_past.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace ogp::app {

/// What of all cases and their clocks stood otherwise at the end of a day than it stands now.
///
/// A case whose type says when cases come (a field with `default: now`, received_at of a request) had come by that day even where
/// it was put on record later, as what is imported is. It is there as it was put on record; nothing had happened to it yet.
struct PastRecord
{
    Instant until; ///< the first instant after the day
    CasesAt::Others others;
    std::map<std::int64_t, std::vector<KeptClock>> clocks; ///< of others.changed, by CaseRow::row
};

/// How the record that is asked for a day lies to it.
enum class Recorded {
    Now,   ///< the day has not ended: the present is what there is
    Then,  ///< by the end of the day
    Later, ///< the record begins after the day, and says nothing of its states
};
Recorded recorded_by(const Repository& repository, Date day);

PastRecord past_record(const Repository& repository, Date day);
store::SqlPast sql_past(const PastRecord& past);

} // namespace ogp::app

#pragma once

#include "app/repository/repository.hpp"
#include "report/table.hpp"

#include <string>
#include <vector>

namespace ogp::app {

struct SlaReportRequest
{
    int year = 0;
    int month = 0;                  ///< 1..12
    std::string type{};             ///< "" for all
    std::vector<std::string> by{};  ///< fields in `statistics` of the types
};

/// How deadlines were kept in a month, one line for each case type, clock, unit and value of the fields: type, clock, the fields,
/// opened, due, in_time, late, open, percent, fraction, median, p90, unit, and on request median_ticks, p90_ticks.
///
/// Each cycle of a clock is counted for itself; days are those of the case type's zone. `opened`: began in the month. `due`: the due
/// time, as far as it is known now, lies in the month; a clock that is paused with time left has none. Of those due: `in_time` were stopped
/// before the due time, `late` were not and it has passed, `open` are still running and it has not. `fraction` is in_time / (in_time +
/// late), exact; `percent` the same with one decimal, cut off and never rounded up, so that no number that is printed says more than
/// was done. `median` and `p90`: of the time used by those due that were stopped, by nearest rank: of n values in order
/// the one with number ceil(n/2), ceil(9n/10).
/// Error{Usage} with what there is for a field that is not in `statistics` of any type.
report::Table sla_report(const Repository& repository, const SlaReportRequest& request);

} // namespace ogp::app

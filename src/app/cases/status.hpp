#pragma once

#include "app/cases/recent_changes.hpp"
#include "app/plans/plans.hpp"
#include "app/repository/repository.hpp"
#include "report/table.hpp"

#include <vector>

namespace ogp::app {

/// The daily page: each plan with its counts on that day, what is overdue, what ends within `soon` days, deadlines of cases likewise, and
/// what was changed on that day and the day before.
struct DailyStatus
{
    Date as_of;
    std::vector<PlanStatus> plans;
    report::Table overdue;  ///< plan, number, title, end, delay in days
    report::Table soon;     ///< plan, number, title, end, days left
    RecentChanges changed;
    report::Table deadlines_overdue; ///< of cases (sla.hpp), at the end of that day, today: now; the first hundred
    report::Table deadlines_soon;    ///< due within `soon` days; the first hundred
    std::int64_t deadlines_overdue_count = 0;
    std::int64_t waiting = 0;        ///< events of a clone that the authority has not confirmed
    report::Table refused;           ///< of these, what it did not take (waiting.hpp)
    std::int64_t conflicts = 0;      ///< events that nobody has settled (conflicts.hpp)
};
DailyStatus daily_status(Repository& repository, Date as_of, int soon = 30);

} // namespace ogp::app

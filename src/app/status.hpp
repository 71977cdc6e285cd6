#pragma once

#include "app/plans.hpp"
#include "app/repository.hpp"
#include "report/table.hpp"

#include <vector>

namespace ogp::app {

/// The daily page: each plan with its counts on that day, what is overdue, and what ends within `soon` days.
struct DailyStatus
{
    Date as_of;
    std::vector<PlanStatus> plans;
    report::Table overdue;  ///< plan, number, title, end, delay in days
    report::Table soon;     ///< plan, number, title, end, days left
};
DailyStatus daily_status(const Repository& repository, Date as_of, int soon = 30);

} // namespace ogp::app

#include "app/status.hpp"

#include "app/values.hpp"

#include <algorithm>

namespace ogp::app {

using report::Align;
using report::Cell;

DailyStatus daily_status(const Repository& repository, Date as_of, int soon)
{
    DailyStatus status;
    status.as_of = as_of;
    status.soon = {"soon",
                   {"ვადა მალე იწურება", "Ending soon"},
                   {{"plan", {"გეგმა", "Plan"}},
                    {"number", {"ნომერი", "Number"}},
                    {"title", {"ეტაპი", "Milestone"}},
                    {"end", {"დასრულება", "Planned end"}},
                    {"days_left", {"დარჩა, დღე", "Days left"}, Align::Right}},
                   {}};
    std::vector<std::pair<int, std::vector<Cell>>> ending;
    for (const store::CaseRow& plan : repository.store().list({.type = "plan"})) {
        status.plans.push_back(plan_status(repository, plan, as_of));
        const report::Table& late = status.plans.back().overdue;
        if (status.overdue.columns.empty()) {
            status.overdue = late;
            status.overdue.columns.front().show = report::Show::Always;
        } else {
            status.overdue.rows.insert(status.overdue.rows.end(), late.rows.begin(), late.rows.end());
        }
        for (const store::CaseRow& milestone :
             repository.store().list({.type = "milestone", .root = plan.subject.uid})) {
            const MilestoneTime time = milestone_time(milestone, as_of);
            if (time.done || time.withdrawn || time.overdue || !time.end)
                continue;
            const int left = time.end->last() - as_of;
            if (left <= soon)
                ending.push_back({left,
                                  {Cell::of(plan.number), Cell::of(milestone.number), Cell::localized(milestone.title),
                                   {time.end->to_json(), words_of(*time.end)}, Cell::of(std::int64_t{left})}});
        }
    }
    std::stable_sort(ending.begin(), ending.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [days, cells] : ending)
        status.soon.rows.push_back(std::move(cells));
    return status;
}

} // namespace ogp::app

#include "app/cases/status.hpp"

#include "app/cases/values.hpp"
#include "app/cases/waiting.hpp"
#include "app/clocks/sla.hpp"

#include <algorithm>

namespace ogp::app {

using report::Align;
using report::Cell;

namespace {

constexpr std::int64_t most_deadlines = 100;

void add_deadlines(DailyStatus& status, const Repository& repository, int soon)
{
    // A past day says what had been recorded by its end.
    const AsOf as_of = status.as_of == repository.today() ? AsOf() : as_of_from(repository, status.as_of.iso());
    ClockList overdue = list_clocks(repository, {.overdue = true, .as_of = as_of, .limit = most_deadlines});
    status.deadlines_overdue = std::move(overdue.table);
    status.deadlines_overdue.caption = {"გასული ვადები", "Overdue deadlines"};
    status.deadlines_overdue_count = overdue.total;
    status.deadlines_soon =
        list_clocks(repository, {.due_within = calendar::Duration{soon, calendar::Unit::CalendarDays}, .as_of = as_of, .limit = most_deadlines})
            .table;
    status.deadlines_soon.caption = {"ვადები, რომლებიც მალე იწურება", "Deadlines ending soon"};
}

} // namespace

DailyStatus daily_status(Repository& repository, Date as_of, int soon)
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
    status.changed = recent_changes(repository, as_of);
    add_deadlines(status, repository, soon);
    status.waiting = repository.store().count_pending();
    status.refused = refused_batches(repository);
    status.conflicts = static_cast<std::int64_t>(repository.store().conflicts().size());
    return status;
}

} // namespace ogp::app

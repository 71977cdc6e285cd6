#include "app/plans/plans.hpp"

#include "app/cases/values.hpp"
#include "app/plans/plan_record.hpp"

#include <algorithm>

namespace ogp::app {
namespace {

using report::Align;
using report::Cell;

const std::vector<report::Column>& count_columns()
{
    static const std::vector<report::Column> columns{
        {"total", {"სულ", "Total"}, Align::Right},
        {"not_started", {"არ დაწყებულა", "Not started"}, Align::Right},
        {"running", {"მიმდინარე", "Running"}, Align::Right},
        {"past_end", {"ვადა გასულია", "Past end"}, Align::Right},
        {"done", {"შესრულებული", "Done"}, Align::Right},
        {"overdue", {"ვადაგადაცილებული", "Overdue"}, Align::Right},
        {"withdrawn", {"გაუქმებული", "Withdrawn"}, Align::Right},
        {"unknown", {"უცნობი ვადა", "Unknown dates"}, Align::Right, report::Show::OnRequest}};
    return columns;
}

void push_counts(std::vector<Cell>& cells, const PlanCounts& counts)
{
    for (int number : {counts.total, counts.not_started, counts.running, counts.past_end, counts.done, counts.overdue,
                       counts.withdrawn, counts.unknown})
        cells.push_back(Cell::of(std::int64_t{number}));
}

std::vector<Cell> overdue_row(const store::CaseRow& plan, const store::CaseRow& milestone, const MilestoneTime& time)
{
    return {Cell::of(plan.number), Cell::of(milestone.number), Cell::localized(milestone.title),
            {time.end->to_json(), words_of(*time.end)}, Cell::of(std::int64_t{*time.delay_days})};
}

} // namespace

std::string_view code(Window window)
{
    switch (window) {
    case Window::NotStarted:
        return "not_started";
    case Window::Running:
        return "running";
    case Window::PastEnd:
        return "past_end";
    case Window::Unknown:
        return "unknown";
    }
    return "";
}

MilestoneTime milestone_time(const store::CaseRow& milestone, Date as_of)
{
    MilestoneTime time;
    const Json& fields = milestone.subject.fields;
    time.start = date_in(fields, "start");
    time.end = date_in(fields, "end");
    time.completed = date_in(fields, "completed");
    if (time.end && as_of > time.end->last())
        time.window = Window::PastEnd;
    else if (time.start && as_of < time.start->first())
        time.window = Window::NotStarted;
    else if (time.start && time.end)
        time.window = Window::Running;

    // A completion counts from the day it happened; one without a date counts always, since nobody knows when it was.
    const bool not_yet = time.completed && time.completed->last() > as_of;
    time.done = milestone.category == model::StateCategory::Done && !not_yet;
    time.withdrawn = milestone.category == model::StateCategory::Cancelled;
    time.overdue = time.window == Window::PastEnd && !time.done && !time.withdrawn;
    if (time.end && time.done && time.completed)
        time.delay_days = time.completed->last() - time.end->last();
    else if (time.overdue)
        time.delay_days = as_of - time.end->last();
    return time;
}

void PlanCounts::count(const MilestoneTime& time)
{
    ++total;
    switch (time.window) {
    case Window::NotStarted:
        ++not_started;
        break;
    case Window::Running:
        ++running;
        break;
    case Window::PastEnd:
        ++past_end;
        break;
    case Window::Unknown:
        ++unknown;
        break;
    }
    done += time.done ? 1 : 0;
    overdue += time.overdue ? 1 : 0;
    withdrawn += time.withdrawn ? 1 : 0;
}

Json PlanCounts::to_json() const
{
    return Json::object({{"total", total},
                         {"not_started", not_started},
                         {"running", running},
                         {"past_end", past_end},
                         {"unknown", unknown},
                         {"done", done},
                         {"overdue", overdue},
                         {"withdrawn", withdrawn}});
}

PlanStatus plan_status(const Repository& repository, const store::CaseRow& plan, Date as_of)
{
    PlanStatus status;
    status.plan = plan.number;
    status.title = plan.title;
    status.as_of = as_of;
    const PlanRecord record = gather_plan(repository, plan, as_of);
    status.counts = record.counts;
    status.overdue = {"overdue",
                      {"ვადაგადაცილებული ეტაპები", "Overdue milestones"},
                      {{"plan", {"გეგმა", "Plan"}, Align::Left, report::Show::OnRequest},
                       {"number", {"ნომერი", "Number"}},
                       {"title", {"ეტაპი", "Milestone"}},
                       {"end", {"დასრულება", "Planned end"}},
                       {"delay_days", {"დაგვიანება, დღე", "Days late"}, Align::Right}},
                      {}};
    std::vector<std::pair<int, std::vector<Cell>>> late;
    for (const CommitmentRecord& commitment : record.commitments)
        for (std::size_t i = 0; i < commitment.milestones.size(); ++i)
            if (const MilestoneTime& time = commitment.times[i]; time.overdue)
                late.push_back({*time.delay_days, overdue_row(plan, commitment.milestones[i], time)});
    std::stable_sort(late.begin(), late.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    for (auto& [days, cells] : late)
        status.overdue.rows.push_back(std::move(cells));

    status.commitments = {"commitments",
                          {"ვალდებულებები", "Commitments"},
                          {{"number", {"ნომერი", "Number"}}, {"title", {"ვალდებულება", "Commitment"}}},
                          {}};
    for (const report::Column& column : count_columns())
        status.commitments.columns.push_back(column);
    for (const CommitmentRecord& commitment : record.commitments) {
        std::vector<Cell> cells{Cell::of(commitment.row.number), Cell::localized(commitment.row.title)};
        push_counts(cells, commitment.counts);
        status.commitments.rows.push_back(std::move(cells));
    }
    return status;
}

} // namespace ogp::app

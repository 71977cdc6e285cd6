#include "documents/sections/milestone_gantt.hpp"

#include <algorithm>

namespace ogp::documents {

report::GanttBar milestone_bar(const store::CaseRow& row, const app::MilestoneTime& time)
{
    report::GanttBar bar;
    bar.number = row.number;
    bar.label = row.title;
    bar.planned = time.start && time.end;
    if (bar.planned) {
        bar.planned_from = time.start->first().days();
        bar.planned_to = time.end->last().days();
    }
    bar.done = time.done;
    if (time.done && time.completed)
        bar.actual_to = time.completed->last().days();
    bar.late_days = std::max(0, time.delay_days.value_or(0));
    return bar;
}

report::GanttBar commitment_bar(const app::CommitmentRecord& commitment)
{
    report::GanttBar whole;
    whole.number = commitment.row.number;
    whole.label = commitment.row.title;
    whole.done = !commitment.times.empty();
    for (std::size_t i = 0; i < commitment.milestones.size(); ++i) {
        const report::GanttBar bar = milestone_bar(commitment.milestones[i], commitment.times[i]);
        if (commitment.times[i].withdrawn)
            continue;
        whole.done = whole.done && bar.done;
        whole.actual_to = std::max(whole.actual_to, bar.actual_to);
        whole.late_days = std::max(whole.late_days, bar.late_days);
        if (!bar.planned)
            continue;
        whole.planned_from = whole.planned ? std::min(whole.planned_from, bar.planned_from) : bar.planned_from;
        whole.planned_to = whole.planned ? std::max(whole.planned_to, bar.planned_to) : bar.planned_to;
        whole.planned = true;
    }
    if (!whole.done)
        whole.actual_to = 0;
    return whole;
}

report::Gantt commitment_gantt(const ReportSource& source, const app::CommitmentRecord& commitment, std::string twin)
{
    const Json facts = Json::object({{"number", commitment.row.number}, {"total", commitment.counts.total}});
    report::Gantt gantt{"gantt-" + commitment.row.number, source.text("commitment_gantt", facts), source.text("gantt_description", facts), {},
                        source.as_of().days(), std::move(twin)};
    for (std::size_t i = 0; i < commitment.milestones.size(); ++i)
        gantt.bars.push_back(milestone_bar(commitment.milestones[i], commitment.times[i]));
    return gantt;
}

} // namespace ogp::documents

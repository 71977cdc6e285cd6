#pragma once

#include "app/plans/plan_record.hpp"
#include "documents/report_source.hpp"
#include "report/document.hpp"

#include <string>

namespace ogp::documents {

/// More bars than that are no picture any more.
inline constexpr std::size_t most_bars_of_a_figure = 200;

report::GanttBar milestone_bar(const store::CaseRow& row, const app::MilestoneTime& time);
/// From the first planned start to the last planned end of its milestones; done where all of them are.
report::GanttBar commitment_bar(const app::CommitmentRecord& commitment);
/// F3, with its table.
report::Gantt commitment_gantt(const ReportSource& source, const app::CommitmentRecord& commitment, std::string twin);

} // namespace ogp::documents

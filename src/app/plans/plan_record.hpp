#pragma once

#include "app/plans/plans.hpp"
#include "app/repository/repository.hpp"
#include "base/error.hpp"

#include <vector>

namespace ogp::app {

/// A commitment with its parts, in the order of their numbers.
struct CommitmentRecord
{
    store::CaseRow row;
    std::vector<store::CaseRow> milestones;
    std::vector<MilestoneTime> times;      ///< of the milestones, on the day asked for
    std::vector<store::CaseRow> indicators;
    PlanCounts counts;
};

/// A plan with everything that belongs to it, gathered once for a report, as it stood at the end of a day.
///
/// States and what was planned (titles, dates, units, numbers) are those that had been recorded by then, and parts that were entered
/// later are not there. Three things are those of the present. A completion and a measured value name their own day, and count by
/// it whenever they were written down. Texts and judgements (assessments) are written about a day after it. And of a plan that was entered
/// after the day the record says nothing of its states then: its dates alone say what had happened.
struct PlanRecord
{
    store::CaseRow plan;
    Date as_of;
    bool entered_later = false; ///< the plan was put on record after the day
    std::vector<CommitmentRecord> commitments;
    std::vector<store::CaseRow> units;
    PlanCounts counts;
};
PlanRecord gather_plan(const Repository& repository, const store::CaseRow& plan, Date as_of);

/// The record as a plan file would state it, without places: what the checks of plan_check.hpp read.
std::vector<PlanEntry> entries_of(const PlanRecord& record);

/// What the checks of plan_check.hpp find in the record, without places.
Findings plan_findings(const PlanRecord& record);

} // namespace ogp::app

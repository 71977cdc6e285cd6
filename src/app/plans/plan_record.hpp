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

/// A plan with everything that belongs to it, gathered once for a report.
struct PlanRecord
{
    store::CaseRow plan;
    Date as_of;
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

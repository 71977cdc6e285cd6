#pragma once

#include "app/plans.hpp"
#include "app/repository.hpp"
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

/// What can be said against the data of a plan from the record alone: dates that do not exist and how they were read, dates that
/// could not be read, OGP values that were not printed, milestones outside their commitment, milestones assessed as full though
/// late.
Findings plan_findings(const PlanRecord& record);

} // namespace ogp::app

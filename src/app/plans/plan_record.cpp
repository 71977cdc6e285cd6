#include "app/plans/plan_record.hpp"

#include "app/cases/values.hpp"
#include "app/plans/plan_check.hpp"

#include <algorithm>
#include <map>

namespace ogp::app {
namespace {

void sort_by_number(std::vector<store::CaseRow>& rows)
{
    std::sort(rows.begin(), rows.end(),
              [](const store::CaseRow& a, const store::CaseRow& b) { return number_before(a.number, b.number); });
}

PlanEntry entry_of(const store::CaseRow& row, const std::string& parent)
{
    PlanEntry entry;
    entry.type = row.subject.type;
    entry.number = row.number;
    entry.parent = parent;
    entry.values = row.subject.fields;
    return entry;
}

} // namespace

PlanRecord gather_plan(const Repository& repository, const store::CaseRow& plan, Date as_of)
{
    PlanRecord record;
    record.plan = plan;
    record.as_of = as_of;
    std::map<CaseUid, std::size_t> place;
    std::vector<store::CaseRow> commitments;
    std::vector<store::CaseRow> parts;
    for (store::CaseRow& row : repository.store().list({.root = plan.subject.uid})) {
        if (row.subject.type == "commitment")
            commitments.push_back(std::move(row));
        else if (row.subject.type == "org_unit")
            record.units.push_back(std::move(row));
        else
            parts.push_back(std::move(row));
    }
    sort_by_number(commitments);
    sort_by_number(parts);
    std::stable_sort(record.units.begin(), record.units.end(), [](const store::CaseRow& a, const store::CaseRow& b) {
        const Json& left = a.subject.fields["position"];
        const Json& right = b.subject.fields["position"];
        return left.is_integer() && right.is_integer() && left.as_integer() < right.as_integer();
    });
    for (store::CaseRow& row : commitments) {
        place.emplace(row.subject.uid, record.commitments.size());
        record.commitments.push_back({.row = std::move(row), .milestones = {}, .times = {}, .indicators = {}, .counts = {}});
    }
    for (store::CaseRow& row : parts) {
        const auto parent = row.parent ? place.find(*row.parent) : place.end();
        if (parent == place.end())
            continue;
        CommitmentRecord& commitment = record.commitments[parent->second];
        if (row.subject.type == "indicator") {
            commitment.indicators.push_back(std::move(row));
        } else if (row.subject.type == "milestone") {
            commitment.times.push_back(milestone_time(row, as_of));
            commitment.counts.count(commitment.times.back());
            record.counts.count(commitment.times.back());
            commitment.milestones.push_back(std::move(row));
        }
    }
    return record;
}

std::vector<PlanEntry> entries_of(const PlanRecord& record)
{
    std::vector<PlanEntry> entries{entry_of(record.plan, "")};
    for (const store::CaseRow& unit : record.units)
        entries.push_back(entry_of(unit, record.plan.number));
    for (const CommitmentRecord& commitment : record.commitments) {
        entries.push_back(entry_of(commitment.row, record.plan.number));
        for (const store::CaseRow& milestone : commitment.milestones)
            entries.push_back(entry_of(milestone, commitment.row.number));
        for (const store::CaseRow& indicator : commitment.indicators)
            entries.push_back(entry_of(indicator, commitment.row.number));
    }
    return entries;
}

Findings plan_findings(const PlanRecord& record)
{
    return check_plan(entries_of(record));
}

} // namespace ogp::app

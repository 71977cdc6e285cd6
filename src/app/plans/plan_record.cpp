#include "app/plans/plan_record.hpp"

#include "app/cases/values.hpp"
#include "app/clocks/past_record.hpp"
#include "app/plans/plan_check.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

namespace ogp::app {
namespace {

void sort_by_number(std::vector<store::CaseRow>& rows)
{
    std::sort(rows.begin(), rows.end(),
              [](const store::CaseRow& a, const store::CaseRow& b) { return number_before(a.number, b.number); });
}

/// Codes that judge what was done, beside those whose names begin with irm_ or opened_.
constexpr std::array<std::string_view, 4> judgements = {"assessed_on", "national_assessment", "ogp_completion", "recommendations"};

/// What is written about a day after it: texts, judgements, measured values (each with a day of its own) and what shows them.
bool is_account(const workflow::CaseType& type, const workflow::Field& field)
{
    const bool is_text = field.type == workflow::FieldType::Localized || field.type == workflow::FieldType::Text;
    return (is_text && field.id != type.title_field) || field.id == "values" || field.id.starts_with("evidence") || field.id.starts_with("irm_") ||
           field.id.starts_with("opened_") || std::find(judgements.begin(), judgements.end(), field.id) != judgements.end();
}

/// A completion by the day counts whenever it was written down.
void take_completion(store::CaseRow& then, const store::CaseRow& now, Date as_of)
{
    const auto completed = date_in(now.subject.fields, "completed");
    if (now.category != model::StateCategory::Done || !completed || completed->last() > as_of)
        return;
    then.subject.fields.set("completed", now.subject.fields["completed"]);
    if (then.category == model::StateCategory::Done)
        return;
    then.subject.state = now.subject.state;
    then.category = now.category;
}

/// The row of the day with what counts from the present.
store::CaseRow row_of_day(const Repository& repository, store::CaseRow then, const store::CaseRow& now, Date as_of)
{
    if (then.subject.version == now.subject.version)
        return then;
    const workflow::CaseType& type = repository.type(now.subject.workflow);
    for (const workflow::Field& field : type.fields) {
        if (!is_account(type, field))
            continue;
        if (const Json* value = now.subject.fields.find(field.id))
            then.subject.fields.set(field.id, *value);
        else
            then.subject.fields.erase(field.id);
    }
    take_completion(then, now, as_of);
    return then;
}

/// The parts of the record's plan, and the plan itself put in its place, as they stood.
std::vector<store::CaseRow> rows_of_day(const Repository& repository, PlanRecord& record)
{
    std::vector<store::CaseRow> rows = repository.store().list({.root = record.plan.subject.uid});
    if (recorded_by(repository, record.as_of) == Recorded::Now)
        return rows;
    const CasesAt then(repository, end_of(repository, record.as_of));
    const auto plan = then.find(record.plan);
    record.entered_later = !plan;
    if (!plan)
        return rows;
    record.plan = row_of_day(repository, *plan, record.plan, record.as_of);
    std::vector<store::CaseRow> past;
    for (const store::CaseRow& row : rows)
        if (auto one = then.find(row))
            past.push_back(row_of_day(repository, std::move(*one), row, record.as_of));
    return past;
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
    for (store::CaseRow& row : rows_of_day(repository, record)) {
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

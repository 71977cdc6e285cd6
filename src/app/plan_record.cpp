#include "app/plan_record.hpp"

#include "app/values.hpp"

#include <algorithm>
#include <map>

namespace ogp::app {
namespace {

constexpr const char* value_fields[] = {"value_transparency", "value_accountability", "value_participation",
                                        "value_technology"};

void sort_by_number(std::vector<store::CaseRow>& rows)
{
    std::sort(rows.begin(), rows.end(),
              [](const store::CaseRow& a, const store::CaseRow& b) { return number_before(a.number, b.number); });
}

/// Findings of one plan, gathered case by case.
class Collector
{
public:
    void dates(const store::CaseRow& row)
    {
        for (const auto& [field, value] : row.subject.fields.members()) {
            if (!value.is_object() || value.find("precision") == nullptr || value.find("value") == nullptr)
                continue;
            const model::PrintedDate date = model::PrintedDate::from_json(value);
            const std::string where = row.number + " " + field;
            const Localized printed = localized_of(date.printed());
            if (date.impossible())
                add("impossible_date", where,
                    {fmt::format("დაბეჭდილია {}; ასეთი დღე არ არსებობს, იკითხება როგორც {}", printed.in(Language::Ka), date.value()),
                     fmt::format("printed {}; there is no such day, read as {}", printed.in(Language::En), date.value())});
            else if (!date.known())
                add("date_unknown", where,
                    {fmt::format("დაბეჭდილია {}; თარიღი ვერ იკითხება", printed.in(Language::Ka)),
                     fmt::format("printed {}; the date cannot be read", printed.in(Language::En))});
        }
    }

    void commitment(const CommitmentRecord& record)
    {
        dates(record.row);
        const Json& fields = record.row.subject.fields;
        const auto known = std::count_if(std::begin(value_fields), std::end(value_fields),
                                         [&](const char* field) { return fields.find(field) != nullptr; });
        if (known == 0)
            add("values_not_printed", record.row.number,
                {"OGP ღირებულებები წყაროში დაბეჭდილი არ არის: უცნობია და არა უარყოფითი",
                 "the OGP values are not printed in the source: unknown, not false"});
        const auto start = date_in(fields, "start");
        for (std::size_t i = 0; i < record.milestones.size(); ++i) {
            dates(record.milestones[i]);
            milestone(record.milestones[i], record.times[i], start);
        }
    }

    Findings take() { return std::move(m_findings); }

private:
    void milestone(const store::CaseRow& row, const MilestoneTime& time, const std::optional<model::PrintedDate>& start)
    {
        if (start && time.start && time.start->first() < start->first())
            add("milestone_before_commitment", row.number,
                say("ეტაპი იწყება {}, ვალდებულება კი {}", "the milestone starts {}, but the commitment {}", time.start->value(),
                    start->value()));
        if (row.subject.fields.text("national_assessment") == "fully" && time.end && time.completed &&
            time.completed->last() > time.end->last())
            add("late_but_full", row.number,
                say("შეფასებულია სრულად, თუმცა დასრულდა {} დღის დაგვიანებით", "assessed as full, though it ended {} days late",
                    time.completed->last() - time.end->last()));
    }

    void add(std::string code, std::string where, Localized message)
    {
        m_findings.push_back({Severity::Warning, std::move(code), {}, std::move(where), std::move(message)});
    }

    Findings m_findings;
};

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

Findings plan_findings(const PlanRecord& record)
{
    Collector collector;
    collector.dates(record.plan);
    for (const CommitmentRecord& commitment : record.commitments)
        collector.commitment(commitment);
    return collector.take();
}

} // namespace ogp::app

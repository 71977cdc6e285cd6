#include "documents/report_check.hpp"

#include "documents/report_catalogue.hpp"
#include "documents/report_query.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace ogp::documents {

using namespace app;

namespace {

bool is_empty(const Json& value)
{
    return value.is_null() || (value.is_array() && value.size() == 0) ||
           (value.is_object() && value.text("ka").empty() && value.text("en").empty());
}

class RecordCheck
{
public:
    explicit RecordCheck(Date until) : m_until(until) {}

    void check(const CommitmentRecord& commitment)
    {
        bool any_ended = false;
        for (std::size_t i = 0; i < commitment.milestones.size(); ++i) {
            if (!has_ended(commitment.times[i]))
                continue;
            any_ended = true;
            const store::CaseRow& milestone = commitment.milestones[i];
            need(milestone, "result", "result_missing", {"ეტაპი დასრულდა, შედეგი კი არ წერია", "the milestone has ended and no result is written"});
            need(milestone, "evidence", "evidence_missing", {"ეტაპი დასრულდა, მტკიცებულება კი არ არის", "the milestone has ended and there is no evidence"});
        }
        if (any_ended)
            need(commitment.row, "progress", "narrative_missing",
                 {"ვალდებულების ეტაპები დასრულდა, პროგრესზე კი არაფერი წერია", "milestones of the commitment have ended and nothing is written of its progress"});
        for (const store::CaseRow& indicator : commitment.indicators)
            if (!indicator.subject.fields["target"].is_null())
                need(indicator, "values", "indicator_missing",
                     {"ინდიკატორს სამიზნე აქვს, გაზომილი მნიშვნელობა კი არა", "the indicator has a target and no measured value"});
    }

    Findings take() { return std::move(m_findings); }

private:
    bool has_ended(const MilestoneTime& time) const
    {
        return !time.withdrawn && (time.done || (time.end && time.end->last() <= m_until));
    }

    void need(const store::CaseRow& row, const char* field, const char* code, Localized message)
    {
        if (is_empty(row.subject.fields[field]))
            m_findings.push_back({Severity::Error, code, {}, row.number + " " + field, std::move(message)});
    }

    Date m_until;
    Findings m_findings;
};

void collect_empty(const std::vector<report::Section>& sections, Findings& findings)
{
    for (const report::Section& section : sections) {
        const bool says_nothing = std::all_of(section.blocks.begin(), section.blocks.end(),
                                              [](const report::Block& block) { return std::holds_alternative<report::Notice>(block); });
        if (section.sections.empty() && says_nothing)
            findings.push_back({Severity::Note, "section_empty", {}, section.number.empty() ? section.id : section.number,
                                {"ნაწილში არაფერია: " + section.title.in(Language::Ka), "nothing stands in the section: " + section.title.in(Language::En)}});
        collect_empty(section.sections, findings);
    }
}

} // namespace

Findings check_template(const Repository& repository, std::string_view id)
{
    try {
        const ReportTemplate report = load_report(repository, id);
        return ReportQueries(repository, report).check();
    } catch (const InvalidInput& error) {
        return error.findings();
    } catch (const Error& error) {
        // The template itself is there: what is not is a case type.
        if (error.fault() != Fault::NotFound)
            throw;
        find_report(repository, id);
        return {{Severity::Note, "type_missing", {}, std::string(id), error.message()}};
    }
}

Findings check_record(const PlanRecord& plan, Date until)
{
    RecordCheck check(until);
    for (const CommitmentRecord& commitment : plan.commitments)
        check.check(commitment);
    Findings findings = check.take();
    for (Finding& finding : plan_findings(plan))
        if (finding.code == "untranslated" || finding.code == "digits_differ") {
            finding.severity = Severity::Error;
            findings.push_back(std::move(finding));
        }
    return findings;
}

Findings check_document(const report::Document& document)
{
    Findings findings;
    collect_empty(document.sections, findings);
    return findings;
}

} // namespace ogp::documents

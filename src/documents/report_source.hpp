#pragma once

#include "app/clocks/past_record.hpp"
#include "app/plans/plan_record.hpp"
#include "app/repository/repository.hpp"
#include "report/document.hpp"
#include "report/wording.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogp::documents {

/// The days that a report speaks of, both inclusive: "2019", "2018-2020", "2019-H1", "2019-Q3", "2019-06",
/// "2018-12-11..2019-12-10".
struct Period
{
    std::string name;
    Date from;
    Date to;

    bool contains(Date day) const { return from <= day && day <= to; }
};

/// Throws Error{Usage}.
Period period_from(std::string_view text);

/// Which rows a section is made of, where the report's day is past.
enum class RowsOf {
    TheDay,  ///< as they stood at its end, without those that were entered later
    Events,  ///< of what names its own day: the state of the day and the fields of now; entered later, as they are now
    Present, ///< as they are now
};

/// What every section of a report is made from: the record, what it was asked for, and the words of its template.
class ReportSource
{
public:
    ReportSource(app::Repository& repository, const report::Wording& wording, Json parameters, std::optional<Period> period, Date as_of);

    app::Repository& repository() const { return m_repository; }
    const report::Wording& wording() const { return m_wording; }
    /// Values of the template's parameters by name: {"plan": "tbilisi-2018-2020", "period": "2019"}.
    const Json& parameters() const { return m_parameters; }
    /// Error{Usage} where the report was given none.
    const Period& period() const;
    bool has_period() const { return m_period.has_value(); }
    Date as_of() const { return m_as_of; }

    /// The plan of the parameter `plan` (where it is empty: the settings' or the only one) with everything that belongs to it,
    /// gathered when first asked for. Error{NotFound}.
    const app::PlanRecord& plan() const;
    /// The case that a parameter names. Error{NotFound}.
    store::CaseRow case_of(std::string_view parameter, std::string_view type = {}) const;
    /// All cases of a type in the order of their numbers, gathered when first asked for; none where the repository has no such type.
    const std::vector<store::CaseRow>& cases(std::string_view type, RowsOf rows = RowsOf::TheDay) const;

    /// How the record lies to the report's day.
    app::Recorded recorded() const { return m_recorded; }
    /// What stood otherwise on the report's day than now, gathered when first asked for; nothing where the present is shown: the day
    /// has not ended, or the record begins after it.
    const std::optional<app::PastRecord>& past() const;
    /// How many cases of a type were on record at the end of the report's day.
    std::int64_t count(const std::string& type) const;

    /// What the template gives the maker of the section at hand beside its name, under `with`: {"by": "month"}; empty object: nothing.
    const Json& options() const { return m_options; }
    void set_options(Json options) { m_options = std::move(options); }

    /// Facts that any text may name: as_of, record_begins (a day), entered_later ("" or the day on which the record, or that of the plan,
    /// begins, where that is after the report's day), repository, events and every parameter; with a period also period, period_from,
    /// period_to and year; with the parameter `plan` plan_title, commitments, planned and achieved (milestones that were to end in
    /// the period, and those of them that are done) and PlanCounts::to_json().
    const Json& values() const;
    /// The names of values() where a template has these parameters, for checks without a record.
    static std::vector<std::string> value_names(const std::vector<std::string>& parameters);
    void add_values(const Json& more);
    Localized text(std::string_view name) const { return m_wording.text(name, values()); }
    /// With more facts beside the common ones.
    Localized text(std::string_view name, const Json& more) const;

    /// Numbers, money and percent stand right.
    report::Column column(const char* key, std::string_view label, report::Holds holds = report::Holds::Text) const;
    const workflow::CaseType& type(const store::CaseRow& row) const { return m_repository.type(row.subject.workflow); }
    /// A field of a case as a cell.
    report::Cell cell(const store::CaseRow& row, std::string_view field) const;
    /// The same for a text that people may edit in the document: the one on record now, and the cell bears its mark.
    report::Cell editable_cell(const store::CaseRow& row, std::string_view field) const;
    /// A planned or actual date as it was printed.
    report::Cell date_cell(const store::CaseRow& row, std::string_view field) const;
    report::Cell delay_cell(const app::MilestoneTime& time) const;
    report::Cell state_cell(const store::CaseRow& row) const;

private:
    void add_plan_values() const;
    std::vector<store::CaseRow> rows_of(std::string_view type, RowsOf rows) const;

    app::Repository& m_repository;
    const report::Wording& m_wording;
    Json m_parameters;
    std::optional<Period> m_period;
    Date m_as_of;
    Json m_options = Json::object();
    mutable Json m_values;
    mutable bool m_has_plan_values = false;
    mutable std::unique_ptr<app::PlanRecord> m_plan;
    mutable std::map<std::pair<std::string, RowsOf>, std::vector<store::CaseRow>> m_cases;
    mutable std::map<CaseUid, store::CaseRow> m_present; ///< of rows given out that stood otherwise on the day
    app::Recorded m_recorded;
    mutable std::optional<app::PastRecord> m_past;
};

/// Mark of an editable text: "<uid of the case>/<field>".
std::string mark_of(const store::CaseRow& row, std::string_view field);

/// How a column of such values stands.
report::Align align_of(report::Holds holds);

} // namespace ogp::documents

#pragma once

#include "app/plans/plan_record.hpp"
#include "app/repository/repository.hpp"
#include "documents/reports.hpp"
#include "report/document.hpp"
#include "report/wording.hpp"

#include <string_view>

namespace ogp::documents {

/// What every section of the annual report is made from.
struct AnnualSource
{
    app::Repository& repository;
    const report::Wording& wording;
    const app::PlanRecord& record;
    int year = 0;
    Date as_of;
    Json values; ///< facts that any text may name: year, as_of, plan_title, total ...

    Localized text(std::string_view name) const { return wording.text(name, values); }
    /// With more facts beside the common ones.
    Localized text(std::string_view name, const Json& more) const;
    report::Column column(const char* key, std::string_view name, report::Align align = report::Align::Left) const;
    const workflow::CaseType& type(const store::CaseRow& row) const { return repository.type(row.subject.workflow); }
    /// A field of a case as a cell.
    report::Cell cell(const store::CaseRow& row, std::string_view field) const;
    /// A planned or actual date as it was printed.
    report::Cell date_cell(const store::CaseRow& row, std::string_view field) const;
    report::Cell delay_cell(const app::MilestoneTime& time) const;
    report::Cell state_cell(const store::CaseRow& row) const;
};

/// Section "Commitment N": its card, milestones, results, indicators and log of the period.
report::Section commitment_section(const AnnualSource& source, const app::CommitmentRecord& commitment, std::string number);

/// How much of the record exists in both languages, and what does not.
report::Section translation_section(const AnnualSource& source, std::string number);

} // namespace ogp::documents

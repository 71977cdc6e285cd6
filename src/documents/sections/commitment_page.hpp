#pragma once

#include "app/plans/plan_record.hpp"
#include "documents/report_source.hpp"
#include "report/document.hpp"

#include <string>
#include <utility>
#include <vector>

namespace ogp::documents {

/// What the log says of a commitment and its milestones, in the order of the log.
struct CommitmentPast
{
    struct Line
    {
        std::uint64_t sequence = 0;
        std::vector<report::Cell> cells;
    };
    std::vector<Line> log;       ///< of the period: date, number, what, text, actor
    std::vector<Line> comments;  ///< of the period: date, number, text, actor, role
    std::vector<Line> files;     ///< up to the report's day: number, name, sha256, size, date, actor
    std::vector<std::optional<Date>> started; ///< of each milestone: when it came into a state of work
    std::vector<std::int64_t> attached;       ///< of each milestone
};
CommitmentPast past_of(const ReportSource& source, const app::CommitmentRecord& commitment);

/// Makes "Commitment N" of one after another; the columns of the tables, the same for all, are made once.
class CommitmentPages
{
public:
    /// `units`: those that the plan names; kept by reference.
    CommitmentPages(const ReportSource& source, const std::vector<store::CaseRow>& units);

    report::Section page(const app::CommitmentRecord& commitment, std::string number) const;
    /// Card, narrative and the rest without a heading, for a document about one commitment.
    void fill(const app::CommitmentRecord& commitment, report::Section& section) const;
    /// T13: the three values, the degree and what shows it; empty where nothing is judged.
    report::Table open_government(const store::CaseRow& commitment) const;

private:
    using Columns = std::vector<report::Column>;

    report::Card card(const store::CaseRow& row) const;
    report::Card narrative(const store::CaseRow& row) const;
    report::Table milestones(const app::CommitmentRecord& commitment, const CommitmentPast& past) const;
    report::Table results(const app::CommitmentRecord& commitment, const CommitmentPast& past) const;
    report::Table indicators(const app::CommitmentRecord& commitment) const;
    report::Table evidence(const app::CommitmentRecord& commitment) const;
    report::Table lines(const char* id, std::string_view caption, const Columns& columns, const store::CaseRow& row, std::vector<CommitmentPast::Line> lines) const;
    report::Cell unit_cell(const store::CaseRow& row, const workflow::Field& field) const;
    report::Cell values_cell(const store::CaseRow& row) const;
    Localized caption(std::string_view name, const store::CaseRow& row) const;

    const ReportSource& m_source;
    const std::vector<store::CaseRow>& m_units;
    Columns m_milestones;
    Columns m_results;
    Columns m_indicators;
    Columns m_evidence;
    Columns m_files;
    Columns m_log;
    Columns m_opened;
    Columns m_comments;
    std::vector<std::pair<std::string, Localized>> m_words; ///< names of what may not be recorded
};

/// The plan of the commitment that the parameter `commitment` names, with that commitment alone. Error{NotFound}.
app::PlanRecord plan_of_commitment(const ReportSource& source);

} // namespace ogp::documents

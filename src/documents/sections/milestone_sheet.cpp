#include "documents/sections/section_cells.hpp"
#include "documents/sections/sections.hpp"

#include <utility>

namespace ogp::documents {

using report::Cell;
using report::Holds;
using report::Table;

namespace {

Table sheet(const ReportSource& source, const app::CommitmentRecord& commitment)
{
    const Json facts = Json::object({{"number", commitment.row.number}});
    Table table{"sheet-" + commitment.row.number, source.text("table_sheet", facts),
                {source.column("number", "number"), source.column("title", "milestone"), source.column("start", "planned_start", Holds::Date),
                 source.column("end", "planned_end", Holds::Date), source.column("completed", "actual_end", Holds::Date),
                 source.column("delay_days", "delay", Holds::Number), source.column("state", "state_now"),
                 source.column("national_assessment", "assessment"), source.column("ogp_completion", "completion"),
                 source.column("evidence", "evidence"), source.column("remarks", "remarks"), source.column("signature", "signature")},
                {}};
    for (std::size_t i = 0; i < commitment.milestones.size(); ++i) {
        const store::CaseRow& row = commitment.milestones[i];
        table.rows.push_back({Cell::of(row.number), {row.subject.fields["title"], row.title}, source.date_cell(row, "start"),
                              source.date_cell(row, "end"), source.date_cell(row, "completed"), source.delay_cell(commitment.times[i]),
                              source.state_cell(row), source.cell(row, "national_assessment"), source.cell(row, "ogp_completion"),
                              source.cell(row, "evidence"), Cell::none(), Cell::none()});
    }
    return table;
}

} // namespace

/// Every milestone of the plan with room for the auditor's remarks and signature.
void make_milestone_sheet(const ReportSource& source, Section& section)
{
    const app::PlanRecord& plan = source.plan();
    if (plan.commitments.empty())
        say_none(source, section, "overview_none");
    for (const app::CommitmentRecord& commitment : plan.commitments) {
        const Json facts = Json::object({{"number", commitment.row.number},
                                         {"commitment_title", Json::object({{"ka", commitment.row.title.in(Language::Ka)},
                                                                            {"en", commitment.row.title.in(Language::En)}})}});
        const std::string place = fmt::format("{}.{}", section.number, section.sections.size() + 1);
        Section part{"sheet-section-" + commitment.row.number, section.number.empty() ? std::string() : place, source.text("commitment", facts), {}, {}};
        if (commitment.milestones.empty())
            part.blocks.emplace_back(report::Notice{source.text("milestones_none")});
        else
            part.blocks.emplace_back(sheet(source, commitment));
        section.sections.push_back(std::move(part));
    }
}

} // namespace ogp::documents

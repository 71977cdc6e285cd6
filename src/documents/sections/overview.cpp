#include "documents/sections/milestone_gantt.hpp"
#include "documents/sections/plan_history.hpp"
#include "documents/sections/section_cells.hpp"
#include "documents/sections/sections.hpp"

#include <algorithm>

namespace ogp::documents {

using app::CommitmentRecord;
using app::MilestoneTime;
using report::Cell;
using report::Holds;
using report::Table;

namespace {

std::string iso(int days)
{
    return Date::from_days(days).iso();
}

/// A date of the commitment itself, else the one of its milestones.
Cell date_cell(const ReportSource& source, const store::CaseRow& row, const char* field, const report::GanttBar& bar, int days)
{
    Cell cell = source.date_cell(row, field);
    return !cell.text.empty() || !bar.planned ? std::move(cell) : Cell::of(iso(days));
}

/// The lead unit by its name in the register, else the lead agency as it is printed.
Cell lead_cell(const ReportSource& source, const store::CaseRow& row)
{
    const std::string& lead = row.subject.fields.text("lead");
    for (const store::CaseRow& unit : source.plan().units)
        if (!lead.empty() && unit.number == lead)
            return {Json(lead), unit.title};
    return lead.empty() ? source.cell(row, "lead_agency") : Cell::of(lead);
}

/// How many more milestones are done than at the end of the period that is compared.
Cell trend(const ReportSource& source, const CommitmentRecord& commitment, std::optional<Date> then)
{
    if (!then)
        return Cell::none();
    int before = 0;
    for (const store::CaseRow& row : commitment.milestones)
        if (const auto past = row_at(source, row, *then))
            before += app::milestone_time(*past, *then).done ? 1 : 0;
    const int more = commitment.counts.done - before;
    return {Json(more), both(fmt::format("{:+}", more))};
}

/// T7.
Table overview(const ReportSource& source)
{
    Table table{"overview", source.text("table_overview"),
                {source.column("number", "number"), source.column("title", "commitment_word"), source.column("lead", "lead_unit"),
                 source.column("start", "planned_start", Holds::Date), source.column("end", "planned_end", Holds::Date), source.column("state", "state_now"),
                 source.column("done", "milestones_done"), source.column("percent", "percent_done", Holds::Percent),
                 source.column("trend", "trend", Holds::Number),
                 source.column("longest_delay", "longest_delay", Holds::Number), source.column("national_assessment", "assessment"),
                 source.column("ogp_completion", "completion")},
                {}};
    const std::string& compare = source.parameters().text("compare");
    const std::optional<Date> then = compare.empty() ? std::nullopt : std::optional(period_from(compare).to);
    for (const CommitmentRecord& commitment : source.plan().commitments) {
        std::optional<int> longest;
        for (const MilestoneTime& time : commitment.times)
            if (time.delay_days && *time.delay_days > longest.value_or(0))
                longest = time.delay_days;
        const app::PlanCounts& counts = commitment.counts;
        const Json done = Json::object({{"done", counts.done}, {"total", counts.total}});
        const store::CaseRow& row = commitment.row;
        const report::GanttBar bar = commitment_bar(commitment);
        table.rows.push_back({Cell::of(row.number), Cell::localized(row.title), lead_cell(source, row), date_cell(source, row, "start", bar, bar.planned_from),
                              date_cell(source, row, "end", bar, bar.planned_to), source.state_cell(row), {done, source.text("done_of", done)},
                              percent_cell(counts.done, counts.total), trend(source, commitment, then),
                              longest ? number_cell(std::int64_t{*longest}) : Cell::none(), source.cell(row, "national_assessment"),
                              source.cell(row, "ogp_completion")});
    }
    for (const char* column : {"lead", "trend", "longest_delay", "national_assessment", "ogp_completion"})
        drop_if_empty(table, column);
    return table;
}

/// F2 with its table: the milestones, or the commitments where those are too many for a picture.
void add_timeline(const ReportSource& source, Section& section)
{
    const bool each = static_cast<std::size_t>(source.plan().counts.total) <= most_bars_of_a_figure;
    Table table{"timeline", source.text(each ? "table_timeline" : "table_timeline_commitments"),
                {source.column("number", "number"), source.column("title", each ? "milestone" : "commitment_word"),
                 source.column("start", "planned_start", Holds::Date), source.column("end", "planned_end", Holds::Date),
                 source.column("completed", "actual_end", Holds::Date), source.column("delay_days", "delay", Holds::Number)},
                {}};
    report::Gantt gantt{"gantt", source.text(each ? "gantt" : "gantt_commitments"), source.text("gantt_description"), {}, source.as_of().days(), "timeline"};
    for (const CommitmentRecord& commitment : source.plan().commitments) {
        if (!each) {
            const report::GanttBar bar = commitment_bar(commitment);
            table.rows.push_back({Cell::of(bar.number), Cell::localized(bar.label), bar.planned ? Cell::of(iso(bar.planned_from)) : Cell::none(),
                                  bar.planned ? Cell::of(iso(bar.planned_to)) : Cell::none(), bar.actual_to > 0 ? Cell::of(iso(bar.actual_to)) : Cell::none(),
                                  bar.late_days > 0 ? number_cell(std::int64_t{bar.late_days}) : Cell::none()});
            gantt.bars.push_back(bar);
            continue;
        }
        for (std::size_t i = 0; i < commitment.milestones.size(); ++i) {
            const store::CaseRow& row = commitment.milestones[i];
            table.rows.push_back({Cell::of(row.number), Cell::localized(row.title), source.date_cell(row, "start"), source.date_cell(row, "end"),
                                  source.date_cell(row, "completed"), source.delay_cell(commitment.times[i])});
            gantt.bars.push_back(milestone_bar(row, commitment.times[i]));
        }
    }
    if (gantt.bars.empty() || gantt.bars.size() > most_bars_of_a_figure) {
        add_table(source, section, std::move(table), "no_milestones");
        return;
    }
    section.blocks.emplace_back(std::move(gantt));
    section.blocks.emplace_back(std::move(table));
}

} // namespace

void make_overview(const ReportSource& source, Section& section)
{
    if (source.plan().commitments.empty()) {
        say_none(source, section, "overview_none");
        return;
    }
    section.blocks.emplace_back(overview(source));
    add_timeline(source, section);
}

} // namespace ogp::documents

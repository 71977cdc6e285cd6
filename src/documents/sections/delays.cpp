#include "documents/sections/plan_history.hpp"
#include "documents/sections/section_cells.hpp"
#include "documents/sections/sections.hpp"

#include "app/cases/values.hpp"

#include <algorithm>

namespace ogp::documents {

using app::CommitmentRecord;
using app::MilestoneTime;
using report::Cell;
using report::Holds;
using report::Table;

namespace {

/// What was approved and cannot be changed without saying so.
const std::vector<std::string_view> plan_fields = {"title", "start", "end", "deadline", "description", "outcome", "lead", "implementers", "partner",
                                                   "indicator", "baseline", "target", "target_on"};

/// T22: late milestones with the reason, the longest delay first.
Table delays(const ReportSource& source)
{
    Table table{"delays", source.text("table_delays"),
                {source.column("number", "number"), source.column("title", "milestone"), source.column("end", "planned_end", Holds::Date),
                 source.column("completed", "actual_end", Holds::Date), source.column("expected_end", "expected_end", Holds::Date),
                 source.column("delay_days", "delay", Holds::Number), source.column("state", "state_now"), source.column("reason", "delay_reason"),
                 source.column("act", "delay_act")},
                {}};
    std::vector<std::pair<int, std::vector<Cell>>> late;
    for (const CommitmentRecord& commitment : source.plan().commitments)
        for (std::size_t i = 0; i < commitment.milestones.size(); ++i) {
            const MilestoneTime& time = commitment.times[i];
            const store::CaseRow& row = commitment.milestones[i];
            if (!time.delay_days || *time.delay_days <= 0)
                continue;
            late.push_back({*time.delay_days,
                            {Cell::of(row.number), Cell::localized(row.title), source.date_cell(row, "end"), source.date_cell(row, "completed"),
                             source.date_cell(row, "expected_end"), source.delay_cell(time), source.state_cell(row), source.editable_cell(row, "delay_reason"),
                             source.cell(row, "delay_act")}});
        }
    std::stable_sort(late.begin(), late.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    for (auto& [days, cells] : late)
        table.rows.push_back(std::move(cells));
    return table;
}

Cell value_cell(const workflow::CaseType& type, const workflow::Field& field, const Json& value)
{
    if (value.is_null())
        return Cell::none();
    if (field.type == workflow::FieldType::PrintedDate)
        return {value, app::as_printed(model::PrintedDate::from_json(value))};
    return app::cell_of(type, field, value);
}

} // namespace

void make_delays(const ReportSource& source, Section& section)
{
    Table table = delays(source);
    if (table.rows.empty()) {
        say_none(source, section, "delays_none");
        return;
    }
    const int reason = table.column("reason");
    const auto without = std::count_if(table.rows.begin(), table.rows.end(),
                                       [&](const std::vector<Cell>& row) { return row[static_cast<std::size_t>(reason)].text.empty(); });
    for (const char* column : {"completed", "expected_end", "reason", "act"})
        drop_if_empty(table, column);
    section.blocks.emplace_back(std::move(table));
    if (without > 0)
        section.blocks.emplace_back(report::Notice{source.text("delays_without_reason", Json::object({{"without", std::int64_t{without}}}))});
}

/// T23: from the log, oldest first.
void make_amendments(const ReportSource& source, Section& section)
{
    Table table{"amendments", source.text("table_amendments"),
                {source.column("date", "date", Holds::Date), source.column("number", "number"), source.column("field", "field"),
                 source.column("before", "before"), source.column("after", "after"), source.column("act", "amendment_act"), source.column("actor", "who")},
                {}};
    std::vector<const store::CaseRow*> rows = commitment_rows(source);
    const std::vector<const store::CaseRow*> milestones = milestone_rows(source);
    rows.insert(rows.end(), milestones.begin(), milestones.end());
    for (const CommitmentRecord& commitment : source.plan().commitments)
        for (const store::CaseRow& row : commitment.indicators)
            rows.push_back(&row);
    for (const FieldChange& change : field_changes(source, rows, plan_fields)) {
        const workflow::CaseType& type = source.type(*change.row);
        const workflow::Field* field = type.field(change.field);
        if (field == nullptr || field->privacy != workflow::Privacy::Public || (source.has_period() && !source.period().contains(change.day)))
            continue;
        const bool open = type.comments == workflow::Privacy::Public;
        table.rows.push_back({Cell::of(change.day.iso()), Cell::of(change.row->number), {Json(change.field), field->label},
                              value_cell(type, *field, change.before), value_cell(type, *field, change.after),
                              change.why.empty() || !open ? Cell::none() : Cell::of(change.why), Cell::of(change.actor)});
    }
    drop_if_empty(table, "act");
    add_table(source, section, std::move(table), "amendments_none");
}

} // namespace ogp::documents

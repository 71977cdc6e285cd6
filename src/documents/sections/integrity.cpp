#include "documents/sections/sections.hpp"

#include "documents/sections/section_cells.hpp"

namespace ogp::documents {

using report::Cell;
using report::Holds;
using report::Table;

/// T21: the measures of the integrity standards, opened by the report's day.
void make_integrity(const ReportSource& source, Section& section)
{
    Table table{"measures", source.text("table_measures"),
                {source.column("number", "number"), source.column("standard", "standard"), source.column("title", "integrity_measure"),
                 source.column("unit", "responsible_unit"), source.column("end", "deadline", Holds::Date), source.column("indicator", "indicator"),
                 source.column("baseline", "baseline", Holds::Number), source.column("target", "target", Holds::Number),
                 source.column("value", "latest_value", Holds::Number), source.column("state", "state_now"), source.column("result", "result"),
                 source.column("evidence", "evidence_count", Holds::Number)},
                {}};
    for (const store::CaseRow& row : source.cases("measure")) {
        if (source.repository().zone().date_at(row.subject.opened) > source.as_of())
            continue;
        const std::size_t files = row.subject.fields["evidence"].size();
        table.rows.push_back({Cell::of(row.number), reference_cell(source, row, "standard"), Cell::localized(row.title), reference_cell(source, row, "unit"),
                              source.cell(row, "end"), source.cell(row, "indicator"), source.cell(row, "baseline"), source.cell(row, "target"),
                              source.cell(row, "value"), source.state_cell(row), source.editable_cell(row, "result"),
                              files == 0 ? Cell::none() : number_cell(static_cast<std::int64_t>(files))});
    }
    for (const char* column : {"unit", "end", "baseline", "target", "value", "result", "evidence"})
        drop_if_empty(table, column);
    add_table(source, section, std::move(table), "measures_none");
}

} // namespace ogp::documents

#include "documents/sections/section_cells.hpp"
#include "documents/sections/sections.hpp"

namespace ogp::documents {

using report::Cell;
using report::Holds;
using report::Table;

namespace {

/// Opened in the period, or still followed in it.
bool belongs(const ReportSource& source, const store::CaseRow& row)
{
    const TimeZone& zone = source.repository().zone();
    const Date opened = zone.date_at(row.subject.opened);
    if (opened > source.as_of())
        return false;
    if (!source.has_period() || source.period().contains(opened))
        return true;
    const bool ended = row.category == model::StateCategory::Done || row.category == model::StateCategory::Cancelled;
    return opened < source.period().from && (!ended || zone.date_at(row.subject.entered) >= source.period().from);
}

} // namespace

/// T18.
void make_petitions(const ReportSource& source, Section& section)
{
    Table table{"petitions", source.text("table_petitions"),
                {source.column("number", "number"), source.column("title", "petition"), source.column("theme", "theme"),
                 source.column("opened", "submitted_on", Holds::Date), source.column("signatures", "signatures", Holds::Number),
                 source.column("threshold", "threshold", Holds::Number), source.column("state", "state_now"), source.column("rejection", "rejection"),
                 source.column("answer_kind", "position"), source.column("answer", "answer")},
                {}};
    for (const store::CaseRow& row : source.cases("petition"))
        if (belongs(source, row))
            table.rows.push_back({Cell::of(row.number), Cell::localized(row.title), source.cell(row, "theme"),
                                  Cell::of(source.repository().zone().date_at(row.subject.opened).iso()), number_cell(integer_in(row, "signatures")),
                                  number_cell(integer_in(row, "threshold")), source.state_cell(row), source.cell(row, "rejection"),
                                  source.cell(row, "answer_kind"), source.cell(row, "answer")});
    for (const char* column : {"threshold", "rejection", "answer_kind", "answer"})
        drop_if_empty(table, column);
    add_table(source, section, std::move(table), "petitions_none");
}

} // namespace ogp::documents

#include "documents/sections/sections.hpp"

#include "documents/sections/section_cells.hpp"

namespace ogp::documents {
namespace {

/// What the commitments say in that field, a line each with their number.
report::Table told_by_commitments(const ReportSource& source, const char* field)
{
    report::Table table{fmt::format("commitment_{}", field), source.text(fmt::format("table_commitment_{}", field)),
                        {source.column("number", "number"), source.column("title", "commitment_word"), source.column(field, "words")}, {}};
    for (const store::CaseRow* row : commitment_rows(source))
        if (report::Cell cell = source.editable_cell(*row, field); !cell.text.empty())
            table.rows.push_back({report::Cell::of(row->number), report::Cell::localized(row->title), std::move(cell)});
    return table;
}

} // namespace

void make_lessons(const ReportSource& source, Section& section)
{
    for (const char* field : {"challenges", "lessons", "next_steps"}) {
        Section part{fmt::format("{}_of_plan", field), {}, source.text(fmt::format("heading_{}", field)), {}, {}};
        part.number = section.number.empty() ? "" : fmt::format("{}.{}", section.number, section.sections.size() + 1);
        add_narrative(source, part, source.plan().plan, field, fmt::format("{}_none", field));
        if (report::Table table = told_by_commitments(source, field); !table.rows.empty())
            part.blocks.emplace_back(std::move(table));
        section.sections.push_back(std::move(part));
    }
}

} // namespace ogp::documents

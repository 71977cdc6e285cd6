#include "documents/sections/sections.hpp"

#include "documents/sections/section_cells.hpp"

namespace ogp::documents {

void make_introduction(const ReportSource& source, Section& section)
{
    const store::CaseRow& plan = source.plan().plan;
    bool any = false;
    for (const char* field : {"preamble", "introduction", "context"}) {
        const report::Cell cell = source.editable_cell(plan, field);
        if (cell.text.empty())
            continue;
        section.blocks.emplace_back(report::Paragraph{cell.text, cell.mark});
        any = true;
    }
    if (!any)
        say_none(source, section, "introduction_none");
}

void make_development(const ReportSource& source, Section& section)
{
    const report::Cell cell = source.cell(source.plan().plan, "co_creation");
    if (cell.text.empty())
        say_none(source, section, "development_none");
    else
        section.blocks.emplace_back(report::Paragraph{cell.text});
}

} // namespace ogp::documents

#include "report/block_layout.hpp"

#include "base/text.hpp"
#include "report/column_widths.hpp"
#include "report/columns.hpp"

namespace ogp::report {

std::vector<std::string_view> content_lines(std::string_view text)
{
    std::vector<std::string_view> lines;
    for (const std::string_view line : split(text, '\n'))
        if (const std::string_view content = trim(line); !content.empty())
            lines.push_back(content);
    return lines;
}

bool is_sideways(const Block& block, Language language)
{
    const Table* table = std::get_if<Table>(&block);
    return table != nullptr && paper_columns(*table, shown_columns(*table), language).setting == Setting::Sideways;
}

bool begins_sideways(const Section& section, Language language)
{
    return !section.blocks.empty() && is_sideways(section.blocks.front(), language);
}

} // namespace ogp::report

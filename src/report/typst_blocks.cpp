#include "report/typst_blocks.hpp"

#include "report/block_layout.hpp"
#include "report/column_widths.hpp"
#include "report/columns.hpp"
#include "report/document_writers.hpp"
#include "report/markup.hpp"
#include "report/odt_picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace ogp::report {
namespace {

constexpr const char* nothing = "—";
constexpr int most_heading = 6;
constexpr int page_text_width = 174;   ///< mm
constexpr int page_picture_height = 215;

template <class... Args>
void put(std::string& out, fmt::format_string<Args...> format, Args&&... args)
{
    fmt::format_to(std::back_inserter(out), format, std::forward<Args>(args)...);
}

} // namespace

void TypstBlocks::page(Page wanted)
{
    if (wanted == m_page)
        return;
    put(m_out, "#set page(flipped: {})\n", wanted == Page::Sideways);
    m_page = wanted;
}

void TypstBlocks::section(const Section& section, int level)
{
    // A heading goes with the table under it to a page on its side.
    page(begins_sideways(section, m_language) ? Page::Sideways : Page::Upright);
    put(m_out, "#section({}, {}, {}, {})\n", m_text.literal(m_index.of(&section).anchor), std::min(level, most_heading), m_text.literal(section.number),
        m_text.inline_text(section.title));
    for (const Block& block : section.blocks) {
        page(is_sideways(block, m_language) ? Page::Sideways : Page::Upright);
        std::visit([this](const auto& part) { write(part); }, block);
    }
    for (const Section& part : section.sections)
        this->section(part, level + 1);
}

void TypstBlocks::write(const Paragraph& paragraph)
{
    // Each line of the text is a paragraph.
    const Shown side = shown(paragraph.text, m_language);
    for (const std::string_view line : content_lines(side.text)) {
        const std::string part{line};
        put(m_out, "#par({})\n", m_text.inline_text(side.language == Language::Ka ? Localized{part, ""} : Localized{"", part}));
    }
}

void TypstBlocks::write(const Notice& notice)
{
    put(m_out, "#notice({}, {})\n", m_text.literal(word_notice.in(m_language)), m_text.arguments(notice.text));
}

void TypstBlocks::write(const List& list)
{
    if (list.items.empty())
        return;
    m_out += "#list(\n";
    for (const Localized& item : list.items)
        put(m_out, "  {},\n", m_text.inline_text(item));
    m_out += ")\n";
}

void TypstBlocks::write(const Card& card)
{
    if (card.rows.empty())
        return;
    put(m_out, "#card({},\n", m_text.literal(m_index.of(&card).anchor));
    for (const auto& [label, value] : card.rows)
        put(m_out, "  card-label({}), {},\n", m_text.inline_text(label), cell(value, nothing));
    m_out += ")\n";
}

std::string TypstBlocks::cell(const Cell& cell, std::string_view absent) const
{
    return m_text.lines(cell.text, absent);
}

std::string TypstBlocks::row(const std::vector<Cell>& cells, const std::vector<std::size_t>& columns, std::string_view absent) const
{
    std::string out;
    for (const std::size_t column : columns)
        out += cell(cell_at(cells, column), absent) + ", ";
    return out;
}

void TypstBlocks::write(const Table& table)
{
    const std::vector<std::size_t> columns = shown_columns(table);
    if (columns.empty())
        return;
    const DocumentIndex::Entry& entry = m_index.of(&table);
    const PaperColumns paper = paper_columns(table, columns, m_language);
    put(m_out, "#data({}, caption(\"{} {}.\", {}),\n  (", m_text.literal(entry.anchor), word_table.in(m_language), entry.number,
        m_text.inline_text(table.caption));
    for (const int share : paper.permille)
        put(m_out, "{}fr, ", share);
    m_out += "), (";
    for (const std::size_t column : columns)
        m_out += table.columns[column].align == Align::Right ? "right, " : "left, ";
    put(m_out, "), {}pt,\n  (", paper.setting == Setting::Dense ? "7.5" : "8.5");
    for (const std::size_t column : columns)
        m_out += m_text.inline_text(table.columns[column].label) + ", ";
    m_out += "),\n  (\n";
    for (const std::vector<Cell>& cells : table.rows)
        put(m_out, "    {}\n", row(cells, columns, nothing));
    if (table.rows.empty())
        put(m_out, "    table.cell(colspan: {}, {}),\n", columns.size(), m_text.literal(word_empty_table.in(m_language)));
    put(m_out, "  ),\n  ({}))\n", table.total.empty() ? std::string() : row(table.total, columns, ""));
}

void TypstBlocks::write(const Gantt& gantt)
{
    figure(gantt);
}

void TypstBlocks::write(const Chart& chart)
{
    figure(chart);
}

template <class Figure> void TypstBlocks::figure(const Figure& figure)
{
    const DocumentIndex::Entry& entry = m_index.of(&figure);
    const std::string svg = to_svg(figure, m_language);
    const PictureSize size = picture_size(svg);
    const bool tall = std::int64_t{size.height} * page_text_width > std::int64_t{size.width} * page_picture_height;
    const std::string limit = tall ? fmt::format("(height: {}mm)", page_picture_height) : std::string("(width: 100%)");
    const std::string description = fmt::format("{}. {}", shown(figure.title, m_language).text, shown(figure.description, m_language).text);
    std::string twin;
    if (const DocumentIndex::Entry* table = m_index.table(figure.twin))
        twin = fmt::format("link(label({}), \"{}: {} {}\"), ", m_text.literal(table->anchor), word_same_data.in(m_language), word_table.in(m_language),
                           table->number);
    put(m_out, "#picture({}, {}, {}, {}, caption(\"{} {}.\", {}, {}, {}))\n", m_text.literal(entry.anchor), m_text.picture(svg), m_text.literal(description),
        limit, word_figure.in(m_language), entry.number, m_text.inline_text(figure.title), m_text.inline_text(figure.description), twin);
}

} // namespace ogp::report

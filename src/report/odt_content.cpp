#include "report/odt_content.hpp"

#include "base/text.hpp"
#include "report/block_layout.hpp"
#include "report/columns.hpp"
#include "report/document_writers.hpp"
#include "report/markup.hpp"
#include "report/odt_picture.hpp"
#include "report/odt_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace ogp::report {
namespace {

constexpr const char* nothing = "—";
constexpr int card_label_permille = 270;
constexpr int most_heading = 6;

template <class... Args>
void put(std::string& out, fmt::format_string<Args...> format, Args&&... args)
{
    fmt::format_to(std::back_inserter(out), format, std::forward<Args>(args)...);
}

std::string plain(std::string_view text)
{
    std::string out;
    append_odt_text(out, text);
    return out;
}

/// Part of a text in its language.
std::string marked(const Shown& side, std::string_view part)
{
    return side.foreign ? fmt::format("<text:span text:style-name=\"Foreign_{}\">{}</text:span>", code(side.language), plain(part)) : plain(part);
}

/// Says for the eye which language a text is in.
std::string tag(const Shown& side)
{
    return side.foreign ? fmt::format("<text:span text:style-name=\"Language_20_tag\"> [{}]</text:span>", code(side.language)) : std::string();
}

std::string centimetres(int hundredths_of_millimetre)
{
    return fmt::format("{}.{:03}cm", hundredths_of_millimetre / 1000, hundredths_of_millimetre % 1000);
}

} // namespace

std::string odt_inline(const Localized& text, Language language)
{
    const Shown side = shown(text, language);
    return marked(side, side.text) + tag(side);
}

std::string OdtContent::on_page(std::string_view style)
{
    if (m_page_open && m_page == m_wanted)
        return std::string(style);
    m_page = m_wanted;
    m_page_open = true;
    return fmt::format("{}_{}", style, page_name(m_page));
}

void OdtContent::text(const Localized& text)
{
    m_out += odt_inline(text, m_language);
}

void OdtContent::section(const Section& section, int level)
{
    const int heading = std::min(level, most_heading);
    // A heading goes with the table under it to a page on its side.
    m_wanted = begins_sideways(section, m_language) ? OdtPage::Landscape : OdtPage::Standard;
    const std::string& anchor = m_index.of(&section).anchor;
    put(m_out, "<text:h text:style-name=\"{0}\" text:outline-level=\"{1}\"><text:bookmark-start text:name=\"{2}\"/>",
        on_page(fmt::format("Heading_20_{}", heading)), heading, anchor);
    if (!section.number.empty())
        put(m_out, "<text:span text:style-name=\"Number\">{}</text:span> ", plain(section.number));
    text(section.title);
    put(m_out, "<text:bookmark-end text:name=\"{}\"/></text:h>\n", anchor);
    for (const Block& block : section.blocks) {
        m_wanted = is_sideways(block, m_language) ? OdtPage::Landscape : OdtPage::Standard;
        std::visit([this](const auto& part) { write(part); }, block);
    }
    for (const Section& part : section.sections)
        this->section(part, level + 1);
}

void OdtContent::lines(const Localized& text, std::string_view style)
{
    const Shown side = shown(text, m_language);
    const std::vector<std::string_view> all = content_lines(side.text);
    for (const std::string_view& line : all)
        put(m_out, "<text:p text:style-name=\"{}\">{}{}</text:p>", on_page(style), marked(side, line), &line == &all.back() ? tag(side) : "");
}

std::string OdtContent::unique_name(const std::string& mark, const Localized& text)
{
    TextPlace place = text_place(mark, m_language, shown(text, m_language).text);
    place.copy = ++m_copies[to_name(place)];
    return escaped(to_name(place));
}

void OdtContent::editable(const std::string& mark, const Localized& text, std::string_view style)
{
    const Shown side = shown(text, m_language);
    const std::string name = unique_name(mark, text);
    put(m_out, "<text:section text:style-name=\"Editable\" text:name=\"{}\">", name);
    const std::vector<std::string_view> all = split(side.text, '\n');
    for (std::size_t i = 0; i < all.size(); ++i) {
        put(m_out, "<text:p text:style-name=\"{}\">", style);
        if (i == 0)
            put(m_out, "<text:bookmark-start text:name=\"{}\"/>", name);
        m_out += marked(side, all[i]);
        if (i + 1 == all.size())
            put(m_out, "<text:bookmark-end text:name=\"{}\"/>", name);
        m_out += "</text:p>";
    }
    m_out += "</text:section>\n";
}

void OdtContent::write(const Paragraph& paragraph)
{
    if (paragraph.mark.empty()) {
        lines(paragraph.text, "Text_20_body");
        m_out += '\n';
        return;
    }
    // A page begins before the section of an editable text, not within it.
    if (!m_page_open || m_page != m_wanted)
        put(m_out, "<text:p text:style-name=\"{}\"/>", on_page("Text_20_body"));
    editable(paragraph.mark, paragraph.text, "Text_20_body");
}

void OdtContent::write(const Notice& notice)
{
    const Shown side = shown(notice.text, m_language);
    put(m_out, "<text:p text:style-name=\"{}\"><text:span text:style-name=\"Strong_20_Emphasis\">{}:</text:span> ", on_page("Notice"),
        word_notice.in(m_language));
    const char* separator = "";
    for (const std::string_view line : content_lines(side.text)) {
        put(m_out, "{}{}", separator, marked(side, line));
        separator = "<text:line-break/>";
    }
    put(m_out, "{}</text:p>\n", tag(side));
}

void OdtContent::write(const List& list)
{
    if (list.items.empty())
        return;
    // The first item of a list cannot begin a page in every program: an empty paragraph can.
    if (!m_page_open || m_page != m_wanted)
        put(m_out, "<text:p text:style-name=\"{}\"/>", on_page("Text_20_body"));
    m_out += "<text:list text:style-name=\"Bullets\">";
    for (const Localized& item : list.items) {
        m_out += "<text:list-item><text:p text:style-name=\"Item\">";
        text(item);
        m_out += "</text:p></text:list-item>";
    }
    m_out += "</text:list>\n";
}

void OdtContent::columns(const std::vector<int>& permille, OdtPage page)
{
    for (const int share : permille) {
        const int width = width_of(page) * share / 1000;
        m_column_widths.insert(width);
        put(m_out, "<table:table-column table:style-name=\"Column_{}\"/>", width);
    }
    m_out += '\n';
}

std::string OdtContent::column_styles() const
{
    std::string styles;
    for (const int width : m_column_widths)
        put(styles, "<style:style style:name=\"Column_{}\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"{}\"/></style:style>\n",
            width, centimetres(width));
    return styles;
}

void OdtContent::cell_text(const Cell& cell, std::string_view style, std::string_view absent)
{
    if (!cell.mark.empty())
        editable(cell.mark, cell.text, style);
    else if (trim(cell.text.in(m_language)).empty())
        put(m_out, "<text:p text:style-name=\"{}\">{}</text:p>", style, absent);
    else
        lines(cell.text, style);
}

void OdtContent::write(const Card& card)
{
    if (card.rows.empty())
        return;
    const std::string& anchor = m_index.of(&card).anchor;
    const bool begins = !m_page_open || m_page != m_wanted;
    put(m_out, "<table:table table:name=\"{}\" table:style-name=\"{}\">", anchor, begins ? "Card_Standard" : "Table_Standard");
    m_page = m_wanted = OdtPage::Standard;
    m_page_open = true;
    columns({card_label_permille, 1000 - card_label_permille}, OdtPage::Standard);
    for (const auto& [label, value] : card.rows) {
        m_out += "<table:table-row><table:table-cell table:style-name=\"Cell\" office:value-type=\"string\"><text:p text:style-name=\"Card_20_Label\">";
        text(label);
        m_out += "</text:p></table:table-cell><table:table-cell table:style-name=\"Cell\" office:value-type=\"string\">";
        cell_text(value, "Card_20_Value", nothing);
        m_out += "</table:table-cell></table:table-row>\n";
    }
    m_out += "</table:table><text:p text:style-name=\"After\"/>\n";
}

void OdtContent::sequence(const Label& word, std::string_view name, int number)
{
    put(m_out,
        "<text:span text:style-name=\"Strong_20_Emphasis\">{0} <text:sequence text:ref-name=\"{1}{2}\" text:name=\"{1}\" "
        "text:formula=\"ooow:{1}+1\" style:num-format=\"1\">{2}</text:sequence>.</text:span> ",
        word.in(m_language), name, number);
}

void OdtContent::table_head(const Table& table, const std::vector<std::size_t>& columns, std::string_view kind)
{
    m_out += "<table:table-header-rows><table:table-row table:style-name=\"Head_row\">";
    for (const std::size_t column : columns) {
        put(m_out, "<table:table-cell table:style-name=\"Head\" office:value-type=\"string\"><text:p text:style-name=\"{}_20_Heading\">", kind);
        text(table.columns[column].label);
        m_out += "</text:p></table:table-cell>";
    }
    m_out += "</table:table-row></table:table-header-rows>\n";
}

void OdtContent::table_row(const std::vector<Cell>& row, const Table& table, const std::vector<std::size_t>& columns, std::string_view kind,
                           std::string_view cell_style)
{
    const bool total = cell_style == "Total";
    m_out += "<table:table-row>";
    for (const std::size_t column : columns) {
        const bool right = table.columns[column].align == Align::Right;
        put(m_out, "<table:table-cell table:style-name=\"{}\" office:value-type=\"string\">", cell_style);
        cell_text(cell_at(row, column), fmt::format("{}_20_{}", kind, right ? "Numbers" : total ? "Heading" : "Contents"), total ? "" : nothing);
        m_out += "</table:table-cell>";
    }
    m_out += "</table:table-row>\n";
}

void OdtContent::write(const Table& table)
{
    const std::vector<std::size_t> shown = shown_columns(table);
    if (shown.empty())
        return;
    const DocumentIndex::Entry& entry = m_index.of(&table);
    const PaperColumns paper = paper_columns(table, shown, m_language);
    const OdtPage page = m_wanted;
    const std::string_view kind = paper.setting == Setting::Dense ? "Dense" : "Table";
    put(m_out, "<text:p text:style-name=\"{}\"><text:bookmark-start text:name=\"{}\"/>", on_page("Caption"), entry.anchor);
    sequence(word_table, "Table", entry.number);
    text(table.caption);
    put(m_out, "<text:bookmark-end text:name=\"{0}\"/></text:p>\n<table:table table:name=\"{0}\" table:style-name=\"Table_{1}\">", entry.anchor, page_name(page));
    columns(paper.permille, page);
    table_head(table, shown, kind);
    for (const std::vector<Cell>& row : table.rows)
        table_row(row, table, shown, kind, "Cell");
    if (table.rows.empty()) {
        put(m_out, "<table:table-row><table:table-cell table:style-name=\"Cell\" table:number-columns-spanned=\"{}\" office:value-type=\"string\"><text:p text:style-name=\"Table_20_Contents\">{}</text:p></table:table-cell>",
            shown.size(), word_empty_table.in(m_language));
        for (std::size_t i = 1; i < shown.size(); ++i)
            m_out += "<table:covered-table-cell/>";
        m_out += "</table:table-row>\n";
    }
    if (!table.total.empty())
        table_row(table.total, table, shown, kind, "Total");
    m_out += "</table:table><text:p text:style-name=\"After\"/>\n";
}

void OdtContent::write(const Gantt& gantt)
{
    figure(gantt);
}

void OdtContent::write(const Chart& chart)
{
    figure(chart);
}

template <class Figure> void OdtContent::figure(const Figure& figure)
{
    const DocumentIndex::Entry& entry = m_index.of(&figure);
    std::string svg = with_inline_style(to_svg(figure, m_language));
    const PictureSize size = picture_size(svg);
    int width = width_of(OdtPage::Standard);
    int height = size.width == 0 ? width : static_cast<int>(std::int64_t{width} * size.height / size.width);
    if (height > odt_text_height) {
        width = static_cast<int>(std::int64_t{width} * odt_text_height / height);
        height = odt_text_height;
    }
    const std::string file = fmt::format("figure-{}.svg", entry.number);
    put(m_out,
        "<text:p text:style-name=\"{}\"><text:bookmark text:name=\"{}\"/><draw:frame draw:style-name=\"Picture\" draw:name=\"{}\" "
        "text:anchor-type=\"as-char\" svg:width=\"{}\" svg:height=\"{}\"><draw:image xlink:href=\"Pictures/{}\" xlink:type=\"simple\" "
        "xlink:show=\"embed\" xlink:actuate=\"onLoad\"/><svg:title>{}</svg:title><svg:desc>{}</svg:desc></draw:frame></text:p>\n",
        on_page("Figure"), entry.anchor, entry.anchor, centimetres(width), centimetres(height), file, escaped(figure.title.in(m_language)),
        escaped(figure.description.in(m_language)));
    m_out += "<text:p text:style-name=\"Figure_20_caption\">";
    sequence(word_figure, "Figure", entry.number);
    text(figure.title);
    m_out += ' ';
    text(figure.description);
    if (const DocumentIndex::Entry* twin = m_index.table(figure.twin))
        put(m_out, " <text:a xlink:type=\"simple\" xlink:href=\"#{}\">{}: {} {}</text:a>", twin->anchor, word_same_data.in(m_language),
            word_table.in(m_language), twin->number);
    m_out += "</text:p>\n";
    m_pictures.emplace_back(file, std::move(svg));
}

} // namespace ogp::report

#include "report/html_blocks.hpp"

#include "base/text.hpp"
#include "report/block_layout.hpp"
#include "report/column_widths.hpp"
#include "report/columns.hpp"
#include "report/markup.hpp"
#include "report/svg_chart.hpp"
#include "report/svg_gantt.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace ogp::report {
namespace {

constexpr Label scroll_words = {"ცხრილი ჰორიზონტალური გადახვევით", "Table that scrolls sideways"};
constexpr const char* nothing = "—";
/// A column up to the first width does not break its lines, one up to the second needs little room, others much.
constexpr std::size_t short_width = 12;
constexpr std::size_t middle_width = 40;

template <class... Args>
void put(std::string& out, fmt::format_string<Args...> format, Args&&... args)
{
    fmt::format_to(std::back_inserter(out), format, std::forward<Args>(args)...);
}

std::string marked(const Shown& text, std::string_view part)
{
    if (!text.foreign)
        return escaped(part);
    return fmt::format("<span class=\"foreign\" lang=\"{}\">{}</span>", code(text.language), escaped(part));
}

/// Classes of the cells of each column, from what it holds.
std::vector<std::string> column_classes(const Table& table, const std::vector<std::size_t>& columns, Language language)
{
    std::vector<std::string> classes;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        std::size_t widest = 0;
        for (const std::vector<Cell>& row : table.rows)
            widest = std::max(widest, display_width(cell_at(row, columns[i]).text.in(language)));
        widest = std::max(widest, display_width(cell_at(table.total, columns[i]).text.in(language)));
        std::string name = widest <= short_width ? "short" : widest <= middle_width ? "middle" : "long";
        if (table.columns[columns[i]].align == Align::Right)
            name += " right";
        // The first column stays in view while the others scroll, if it is narrow enough for a phone.
        if (i == 0 && widest <= short_width && columns.size() > 1)
            name += " pin";
        classes.push_back(std::move(name));
    }
    return classes;
}

/// Which text of the record it is, for tools that read the page.
std::string mark_attribute(const std::string& mark)
{
    return mark.empty() ? std::string() : fmt::format(" data-ogp-mark=\"{}\"", escaped(mark));
}

/// Headers may break their lines where the values below may not.
std::string head_class(const std::string& cell_class)
{
    return cell_class.starts_with("short") ? std::string(trim(std::string_view(cell_class).substr(5))) : cell_class;
}

} // namespace

std::string html_text(const Localized& text, Language language)
{
    const Shown side = shown(text, language);
    return marked(side, side.text);
}

void HtmlBlocks::section(const Section& section, int level)
{
    const int heading = std::min(level, 6);
    // A heading goes with the table under it to a page on its side, or it would stand alone on the page before.
    const bool sideways = begins_sideways(section, m_language);
    put(m_out, "<section id=\"{}\">\n{}<h{}>", m_index.of(&section).anchor, sideways ? "<div class=\"sideways\">\n" : "", heading);
    if (!section.number.empty())
        put(m_out, "<span class=\"number\">{}</span> ", escaped(section.number));
    put(m_out, "{}</h{}>\n", html_text(section.title, m_language), heading);
    for (std::size_t i = 0; i < section.blocks.size(); ++i) {
        std::visit([this](const auto& part) { write(part); }, section.blocks[i]);
        m_out += sideways && i == 0 ? "</div>\n" : "";
    }
    for (const Section& part : section.sections)
        this->section(part, level + 1);
    m_out += "</section>\n";
}

void HtmlBlocks::paragraphs(const Localized& text)
{
    const Shown side = shown(text, m_language);
    for (const std::string_view line : content_lines(side.text))
        put(m_out, "<p>{}</p>\n", marked(side, line));
}

void HtmlBlocks::write(const Paragraph& paragraph)
{
    if (paragraph.mark.empty()) {
        paragraphs(paragraph.text);
        return;
    }
    put(m_out, "<div{}>\n", mark_attribute(paragraph.mark));
    paragraphs(paragraph.text);
    m_out += "</div>\n";
}

void HtmlBlocks::write(const Notice& notice)
{
    const Shown side = shown(notice.text, m_language);
    put(m_out, "<div class=\"notice\" role=\"note\">\n<p><strong>{}:</strong>", word_notice.in(m_language));
    const char* begin = " ";
    for (const std::string_view line : content_lines(side.text)) {
        put(m_out, "{}{}</p>\n", begin, marked(side, line));
        begin = "<p>";
    }
    m_out += *begin == ' ' ? "</p>\n</div>\n" : "</div>\n";
}

void HtmlBlocks::write(const List& list)
{
    if (list.items.empty())
        return;
    m_out += "<ul>\n";
    for (std::size_t i = 0; i < list.items.size(); ++i) {
        if (list.targets.empty())
            put(m_out, "<li>{}</li>\n", html_text(list.items[i], m_language));
        else
            put(m_out, "<li><a href=\"{}\">{}</a></li>\n", url_of_path(list.targets[i]), html_text(list.items[i], m_language));
    }
    m_out += "</ul>\n";
}

void HtmlBlocks::write(const Card& card)
{
    if (card.rows.empty())
        return;
    put(m_out, "<dl class=\"card\" id=\"{}\">\n", m_index.of(&card).anchor);
    for (const auto& [label, value] : card.rows) {
        put(m_out, "<div><dt>{}</dt><dd{}>", html_text(label, m_language), mark_attribute(value.mark));
        const Shown side = shown(value.text, m_language);
        const std::vector<std::string_view> lines = content_lines(side.text);
        if (lines.size() > 1) {
            for (const std::string_view line : lines)
                put(m_out, "<p>{}</p>", marked(side, line));
        } else {
            m_out += lines.empty() ? nothing : marked(side, lines.front());
        }
        m_out += "</dd></div>\n";
    }
    m_out += "</dl>\n";
}

void HtmlBlocks::table_head(const Table& table, const std::vector<std::size_t>& columns,
                            const std::vector<std::string>& classes)
{
    m_out += "<thead>\n<tr>";
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::string name = head_class(classes[i]);
        put(m_out, "<th scope=\"col\"{}>{}</th>", name.empty() ? "" : fmt::format(" class=\"{}\"", name),
            html_text(table.columns[columns[i]].label, m_language));
    }
    m_out += "</tr>\n</thead>\n";
}

void HtmlBlocks::table_row(const std::vector<Cell>& row, const std::vector<std::size_t>& columns,
                           const std::vector<std::string>& classes, std::string_view absent)
{
    m_out += "<tr>";
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const Cell& cell = cell_at(row, columns[i]);
        const Shown side = shown(cell.text, m_language);
        const bool heads_row = i == 0 && !side.text.empty();
        put(m_out, "<{} class=\"{}\"{}>", heads_row ? "th scope=\"row\"" : "td", classes[i], mark_attribute(cell.mark));
        const char* separator = "";
        for (const std::string_view line : content_lines(side.text)) {
            put(m_out, "{}{}", separator, marked(side, line));
            separator = "<br/>";
        }
        put(m_out, "{}</{}>", *separator == '\0' ? absent : "", heads_row ? "th" : "td");
    }
    m_out += "</tr>\n";
}

void HtmlBlocks::table_total(const Table& table, const std::vector<std::size_t>& columns, const std::vector<std::string>& classes)
{
    if (table.total.empty())
        return;
    m_out += "<tfoot>\n";
    table_row(table.total, columns, classes, "");
    m_out += "</tfoot>\n";
}

void HtmlBlocks::write(const Table& table)
{
    const std::vector<std::size_t> columns = shown_columns(table);
    if (columns.empty())
        return;
    const std::vector<std::string> classes = column_classes(table, columns, m_language);
    const DocumentIndex::Entry& entry = m_index.of(&table);
    const PaperColumns paper = paper_columns(table, columns, m_language);
    put(m_out, "<div class=\"scroll{}\" role=\"region\" tabindex=\"0\" aria-label=\"{} {}: {}\">\n<table id=\"{}\"{}>\n",
        paper.setting == Setting::Sideways ? " sideways" : "", word_table.in(m_language), entry.number,
        escaped(table.caption.empty() ? std::string(scroll_words.in(m_language)) : table.caption.in(m_language)), entry.anchor,
        paper.setting == Setting::Dense ? " class=\"dense\"" : "");
    put(m_out, "<caption><span><span class=\"label\">{} {}.</span> {}</span></caption>\n", word_table.in(m_language), entry.number,
        html_text(table.caption, m_language));
    m_out += "<colgroup>";
    for (const int share : paper.permille)
        put(m_out, "<col style=\"--share:{}.{}%\"/>", share / 10, share % 10);
    m_out += "</colgroup>\n";
    table_head(table, columns, classes);
    m_out += "<tbody>\n";
    for (const std::vector<Cell>& row : table.rows)
        table_row(row, columns, classes, nothing);
    if (table.rows.empty())
        put(m_out, "<tr><td class=\"empty\" colspan=\"{}\">{}</td></tr>\n", columns.size(), word_empty_table.in(m_language));
    m_out += "</tbody>\n";
    table_total(table, columns, classes);
    m_out += "</table>\n</div>\n";
}

void HtmlBlocks::write(const Gantt& gantt)
{
    figure(gantt);
}

void HtmlBlocks::write(const Chart& chart)
{
    figure(chart);
}

template <class Figure> void HtmlBlocks::figure(const Figure& figure)
{
    const DocumentIndex::Entry& entry = m_index.of(&figure);
    put(m_out, "<figure id=\"{}\">\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{} {}\">\n", entry.anchor,
        word_figure.in(m_language), entry.number);
    append_svg(m_out, figure, m_language, entry.anchor);
    put(m_out, "\n</div>\n<figcaption><span class=\"label\">{} {}.</span> <span class=\"title\">{}</span> {}",
        word_figure.in(m_language), entry.number, html_text(figure.title, m_language), html_text(figure.description, m_language));
    if (const DocumentIndex::Entry* twin = m_index.table(figure.twin)) {
        put(m_out, " <a href=\"#{}\">{}: {} {}</a>", twin->anchor, word_same_data.in(m_language), word_table.in(m_language),
            twin->number);
    }
    m_out += "</figcaption>\n</figure>\n";
}

} // namespace ogp::report

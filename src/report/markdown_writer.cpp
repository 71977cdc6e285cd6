#include "report/document_writers.hpp"

#include "base/text.hpp"
#include "report/columns.hpp"
#include "report/dates.hpp"
#include "report/document_index.hpp"
#include "report/markup.hpp"
#include "report/provenance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace ogp::report {
namespace {

constexpr std::size_t contents_depth = 2;

/// Whether a line that begins so would be a heading, a list item or a rule of CommonMark; `at` is the character to escape.
bool begins_block(std::string_view text, std::size_t& at)
{
    at = 0;
    if (text.empty())
        return false;
    if (std::string_view("#+-=").find(text.front()) != std::string_view::npos)
        return true;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9')
        ++at;
    const bool marker = at != 0 && at < text.size() && (text[at] == '.' || text[at] == ')');
    return marker && (at + 1 == text.size() || text[at + 1] == ' ');
}

/// A text on one line as CommonMark that says nothing but this text.
std::string plain_markdown(std::string_view text)
{
    const std::string line = printable(trim(text));
    std::size_t block = 0;
    const bool escape_block = begins_block(line, block);
    std::string out;
    out.reserve(line.size());
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '\n' || c == '\t') {
            out += ' ';
            continue;
        }
        if (std::string_view("\\`*_[]<>&|~$").find(c) != std::string_view::npos || (escape_block && i == block))
            out += '\\';
        out += c;
    }
    return out;
}

std::string marked(const Shown& side, std::string_view part)
{
    if (!side.foreign)
        return plain_markdown(part);
    return fmt::format("<span lang=\"{}\">{}</span>", code(side.language), plain_markdown(part));
}

class MarkdownWriter
{
public:
    MarkdownWriter(const Document& document, Language language)
        : m_document(document), m_language(language), m_index(document)
    {}

    std::string write()
    {
        put("# {}\n\n", words(m_document.title));
        if (!m_document.subtitle.empty())
            put("{}\n\n", words(m_document.subtitle));
        if (!m_document.publisher.empty())
            put("{}\n\n", words(m_document.publisher));
        if (const auto date = find_long_date(m_document.date))
            put("- **{}:** {}\n", in(word_as_of), date->in(m_language));
        put("- **{}:** {}\n", in(word_document), plain_markdown(m_document.id));
        if (!m_document.generator.empty())
            put("- **{}:** {}\n", in(word_generator), plain_markdown(m_document.generator));
        if (!m_document.sections.empty()) {
            put("\n## {}\n\n", in(word_contents));
            contents(m_document.sections, 1);
        }
        for (const Section& part : m_document.sections)
            section(part, 2);
        // A link that nothing refers to: no reader of Markdown shows it.
        if (const Json made = provenance(m_document, "md", m_language); !made.is_null())
            put("\n[//]: # (ogp-provenance {})\n", embedded_json(made));
        return std::move(m_out);
    }

private:
    template <class... Args>
    void put(fmt::format_string<Args...> format, Args&&... args)
    {
        fmt::format_to(std::back_inserter(m_out), format, std::forward<Args>(args)...);
    }

    const char* in(const Label& label) const { return label.in(m_language); }

    std::string words(const Localized& text) const
    {
        const Shown side = shown(text, m_language);
        return marked(side, side.text);
    }

    std::vector<std::string> lines(const Localized& text) const
    {
        const Shown side = shown(text, m_language);
        std::vector<std::string> result;
        for (const std::string_view line : split(side.text, '\n')) {
            if (!trim(line).empty())
                result.push_back(marked(side, line));
        }
        return result;
    }

    std::string heading(const Section& section) const
    {
        return section.number.empty() ? words(section.title) : plain_markdown(section.number) + " " + words(section.title);
    }

    void contents(const std::vector<Section>& sections, std::size_t depth)
    {
        for (const Section& part : sections) {
            put("{:{}}- [{}](#{})\n", "", (depth - 1) * 2, heading(part), m_index.of(&part).anchor);
            if (depth < contents_depth)
                contents(part.sections, depth + 1);
        }
    }

    void section(const Section& part, int level)
    {
        put("\n<a id=\"{}\"></a>\n\n", m_index.of(&part).anchor);
        m_out.append(static_cast<std::size_t>(std::min(level, 6)), '#');
        put(" {}\n", heading(part));
        for (const Block& block : part.blocks)
            std::visit([this](const auto& content) { write(content); }, block);
        for (const Section& inner : part.sections)
            section(inner, level + 1);
    }

    void write(const Paragraph& paragraph)
    {
        for (const std::string& line : lines(paragraph.text))
            put("\n{}\n", line);
    }

    void write(const Notice& notice)
    {
        const std::vector<std::string> texts = lines(notice.text);
        put("\n> **{}:**{}{}\n", in(word_notice), texts.empty() ? "" : " ", texts.empty() ? "" : texts.front());
        for (std::size_t i = 1; i < texts.size(); ++i)
            put(">\n> {}\n", texts[i]);
    }

    void write(const List& list)
    {
        m_out += list.items.empty() ? "" : "\n";
        for (std::size_t i = 0; i < list.items.size(); ++i) {
            if (list.targets.empty())
                put("- {}\n", words(list.items[i]));
            else
                put("- [{}]({})\n", words(list.items[i]), url_of_path(list.targets[i]));
        }
    }

    void write(const Card& card)
    {
        m_out += card.rows.empty() ? "" : "\n";
        for (const auto& [label, value] : card.rows) {
            const std::vector<std::string> texts = lines(value.text);
            put("- **{}:** {}\n", words(label), texts.empty() ? "—" : texts.front());
            for (std::size_t i = 1; i < texts.size(); ++i)
                put("\n  {}\n", texts[i]);
        }
    }

    void write(const Table& table)
    {
        const std::vector<std::size_t> columns = shown_columns(table);
        if (columns.empty())
            return;
        const DocumentIndex::Entry& entry = m_index.of(&table);
        put("\n<a id=\"{}\"></a>\n\n**{} {}.** {}\n\n|", entry.anchor, in(word_table), entry.number, words(table.caption));
        for (const std::size_t column : columns)
            put(" {} |", words(table.columns[column].label));
        m_out += "\n|";
        for (const std::size_t column : columns)
            m_out += table.columns[column].align == Align::Right ? " ---: |" : " --- |";
        m_out += '\n';
        for (const std::vector<Cell>& row : table.rows)
            table_row(row, columns, "");
        if (!table.total.empty())
            table_row(table.total, columns, "**");
        if (table.rows.empty())
            put("\n{}\n", in(word_empty_table));
    }

    /// `emphasis` around every text that is not empty: "**" for a row of sums.
    void table_row(const std::vector<Cell>& row, const std::vector<std::size_t>& columns, std::string_view emphasis)
    {
        m_out += '|';
        for (const std::size_t column : columns) {
            const std::string text = join(lines(cell_at(row, column).text), "<br>");
            put(" {0}{1}{0} |", text.empty() ? std::string_view() : emphasis, text);
        }
        m_out += '\n';
    }

    void write(const Gantt& gantt) { figure(gantt); }
    void write(const Chart& chart) { figure(chart); }

    template <class Figure> void figure(const Figure& figure)
    {
        const DocumentIndex::Entry& entry = m_index.of(&figure);
        put("\n<a id=\"{}\"></a>\n\n**{} {}.** {}", entry.anchor, in(word_figure), entry.number, words(figure.title));
        if (!figure.description.empty())
            put(" {}", words(figure.description));
        if (const DocumentIndex::Entry* twin = m_index.table(figure.twin))
            put(" [{}: {} {}](#{})", in(word_same_data), in(word_table), twin->number, twin->anchor);
        m_out += '\n';
    }

    const Document& m_document;
    Language m_language;
    DocumentIndex m_index;
    std::string m_out;
};

} // namespace

std::string to_markdown(const Document& document, Language language)
{
    return MarkdownWriter(document, language).write();
}

} // namespace ogp::report

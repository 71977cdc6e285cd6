#pragma once

#include "report/document.hpp"
#include "report/document_index.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::report {

/// A text as HTML, marked with its language where the reader's own side is missing. Line ends are blanks.
std::string html_text(const Localized& text, Language language);

/// Writes sections and their blocks as HTML.
class HtmlBlocks
{
public:
    HtmlBlocks(std::string& out, Language language, const DocumentIndex& index)
        : m_out(out), m_language(language), m_index(index)
    {}

    /// `level` of the heading, 2 for the sections of the document.
    void section(const Section& section, int level);

private:
    void write(const Paragraph& paragraph);
    void write(const Notice& notice);
    void write(const List& list);
    void write(const Card& card);
    void write(const Table& table);
    void write(const Gantt& gantt);
    void write(const Chart& chart);

    /// A Gantt or Chart with its caption and the way to the table with the same data.
    template <class Figure> void figure(const Figure& figure);
    void paragraphs(const Localized& text);
    void table_head(const Table& table, const std::vector<std::size_t>& columns, const std::vector<std::string>& classes);
    /// `absent` stands where there is nothing to show.
    void table_row(const std::vector<Cell>& row, const std::vector<std::size_t>& columns, const std::vector<std::string>& classes,
                   std::string_view absent);
    void table_total(const Table& table, const std::vector<std::size_t>& columns, const std::vector<std::string>& classes);

    std::string& m_out;
    Language m_language;
    const DocumentIndex& m_index;
};

} // namespace ogp::report

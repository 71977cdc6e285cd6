#pragma once

#include "report/document.hpp"
#include "report/document_index.hpp"
#include "report/typst_text.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::report {

/// Writes sections and their blocks in Typst's markup, with the functions of typst_prelude.
class TypstBlocks
{
public:
    TypstBlocks(std::string& out, Language language, const DocumentIndex& index, const TypstText& text)
        : m_out(out), m_language(language), m_index(index), m_text(text)
    {}

    /// `level` of the heading, 1 for the sections of the document.
    void section(const Section& section, int level);

private:
    void write(const Paragraph& paragraph);
    void write(const Notice& notice);
    void write(const List& list);
    void write(const Card& card);
    void write(const Table& table);
    void write(const Gantt& gantt);
    void write(const Chart& chart);
    template <class Figure> void figure(const Figure& figure);

    /// From here on pages lie on their side, or stand.
    enum class Page { Upright, Sideways };
    void page(Page wanted);
    std::string cell(const Cell& cell, std::string_view absent) const;
    std::string row(const std::vector<Cell>& cells, const std::vector<std::size_t>& columns, std::string_view absent) const;

    std::string& m_out;
    Language m_language;
    const DocumentIndex& m_index;
    const TypstText& m_text;
    Page m_page = Page::Upright;
};

} // namespace ogp::report

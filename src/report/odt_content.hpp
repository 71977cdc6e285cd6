#pragma once

#include "report/column_widths.hpp"
#include "report/document.hpp"
#include "report/document_index.hpp"
#include "report/odt_styles.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogp::report {

/// Writes sections and their blocks as content of an OpenDocument text.
class OdtContent
{
public:
    OdtContent(Language language, const DocumentIndex& index) : m_language(language), m_index(index) {}

    /// The section begins a new page.
    void begin_page() { m_wanted = OdtPage::Standard; m_page_open = false; }
    /// `level` of the heading, 1 for the sections of the document.
    void section(const Section& section, int level);

    const std::string& body() const { return m_out; }
    /// Styles of table columns that are used.
    std::string column_styles() const;
    /// Name within Pictures/ and bytes.
    const std::vector<std::pair<std::string, std::string>>& pictures() const { return m_pictures; }

private:
    void write(const Paragraph& paragraph);
    void write(const Notice& notice);
    void write(const List& list);
    void write(const Card& card);
    void write(const Table& table);
    void write(const Gantt& gantt);
    void write(const Chart& chart);
    template <class Figure> void figure(const Figure& figure);

    /// The style that brings the page that is wanted, where it is not there yet.
    std::string on_page(std::string_view style);
    void text(const Localized& text);
    void lines(const Localized& text, std::string_view style);
    /// The lines within a section and a bookmark, so that their edited form is found again.
    void editable(const std::string& mark, const Localized& text, std::string_view style);
    void cell_text(const Cell& cell, std::string_view style, std::string_view absent);
    void columns(const std::vector<int>& permille, OdtPage page);
    void table_head(const Table& table, const std::vector<std::size_t>& columns, std::string_view kind);
    void table_row(const std::vector<Cell>& row, const Table& table, const std::vector<std::size_t>& columns, std::string_view kind,
                   std::string_view cell_style);
    void sequence(const Label& word, std::string_view name, int number);
    std::string unique_name(const std::string& mark, const Localized& text);

    Language m_language;
    const DocumentIndex& m_index;
    std::string m_out;
    OdtPage m_wanted = OdtPage::Standard;
    OdtPage m_page = OdtPage::Standard;
    bool m_page_open = true; ///< whether the page `m_page` has begun
    std::set<int> m_column_widths;
    std::map<std::string, int, std::less<>> m_copies;
    std::vector<std::pair<std::string, std::string>> m_pictures;
};

/// A text within a paragraph, marked with its language where the reader's own side is missing.
std::string odt_inline(const Localized& text, Language language);

} // namespace ogp::report

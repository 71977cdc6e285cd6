#pragma once

#include "report/document.hpp"
#include "report/markup.hpp"

#include <map>
#include <string>
#include <string_view>

namespace ogp::report {

/// Anchors and running numbers of what a document contains, the same in every format and language: tables and figures are
/// numbered from 1 in the order of the document.
class DocumentIndex
{
public:
    struct Entry
    {
        std::string anchor;
        int number = 0; ///< of a table or figure
    };

    explicit DocumentIndex(const Document& document);

    /// The entry of a section, card, table or figure of that document.
    const Entry& of(const void* part) const { return m_entries.at(part); }
    /// The table with that id, or nullptr.
    const Entry* table(std::string_view id) const;

private:
    void add(const Section& section);

    Anchors m_anchors;
    std::map<const void*, Entry> m_entries; ///< looked up only: addresses have no order that means anything
    std::map<std::string, Entry, std::less<>> m_tables;
    int m_table_count = 0;
    int m_figure_count = 0;
};

/// Words of the document's frame.
inline constexpr Label word_table = {"ცხრილი", "Table"};
inline constexpr Label word_figure = {"ნახაზი", "Figure"};
inline constexpr Label word_contents = {"სარჩევი", "Contents"};
inline constexpr Label word_notice = {"ყურადღება", "Note"};
inline constexpr Label word_as_of = {"მდგომარეობის თარიღი", "As of"};
inline constexpr Label word_document = {"დოკუმენტის იდენტიფიკატორი", "Document identifier"};
inline constexpr Label word_generator = {"შედგენილია პროგრამით", "Produced by"};
inline constexpr Label word_empty_table = {"ჩანაწერები არ არის", "There are no records"};
inline constexpr Label word_same_data = {"იგივე მონაცემები ცხრილის სახით", "The same data as a table"};

} // namespace ogp::report

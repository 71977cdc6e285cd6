#include "report/document_index.hpp"

namespace ogp::report {

DocumentIndex::DocumentIndex(const Document& document)
{
    // What the page's own frame uses.
    for (const char* taken : {"top", "contents", "contents-title", "content"})
        m_anchors.take(taken);
    for (const Section& section : document.sections)
        add(section);
}

const DocumentIndex::Entry* DocumentIndex::table(std::string_view id) const
{
    const auto found = m_tables.find(id);
    return found == m_tables.end() ? nullptr : &found->second;
}

void DocumentIndex::add(const Section& section)
{
    m_entries[&section] = {m_anchors.take(section.id), 0};
    for (const Block& block : section.blocks) {
        if (const Card* card = std::get_if<Card>(&block)) {
            m_entries[card] = {m_anchors.take(card->id), 0};
        } else if (const Table* table = std::get_if<Table>(&block)) {
            const Entry entry{m_anchors.take(table->id), ++m_table_count};
            m_entries[table] = entry;
            m_tables.try_emplace(table->id, entry);
        } else if (const Gantt* gantt = std::get_if<Gantt>(&block)) {
            m_entries[gantt] = {m_anchors.take(gantt->id), ++m_figure_count};
        } else if (const Chart* chart = std::get_if<Chart>(&block)) {
            m_entries[chart] = {m_anchors.take(chart->id), ++m_figure_count};
        }
    }
    for (const Section& part : section.sections)
        add(part);
}

} // namespace ogp::report

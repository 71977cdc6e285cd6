#include "report/document_writers.hpp"

#include "base/time.hpp"
#include "report/columns.hpp"
#include "report/gantt_scale.hpp"

#include <algorithm>

namespace ogp::report {
namespace {

Json day_of(int day)
{
    return Date::from_days(std::clamp(day, first_day, last_day)).iso();
}

Json block_of(const Paragraph& paragraph)
{
    return Json::object({{"kind", "paragraph"}, {"text", to_json(paragraph.text)}});
}

Json block_of(const Notice& notice)
{
    return Json::object({{"kind", "notice"}, {"text", to_json(notice.text)}});
}

Json block_of(const List& list)
{
    Json items = Json::array();
    for (const Localized& item : list.items)
        items.push(to_json(item));
    return Json::object({{"kind", "list"}, {"items", std::move(items)}});
}

Json block_of(const Card& card)
{
    Json rows = Json::array();
    for (const auto& [label, value] : card.rows)
        rows.push(Json::object({{"label", to_json(label)}, {"text", to_json(value.text)}, {"value", value.value}}));
    return Json::object({{"kind", "card"}, {"id", card.id}, {"rows", std::move(rows)}});
}

Json block_of(const Table& table)
{
    Json columns = Json::array();
    for (const Column& column : table.columns)
        columns.push(Json::object({{"key", column.key}, {"label", to_json(column.label)}}));
    Json rows = Json::array();
    for (const std::vector<Cell>& row : table.rows) {
        Json object = Json::object();
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            object.set(table.columns[i].key, cell_at(row, i).value);
        rows.push(std::move(object));
    }
    return Json::object({{"kind", "table"},
                         {"id", table.id},
                         {"caption", to_json(table.caption)},
                         {"columns", std::move(columns)},
                         {"rows", std::move(rows)}});
}

/// Days that are not known are null.
Json bar_of(const GanttBar& bar)
{
    const bool end_known = bar.done && bar.actual_to != 0;
    return Json::object({{"number", bar.number},
                         {"label", to_json(bar.label)},
                         {"planned_from", bar.planned ? day_of(bar.planned_from) : Json()},
                         {"planned_to", bar.planned ? day_of(bar.planned_to) : Json()},
                         {"done", bar.done},
                         {"actual_to", end_known ? day_of(bar.actual_to) : Json()},
                         {"late_days", bar.late_days}});
}

Json block_of(const Gantt& gantt)
{
    Json bars = Json::array();
    for (const GanttBar& bar : gantt.bars)
        bars.push(bar_of(bar));
    return Json::object({{"kind", "gantt"},
                         {"id", gantt.id},
                         {"title", to_json(gantt.title)},
                         {"description", to_json(gantt.description)},
                         {"as_of", day_of(gantt.as_of)},
                         {"twin", gantt.twin},
                         {"bars", std::move(bars)}});
}

Json sections_of(const std::vector<Section>& sections)
{
    Json array = Json::array();
    for (const Section& section : sections) {
        Json blocks = Json::array();
        for (const Block& block : section.blocks)
            blocks.push(std::visit([](const auto& part) { return block_of(part); }, block));
        array.push(Json::object({{"id", section.id},
                                 {"number", section.number},
                                 {"title", to_json(section.title)},
                                 {"blocks", std::move(blocks)},
                                 {"sections", sections_of(section.sections)}}));
    }
    return array;
}

} // namespace

Json to_json(const Document& document)
{
    return Json::object({{"id", document.id},
                         {"title", to_json(document.title)},
                         {"subtitle", to_json(document.subtitle)},
                         {"publisher", to_json(document.publisher)},
                         {"date", document.date},
                         {"generator", document.generator},
                         {"data", document.data},
                         {"sections", sections_of(document.sections)}});
}

} // namespace ogp::report

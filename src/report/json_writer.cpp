#include "report/document_writers.hpp"

#include "base/time.hpp"
#include "report/columns.hpp"
#include "report/gantt_scale.hpp"
#include "report/holds.hpp"
#include "report/provenance.hpp"

#include <algorithm>

namespace ogp::report {
namespace {

Json day_of(int day)
{
    return Date::from_days(std::clamp(day, first_day, last_day)).iso();
}

Json block_of(const Paragraph& paragraph)
{
    Json block = Json::object({{"kind", "paragraph"}, {"text", to_json(paragraph.text)}});
    if (!paragraph.mark.empty())
        block.set("mark", paragraph.mark);
    return block;
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
    Json object = Json::object({{"kind", "list"}, {"items", std::move(items)}});
    if (!list.targets.empty()) {
        Json targets = Json::array();
        for (const std::string& target : list.targets)
            targets.push(target);
        object.set("targets", std::move(targets));
    }
    return object;
}

Json block_of(const Card& card)
{
    Json rows = Json::array();
    for (const auto& [label, value] : card.rows) {
        Json row = Json::object({{"label", to_json(label)}, {"text", to_json(value.text)}, {"value", value.value}});
        if (!value.mark.empty())
            row.set("mark", value.mark);
        rows.push(std::move(row));
    }
    return Json::object({{"kind", "card"}, {"id", card.id}, {"rows", std::move(rows)}});
}

Json row_of(const Table& table, const std::vector<Cell>& row)
{
    Json object = Json::object();
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        object.set(table.columns[i].key, cell_at(row, i).value);
    return object;
}

/// Cells that are texts of the record: {row, column, mark}; the row counted from 0.
Json marks_of(const Table& table)
{
    Json marks = Json::array();
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            if (const std::string& mark = cell_at(table.rows[row], i).mark; !mark.empty())
                marks.push(Json::object({{"row", static_cast<std::int64_t>(row)}, {"column", table.columns[i].key}, {"mark", mark}}));
        }
    }
    return marks;
}

Json block_of(const Table& table)
{
    Json columns = Json::array();
    for (const Column& column : table.columns) {
        Json object = Json::object({{"key", column.key}, {"label", to_json(column.label)}});
        if (column.holds != Holds::Text)
            object.set("holds", word(column.holds));
        columns.push(std::move(object));
    }
    Json rows = Json::array();
    for (const std::vector<Cell>& row : table.rows)
        rows.push(row_of(table, row));
    Json block = Json::object({{"kind", "table"},
                               {"id", table.id},
                               {"caption", to_json(table.caption)},
                               {"columns", std::move(columns)},
                               {"rows", std::move(rows)}});
    if (!table.total.empty())
        block.set("total", row_of(table, table.total));
    if (Json marks = marks_of(table); marks.size() != 0)
        block.set("marks", std::move(marks));
    return block;
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

const char* word(Chart::Kind kind)
{
    switch (kind) {
    case Chart::Kind::StackedBars: return "stacked_bars";
    case Chart::Kind::PairedBars: return "paired_bars";
    case Chart::Kind::Line: return "line";
    }
    return "stacked_bars";
}

Json number_or_null(const std::optional<std::int64_t>& value)
{
    return value ? Json(*value) : Json();
}

Json block_of(const Chart& chart)
{
    Json categories = Json::array();
    for (const Localized& category : chart.categories)
        categories.push(to_json(category));
    Json series = Json::array();
    for (const ChartSeries& one : chart.series) {
        Json values = Json::array();
        for (const std::optional<std::int64_t>& value : one.values)
            values.push(number_or_null(value));
        series.push(Json::object({{"label", to_json(one.label)}, {"values", std::move(values)}}));
    }
    return Json::object({{"kind", "chart"},
                         {"draws", word(chart.kind)},
                         {"id", chart.id},
                         {"title", to_json(chart.title)},
                         {"description", to_json(chart.description)},
                         {"unit", to_json(chart.unit)},
                         {"decimals", chart.decimals},
                         {"target", number_or_null(chart.target)},
                         {"twin", chart.twin},
                         {"categories", std::move(categories)},
                         {"series", std::move(series)}});
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
    Json json = Json::object({{"id", document.id},
                              {"title", to_json(document.title)},
                              {"subtitle", to_json(document.subtitle)},
                              {"publisher", to_json(document.publisher)},
                              {"date", document.date},
                              {"generator", document.generator},
                              {"data", document.data},
                              {"sections", sections_of(document.sections)}});
    if (Json made = provenance(document, "json"); !made.is_null())
        json.set("provenance", std::move(made));
    return json;
}

} // namespace ogp::report

#include "report/table.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "report/columns.hpp"
#include "report/table_writers.hpp"

#include <utility>

namespace ogp::report {

Cell Cell::of(std::string text)
{
    return {Json(text), both(std::move(text))};
}

Cell Cell::of(std::int64_t number)
{
    return {Json(number), both(std::to_string(number))};
}

Cell Cell::localized(const Localized& text)
{
    return {report::to_json(text), text};
}

Cell Cell::none()
{
    return {};
}

Json to_json(const Localized& text)
{
    Json json = Json::object();
    if (!text.en.empty())
        json.set("en", text.en);
    if (!text.ka.empty())
        json.set("ka", text.ka);
    return json;
}

int Table::column(std::string_view key) const
{
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].key == key)
            return static_cast<int>(i);
    }
    return -1;
}

namespace {

std::vector<std::string> keys_of(const Table& table)
{
    std::vector<std::string> keys;
    for (const Column& column : table.columns)
        keys.push_back(column.key);
    return keys;
}

[[noreturn]] void unknown_column(const Table& table, const std::string& key)
{
    const std::vector<std::string> keys = keys_of(table);
    const std::string all = join(keys, ", ");
    Localized hint = say("ველებია: {}", "the fields are: {}", all);
    if (const auto near = nearest(key, keys))
        hint = say("იქნებ „{0}“? ველებია: {1}", "did you mean \"{0}\"? The fields are: {1}", *near, all);
    throw Error(Fault::Usage, say("ასეთი ველი არ არის: {}", "there is no field \"{}\"", printable(key)), hint);
}

} // namespace

std::vector<std::size_t> columns_for(const Table& table, std::span<const std::string> keys)
{
    std::vector<std::size_t> indexes;
    for (const std::string& key : keys) {
        const int index = table.column(key);
        if (index < 0)
            unknown_column(table, key);
        indexes.push_back(static_cast<std::size_t>(index));
    }
    return indexes;
}

std::vector<std::size_t> shown_columns(const Table& table)
{
    std::vector<std::size_t> indexes;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].show == Show::Always)
            indexes.push_back(i);
    }
    return indexes;
}

const Cell& cell_at(const std::vector<Cell>& row, std::size_t column)
{
    static const Cell empty;
    return column < row.size() ? row[column] : empty;
}

Table select(const Table& table, std::span<const std::string> keys)
{
    Table result;
    result.id = table.id;
    result.caption = table.caption;
    const std::vector<std::size_t> indexes = keys.empty() ? shown_columns(table) : columns_for(table, keys);
    for (const std::size_t index : indexes) {
        result.columns.push_back(table.columns[index]);
        result.columns.back().show = Show::Always;
    }
    for (const std::vector<Cell>& row : table.rows) {
        std::vector<Cell>& cells = result.rows.emplace_back();
        for (const std::size_t index : indexes)
            cells.push_back(cell_at(row, index));
    }
    for (const std::size_t index : indexes)
        if (!table.total.empty())
            result.total.push_back(cell_at(table.total, index));
    return result;
}

} // namespace ogp::report

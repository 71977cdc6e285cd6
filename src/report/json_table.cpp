#include "report/table_writers.hpp"

#include "report/columns.hpp"

#include <numeric>

namespace ogp::report {
namespace {

std::vector<std::size_t> wanted(const Table& table, std::span<const std::string> keys)
{
    if (!keys.empty())
        return columns_for(table, keys);
    std::vector<std::size_t> all(table.columns.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
}

Json object_of(const Table& table, const std::vector<Cell>& row, const std::vector<std::size_t>& columns)
{
    Json object = Json::object();
    for (const std::size_t column : columns)
        object.set(table.columns[column].key, cell_at(row, column).value);
    return object;
}

} // namespace

std::string to_json_array(const Table& table, std::span<const std::string> keys)
{
    const std::vector<std::size_t> columns = wanted(table, keys);
    Json array = Json::array();
    for (const std::vector<Cell>& row : table.rows)
        array.push(object_of(table, row, columns));
    return to_pretty_json(array) + "\n";
}

std::string to_ndjson(const Table& table, std::span<const std::string> keys)
{
    const std::vector<std::size_t> columns = wanted(table, keys);
    std::string out;
    for (const std::vector<Cell>& row : table.rows) {
        write_json(out, object_of(table, row, columns));
        out += '\n';
    }
    return out;
}

} // namespace ogp::report

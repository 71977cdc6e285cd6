#pragma once

#include "report/table.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace ogp::report {

/// Indexes of the columns with these keys, in their order. Throws Error{Usage} with the nearest key and all of them.
std::vector<std::size_t> columns_for(const Table& table, std::span<const std::string> keys);

/// Indexes of the columns with Show::Always.
std::vector<std::size_t> shown_columns(const Table& table);

/// The cell, or an empty one where the row is too short.
const Cell& cell_at(const std::vector<Cell>& row, std::size_t column);

} // namespace ogp::report

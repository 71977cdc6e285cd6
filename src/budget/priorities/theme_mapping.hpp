#pragma once

#include "budget/csv_table.hpp"
#include "budget/priorities/averages.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ogp::budget {

/// What became of a theme from one year to the next.
struct YearMapping
{
    std::optional<std::int32_t> year; ///< of `today`; nothing where there is one step only
    ThemeMapping mapping;
};

/// CSV: earlier, today, part ("1/2", "0.5"; by default 1), year. Errors beside those of CsvTable: `bad_theme`, `bad_part`, `bad_year`,
/// `parts_exceed` (parts of one earlier theme are more than all of it), `duplicate_row`.
std::vector<YearMapping> read_mappings(CsvTable& table);

/// Mappings from an earlier year straight to the last one: `steps` are the mappings into each following year, `themes` the ids of each
/// year from the earlier one on. A theme that no mapping of a step names stays itself where the next year has its id.
std::vector<ThemeMapping> compose(std::span<const std::vector<ThemeMapping>> steps, std::span<const std::vector<std::string>> themes);

} // namespace ogp::budget

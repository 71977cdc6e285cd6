#pragma once

#include "report/table.hpp"

#include <cstddef>
#include <vector>

namespace ogp::report {

/// How a table is set on paper, where nothing can be scrolled: on an upright page, there in smaller type, or on a page that
/// lies on its side.
enum class Setting { Upright, Dense, Sideways };

struct PaperColumns
{
    std::vector<int> permille; ///< share of each column; together 1000
    Setting setting = Setting::Upright;
};

/// Columns get what their longest word needs, and what remains goes to those with long texts. `columns` are the shown ones.
PaperColumns paper_columns(const Table& table, const std::vector<std::size_t>& columns, Language language);

} // namespace ogp::report

#pragma once

#include "report/table.hpp"

#include <optional>
#include <string>

namespace ogp::report_xlsx {

/// How a cell is shown.
enum class Look {
    Text,
    Guarded, ///< text that would become a formula if somebody edited the cell: kept as text then too
    Plain,   ///< a number as it is: 2019
    Grouped, ///< 12,345
    Decimal, ///< 12,345.50, with `decimals`
    Percent, ///< 12.5%
    Date,
    Instant,
};

/// A cell as a spreadsheet holds it: a number, or a text ("" for an empty cell).
struct TypedCell
{
    Look look = Look::Text;
    std::optional<double> number{};
    std::string text{};
    int decimals = 0;
};

/// What a cell of a column that holds `holds` is. A number that binary floating point cannot tell exactly (more than 15 digits) and
/// a day that spreadsheets do not know (before 1 March 1900) stay texts.
TypedCell typed_cell(const report::Cell& cell, report::Holds holds, Language language);

} // namespace ogp::report_xlsx

#pragma once

#include "report/table.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::report {

/// How a column gives way where its table is too wide for the terminal.
enum class Give {
    Nothing, ///< numbers, days, ids, one short word: half of one would be another
    Seconds, ///< times: the minute stays
    Lines,   ///< a few words: broken at blanks over several lines
    End,     ///< longer texts: cut with "…"
};

struct GridColumn
{
    std::string label;
    Align align = Align::Left;
    Give give = Give::Nothing;
    std::size_t width = 0;
    std::size_t cells = 0; ///< width of the widest cell
    std::size_t word = 0;  ///< width of the longest word in a cell or the label
    bool same_zone = true; ///< of times: all with one offset
};

/// A table as it stands on a terminal: the shown columns with their widths, and the cells in one line each, safe to be written.
struct Grid
{
    std::vector<GridColumn> columns;
    std::vector<std::vector<std::string>> rows; ///< the last one is that of the sums, if there is one
};

/// Every column as wide as its label and its widest cell.
Grid grid_of(const Table& table, Language language);

/// With the gaps between the columns.
std::size_t total_width(const Grid& grid);
inline constexpr std::size_t grid_gap = 2;

/// Makes the grid so narrow: labels over several lines; columns without any value left out; times to the minute; then the widest
/// texts give way first, down to what can still be read. False where that is not enough: some value would have to be cut in half.
bool fit(Grid& grid, std::size_t width);

/// The lines of a label or a cell in its column, none wider than it; at least one, maybe "".
std::vector<std::string> header_lines(const GridColumn& column);
std::vector<std::string> cell_lines(const GridColumn& column, const std::string& cell);

} // namespace ogp::report

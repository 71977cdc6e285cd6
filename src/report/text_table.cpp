#include "report/table_writers.hpp"

#include "base/text.hpp"
#include "report/text_grid.hpp"

#include <algorithm>

namespace ogp::report {
namespace {

constexpr std::size_t widest_label = 28;
constexpr std::size_t least_value_width = 24;

std::string line_of(const Grid& grid, const std::vector<std::string>& cells)
{
    std::string line;
    std::size_t pending = 0; // blanks that are written only where something follows
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const GridColumn& column = grid.columns[i];
        const std::size_t padding = column.width - std::min(column.width, display_width(cells[i]));
        if (column.align == Align::Right)
            pending += padding;
        if (!cells[i].empty()) {
            line.append(pending, ' ');
            pending = 0;
            line += cells[i];
        }
        pending += grid_gap + (column.align == Align::Right ? 0 : padding);
    }
    return line;
}

enum class Side { Top, Bottom };

/// Cells of several lines side by side, shorter ones at the top or at the bottom.
std::vector<std::string> lines_of(const Grid& grid, const std::vector<std::vector<std::string>>& cells, Side side)
{
    std::size_t height = 1;
    for (const std::vector<std::string>& cell : cells)
        height = std::max(height, cell.size());
    std::vector<std::vector<std::string>> block(height, std::vector<std::string>(cells.size()));
    for (std::size_t i = 0; i < cells.size(); ++i)
        for (std::size_t line = 0; line < cells[i].size(); ++line)
            block[side == Side::Top ? line : height - cells[i].size() + line][i] = cells[i][line];
    std::vector<std::string> lines;
    for (const std::vector<std::string>& line : block)
        lines.push_back(line_of(grid, line));
    return lines;
}

std::string rule_of(const Grid& grid)
{
    std::string rule;
    for (std::size_t i = 0; i < grid.columns.size(); ++i) {
        rule.append(i == 0 ? 0 : grid_gap, ' ');
        for (std::size_t n = 0; n < grid.columns[i].width; ++n)
            rule += "─";
    }
    return rule;
}

/// Every row as lines "label  value", those without a value left out; an empty line between two rows.
std::string records_of(const Grid& grid, std::size_t width)
{
    std::size_t label_width = 0;
    for (const GridColumn& column : grid.columns)
        label_width = std::max(label_width, std::min(widest_label, display_width(column.label)));
    const std::string indent(label_width + grid_gap, ' ');
    const std::size_t room = std::max(least_value_width, width > indent.size() ? width - indent.size() : 0);
    std::string out;
    for (const std::vector<std::string>& row : grid.rows) {
        if (!out.empty())
            out += '\n';
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (row[i].empty())
                continue;
            const std::string label = shorten(grid.columns[i].label, label_width);
            std::string before = label + std::string(indent.size() - display_width(label), ' ');
            for (const std::string& line : wrap(row[i], room)) {
                out += before + line + '\n';
                before = indent;
            }
        }
    }
    return out;
}

} // namespace

std::string to_text(const Table& table, Language language, std::size_t width, Emphasis emphasis)
{
    Grid grid = grid_of(table, language);
    if (width != 0 && !fit(grid, width))
        return records_of(grid, width);
    std::string out;
    const bool bold = emphasis == Emphasis::Bold;
    std::vector<std::vector<std::string>> labels;
    for (const GridColumn& column : grid.columns)
        labels.push_back(header_lines(column));
    for (const std::string& line : lines_of(grid, labels, Side::Bottom))
        out += (bold ? "\x1b[1m" : "") + line + (bold ? "\x1b[0m\n" : "\n");
    out += rule_of(grid) + "\n";
    for (std::size_t i = 0; i < grid.rows.size(); ++i) {
        if (i == table.rows.size())
            out += rule_of(grid) + "\n";
        std::vector<std::vector<std::string>> cells;
        for (std::size_t column = 0; column < grid.columns.size(); ++column)
            cells.push_back(cell_lines(grid.columns[column], grid.rows[i][column]));
        for (const std::string& line : lines_of(grid, cells, Side::Top))
            out += line + "\n";
    }
    return out;
}

} // namespace ogp::report

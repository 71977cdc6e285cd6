#include "report/table_writers.hpp"

#include "base/text.hpp"
#include "report/columns.hpp"

#include <algorithm>
#include <numeric>

namespace ogp::report {
namespace {

constexpr std::size_t gap = 2;
/// A column is not shortened below this: what remained would say nothing.
constexpr std::size_t least_width = 8;
/// Dates, numbers and short words stay whole as long as longer texts can give way.
constexpr std::size_t readable_width = 16;

struct Grid
{
    std::vector<Align> align;
    std::vector<std::size_t> width;
    std::vector<std::string> labels;
    std::vector<std::vector<std::string>> rows; ///< the last one is that of the sums, if there is one
    std::vector<std::vector<std::string>> header; ///< one line, or more where the labels had to be broken
};

std::string one_line(std::string_view text)
{
    std::string line = printable(text);
    std::replace_if(line.begin(), line.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
    return line;
}

std::size_t total_width(const Grid& grid)
{
    const std::size_t gaps = grid.width.empty() ? 0 : gap * (grid.width.size() - 1);
    return std::accumulate(grid.width.begin(), grid.width.end(), gaps);
}

Grid grid_of(const Table& table, Language language)
{
    Grid grid;
    const std::vector<std::size_t> columns = shown_columns(table);
    for (const std::size_t column : columns) {
        grid.align.push_back(table.columns[column].align);
        grid.labels.push_back(one_line(table.columns[column].label.in(language)));
        grid.width.push_back(display_width(grid.labels.back()));
    }
    const auto add = [&](const std::vector<Cell>& row) {
        std::vector<std::string>& line = grid.rows.emplace_back();
        for (std::size_t i = 0; i < columns.size(); ++i) {
            line.push_back(one_line(cell_at(row, columns[i]).text.in(language)));
            grid.width[i] = std::max(grid.width[i], display_width(line.back()));
        }
    };
    for (const std::vector<Cell>& row : table.rows)
        add(row);
    if (!table.total.empty())
        add(table.total);
    grid.header.push_back(grid.labels);
    return grid;
}

/// Columns as wide as their cells and the longest word of their label: the label is broken over several lines.
void break_labels(Grid& grid)
{
    for (std::size_t i = 0; i < grid.width.size(); ++i) {
        std::size_t needed = 1;
        for (const std::string& word : wrap(grid.labels[i], 1))
            needed = std::max(needed, display_width(word));
        for (const std::vector<std::string>& row : grid.rows)
            needed = std::max(needed, display_width(row[i]));
        grid.width[i] = std::min(grid.width[i], needed);
    }
}

/// The labels in lines of the width of their columns, standing on the rule.
void set_header(Grid& grid)
{
    std::vector<std::vector<std::string>> labels;
    std::size_t height = 1;
    for (std::size_t i = 0; i < grid.width.size(); ++i) {
        labels.push_back(wrap(grid.labels[i], grid.width[i]));
        height = std::max(height, labels.back().size());
    }
    grid.header.assign(height, std::vector<std::string>(grid.width.size()));
    for (std::size_t i = 0; i < labels.size(); ++i) {
        for (std::size_t line = 0; line < labels[i].size(); ++line)
            grid.header[height - labels[i].size() + line][i] = labels[i][line];
    }
}

/// Takes from the widest text column until the next one is as wide, then from both, down to `least`.
void shorten_columns(Grid& grid, std::size_t width, std::size_t least)
{
    std::size_t total = total_width(grid);
    while (total > width) {
        std::size_t widest = grid.width.size();
        std::size_t next = least;
        for (std::size_t i = 0; i < grid.width.size(); ++i) {
            if (grid.align[i] == Align::Right || grid.width[i] <= least)
                continue;
            if (widest == grid.width.size()) {
                widest = i;
            } else if (grid.width[i] > grid.width[widest]) {
                next = grid.width[widest];
                widest = i;
            } else {
                next = std::max(next, grid.width[i]);
            }
        }
        if (widest == grid.width.size())
            return;
        // Equal columns give one place each in turn, so that the loop ends.
        const std::size_t target = std::min(next, grid.width[widest] - 1);
        const std::size_t cut = std::min(total - width, grid.width[widest] - target);
        grid.width[widest] -= cut;
        total -= cut;
    }
}

void fit(Grid& grid, std::size_t width)
{
    if (total_width(grid) <= width)
        return;
    break_labels(grid);
    shorten_columns(grid, width, readable_width);
    shorten_columns(grid, width, least_width);
    set_header(grid);
}

std::string line_of(const Grid& grid, const std::vector<std::string>& cells)
{
    std::string line;
    std::size_t pending = 0; // blanks that are written only where something follows
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string cell = shorten(cells[i], grid.width[i]);
        const std::size_t padding = grid.width[i] - std::min(grid.width[i], display_width(cell));
        if (grid.align[i] == Align::Right)
            pending += padding;
        if (!cell.empty()) {
            line.append(pending, ' ');
            pending = 0;
            line += cell;
        }
        pending += gap + (grid.align[i] == Align::Right ? 0 : padding);
    }
    return line;
}

std::string rule_of(const Grid& grid)
{
    std::string rule;
    for (std::size_t i = 0; i < grid.width.size(); ++i) {
        rule.append(i == 0 ? 0 : gap, ' ');
        for (std::size_t n = 0; n < grid.width[i]; ++n)
            rule += "─";
    }
    return rule;
}

} // namespace

std::string to_text(const Table& table, Language language, std::size_t width, Emphasis emphasis)
{
    Grid grid = grid_of(table, language);
    if (width != 0)
        fit(grid, width);
    std::string out;
    const bool bold = emphasis == Emphasis::Bold;
    for (const std::vector<std::string>& line : grid.header)
        out += (bold ? "\x1b[1m" : "") + line_of(grid, line) + (bold ? "\x1b[0m\n" : "\n");
    out += rule_of(grid) + "\n";
    for (std::size_t i = 0; i < grid.rows.size(); ++i) {
        if (i == table.rows.size())
            out += rule_of(grid) + "\n";
        out += line_of(grid, grid.rows[i]) + "\n";
    }
    return out;
}

} // namespace ogp::report

#include "report/text_grid.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "report/columns.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

namespace ogp::report {
namespace {

constexpr std::size_t longest_id = 32;      ///< that of a case, in hexadecimal digits
constexpr std::size_t longest_word = 12;    ///< of a column that does not give way
constexpr std::size_t longest_words = 32;   ///< that are broken over several lines; what is longer is cut
constexpr std::size_t longest_remark = 64;  ///< words after a day or a number, which a cut might reach
constexpr std::size_t minute_width = 16;    ///< 2019-04-15T10:00

std::string one_line(std::string_view text)
{
    std::string line = printable(text);
    std::replace_if(line.begin(), line.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
    return line;
}

bool is_time(std::string_view cell)
{
    return cell.size() > minute_width && Date::parse(cell.substr(0, 10)) && cell[10] == 'T' && Instant::parse(cell);
}

/// Letters, digits and signs of ids; a Georgian word is none.
bool is_like_an_id(std::string_view cell)
{
    return std::all_of(cell.begin(), cell.end(), [](char c) { return c > ' ' && c <= '~'; });
}

/// "-9 working days", "2019-04-30 (printed 31.04.2019)".
bool begins_with_number(std::string_view cell)
{
    cell.remove_prefix(cell.starts_with('-') ? 1 : 0);
    return !cell.empty() && cell.front() >= '0' && cell.front() <= '9';
}

/// "Z" or "+04:00" of a time.
std::string_view offset_of(std::string_view time)
{
    return time.ends_with('Z') ? time.substr(time.size() - 1) : time.substr(time.size() - 6);
}

std::string minute_of(std::string_view time, bool same_zone)
{
    std::string minute(time.substr(0, minute_width));
    if (!same_zone || time.ends_with('Z'))
        minute += offset_of(time);
    return minute;
}

/// Finds out what the cells of a column are.
class Measure
{
public:
    explicit Measure(GridColumn& column) : m_column(column) {}

    void add(const std::string& cell)
    {
        if (cell.empty())
            return;
        const std::size_t width = display_width(cell);
        m_column.cells = std::max(m_column.cells, width);
        const bool is_one_word = cell.find(' ') == std::string::npos;
        m_whole = m_whole && is_one_word && width <= (is_like_an_id(cell) ? longest_id : longest_word);
        m_numbers = m_numbers || begins_with_number(cell);
        for (const std::string_view word : split(cell, ' '))
            m_column.word = std::max(m_column.word, display_width(word));
        m_times = m_times && is_time(cell);
        if (!m_times)
            return;
        if (m_offset.empty())
            m_offset = offset_of(cell);
        m_column.same_zone = m_column.same_zone && m_offset == offset_of(cell);
    }

    void finish()
    {
        if (m_column.cells == 0 || m_column.align == Align::Right)
            m_column.give = Give::Nothing;
        else if (m_times)
            m_column.give = Give::Seconds;
        else if (m_whole)
            m_column.give = Give::Nothing;
        else
            m_column.give = m_column.cells <= (m_numbers ? longest_remark : longest_words) ? Give::Lines : Give::End;
        m_column.width = std::max(m_column.cells, display_width(m_column.label));
        for (const std::string& word : wrap(m_column.label, 1))
            m_column.word = std::max(m_column.word, display_width(word));
    }

private:
    GridColumn& m_column;
    bool m_whole = true;
    bool m_times = true;
    bool m_numbers = false;
    std::string m_offset;
};

/// As wide as the cells and the longest word of the label.
void break_labels(Grid& grid)
{
    for (GridColumn& column : grid.columns) {
        std::size_t needed = std::max<std::size_t>(column.cells, 1);
        for (const std::string& word : wrap(column.label, 1))
            needed = std::max(needed, display_width(word));
        column.width = std::min(column.width, needed);
    }
}

void leave_out_empty(Grid& grid)
{
    for (std::size_t i = grid.columns.size(); i-- > 0;) {
        if (grid.columns[i].cells != 0)
            continue;
        grid.columns.erase(grid.columns.begin() + static_cast<std::ptrdiff_t>(i));
        for (std::vector<std::string>& row : grid.rows)
            row.erase(row.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

void leave_out_seconds(Grid& grid)
{
    for (std::size_t i = 0; i < grid.columns.size(); ++i) {
        GridColumn& column = grid.columns[i];
        if (column.give != Give::Seconds)
            continue;
        column.cells = 0;
        for (std::vector<std::string>& row : grid.rows) {
            if (!row[i].empty())
                row[i] = minute_of(row[i], column.same_zone);
            column.cells = std::max(column.cells, display_width(row[i]));
        }
        column.width = std::min(column.width, column.cells);
    }
}

/// Takes from the widest column that may still give, place by place, until the grid is so narrow.
void give_way(Grid& grid, std::size_t width, const std::function<std::size_t(const GridColumn&)>& least)
{
    for (std::size_t total = total_width(grid); total > width; --total) {
        GridColumn* widest = nullptr;
        for (GridColumn& column : grid.columns)
            if (column.width > least(column) && (widest == nullptr || column.width > widest->width))
                widest = &column;
        if (widest == nullptr)
            return;
        --widest->width;
    }
}

/// Least widths, step after step: long texts first, few words whole in their lines as long as can be.
void shorten_texts(Grid& grid, std::size_t width)
{
    struct Step
    {
        std::size_t long_text;
        std::size_t few_words;
        std::size_t one_word; ///< a word of few is not cut above this
    };
    static constexpr Step steps[] = {{24, longest_remark, longest_remark}, {16, 16, longest_remark}, {12, 4, longest_word}, {8, 8, 8}};
    for (const Step& step : steps)
        give_way(grid, width, [&](const GridColumn& column) {
            if (column.give == Give::End)
                return step.long_text;
            return column.give == Give::Lines ? std::max(step.few_words, std::min(column.word, step.one_word)) : column.width;
        });
}

/// Lines that were broken seldom fill their columns; what they leave goes to texts that were cut.
void hand_over_room(Grid& grid, std::size_t width)
{
    for (std::size_t i = 0; i < grid.columns.size(); ++i) {
        GridColumn& column = grid.columns[i];
        if (column.give != Give::Lines)
            continue;
        std::size_t needed = 1;
        const auto measure = [&](const std::vector<std::string>& lines) {
            for (const std::string& line : lines)
                needed = std::max(needed, display_width(line));
        };
        measure(header_lines(column));
        for (const std::vector<std::string>& row : grid.rows)
            measure(cell_lines(column, row[i]));
        column.width = needed;
    }
    const std::size_t used = total_width(grid);
    std::size_t left = width - std::min(width, used);
    for (GridColumn& column : grid.columns)
        if (column.give == Give::End) {
            const std::size_t more = std::min(left, column.cells - std::min(column.cells, column.width));
            column.width += more;
            left -= more;
        }
}

} // namespace

Grid grid_of(const Table& table, Language language)
{
    Grid grid;
    const std::vector<std::size_t> columns = shown_columns(table);
    const auto add = [&](const std::vector<Cell>& row) {
        std::vector<std::string>& line = grid.rows.emplace_back();
        for (const std::size_t column : columns)
            line.push_back(one_line(cell_at(row, column).text.in(language)));
    };
    for (const std::vector<Cell>& row : table.rows)
        add(row);
    if (!table.total.empty())
        add(table.total);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        GridColumn& column = grid.columns.emplace_back();
        column.label = one_line(table.columns[columns[i]].label.in(language));
        column.align = table.columns[columns[i]].align;
        Measure measure(column);
        for (const std::vector<std::string>& row : grid.rows)
            measure.add(row[i]);
        measure.finish();
    }
    return grid;
}

std::size_t total_width(const Grid& grid)
{
    const std::size_t gaps = grid.columns.empty() ? 0 : grid_gap * (grid.columns.size() - 1);
    return std::accumulate(grid.columns.begin(), grid.columns.end(), gaps,
                           [](std::size_t sum, const GridColumn& column) { return sum + column.width; });
}

bool fit(Grid& grid, std::size_t width)
{
    const auto fits = [&] { return total_width(grid) <= width; };
    if (fits())
        return true;
    break_labels(grid);
    if (!fits() && !grid.rows.empty())
        leave_out_empty(grid);
    if (!fits())
        leave_out_seconds(grid);
    if (!fits()) {
        shorten_texts(grid, width);
        hand_over_room(grid, width);
    }
    return fits() || grid.rows.empty();
}

std::vector<std::string> header_lines(const GridColumn& column)
{
    std::vector<std::string> lines{column.label};
    if (display_width(column.label) > column.width)
        lines = wrap(column.label, column.width);
    for (std::string& line : lines)
        line = shorten(line, column.width);
    return lines;
}

std::vector<std::string> cell_lines(const GridColumn& column, const std::string& cell)
{
    std::vector<std::string> lines{cell};
    if (column.give == Give::Lines && display_width(cell) > column.width)
        lines = wrap(cell, column.width);
    for (std::string& line : lines)
        line = shorten(line, column.width);
    return lines;
}

} // namespace ogp::report

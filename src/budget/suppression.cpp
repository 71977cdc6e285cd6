#include "budget/suppression.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <queue>

namespace ogp::budget {
namespace {

constexpr std::int64_t unlimited = std::numeric_limits<std::int64_t>::max() / 4;

/// How much can be moved around a circle of withheld cells through one of them. Rows and columns are nodes; a cell that may fall by its
/// value and rise without limit is an arc each way.
class Circles
{
public:
    enum class Direction { Up, Down };

    Circles(const CountTable& table, const std::vector<bool>& hidden, std::size_t row, std::size_t column, Direction direction)
        : m_nodes(table.rows + table.columns), m_capacity(m_nodes * m_nodes, 0)
    {
        for (std::size_t r = 0; r < table.rows; ++r)
            for (std::size_t c = 0; c < table.columns; ++c) {
                if (!hidden[r * table.columns + c] || (r == row && c == column))
                    continue;
                // Up: the row's other cells fall, their columns' cells rise. Down: the other way round.
                const std::int64_t fall = table.cell(r, c);
                at(r, table.rows + c) = direction == Direction::Up ? fall : unlimited;
                at(table.rows + c, r) = direction == Direction::Up ? unlimited : fall;
            }
        m_from = row;
        m_to = table.rows + column;
    }

    /// The greatest flow, up to `limit` (Edmonds and Karp).
    std::int64_t flow(std::int64_t limit)
    {
        std::int64_t total = 0;
        while (total < limit) {
            const std::int64_t more = augment(limit - total);
            if (more == 0)
                break;
            total += more;
        }
        return total;
    }

private:
    std::int64_t& at(std::size_t from, std::size_t to) { return m_capacity[from * m_nodes + to]; }

    std::int64_t augment(std::int64_t limit)
    {
        std::vector<std::size_t> before(m_nodes, m_nodes);
        std::queue<std::size_t> next;
        next.push(m_from);
        before[m_from] = m_from;
        while (!next.empty() && before[m_to] == m_nodes) {
            const std::size_t node = next.front();
            next.pop();
            for (std::size_t other = 0; other < m_nodes; ++other)
                if (before[other] == m_nodes && at(node, other) > 0) {
                    before[other] = node;
                    next.push(other);
                }
        }
        if (before[m_to] == m_nodes)
            return 0;
        std::int64_t amount = limit;
        for (std::size_t node = m_to; node != m_from; node = before[node])
            amount = std::min(amount, at(before[node], node));
        for (std::size_t node = m_to; node != m_from; node = before[node]) {
            at(before[node], node) -= amount;
            at(node, before[node]) += amount;
        }
        return amount;
    }

    std::size_t m_nodes;
    std::vector<std::int64_t> m_capacity;
    std::size_t m_from = 0;
    std::size_t m_to = 0;
};

/// The smallest cell that is shown, not empty, and fits.
template <class Fits>
std::optional<std::size_t> smallest_shown(const CountTable& table, const std::vector<bool>& hidden, Fits fits)
{
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < table.cells.size(); ++i)
        if (!hidden[i] && table.cells[i] > 0 && fits(i) && (!best || table.cells[i] < table.cells[*best]))
            best = i;
    return best;
}

/// A further cell that helps to hide this one: beside it, above or below it, else anywhere.
std::optional<std::size_t> next_to_hide(const CountTable& table, const std::vector<bool>& hidden, std::size_t cell)
{
    const std::size_t row = cell / table.columns;
    const std::size_t column = cell % table.columns;
    const auto count_hidden = [&](auto same) {
        std::size_t count = 0;
        for (std::size_t i = 0; i < hidden.size(); ++i)
            if (hidden[i] && same(i))
                ++count;
        return count;
    };
    const auto in_row = [&](std::size_t i) { return i / table.columns == row; };
    const auto in_column = [&](std::size_t i) { return i % table.columns == column; };
    const bool row_first = count_hidden(in_row) <= count_hidden(in_column);
    std::optional<std::size_t> found = row_first ? smallest_shown(table, hidden, in_row) : smallest_shown(table, hidden, in_column);
    if (!found)
        found = row_first ? smallest_shown(table, hidden, in_column) : smallest_shown(table, hidden, in_row);
    return found ? found : smallest_shown(table, hidden, [](std::size_t) { return true; });
}

} // namespace

std::int64_t CountTable::row_total(std::size_t row) const
{
    std::int64_t total = 0;
    for (std::size_t column = 0; column < columns; ++column)
        total += cell(row, column);
    return total;
}

std::int64_t CountTable::column_total(std::size_t column) const
{
    std::int64_t total = 0;
    for (std::size_t row = 0; row < rows; ++row)
        total += cell(row, column);
    return total;
}

CellBounds bounds_of(const CountTable& table, const std::vector<bool>& hidden, std::size_t row, std::size_t column)
{
    const std::int64_t value = table.cell(row, column);
    const std::int64_t most = std::min(table.row_total(row), table.column_total(column)) - value;
    return {value - Circles(table, hidden, row, column, Circles::Direction::Down).flow(value),
            value + Circles(table, hidden, row, column, Circles::Direction::Up).flow(most)};
}

Suppression suppress(const CountTable& table, std::int64_t k)
{
    Suppression result;
    for (const std::int64_t cell : table.cells)
        result.hidden.push_back(cell > 0 && cell < k);
    result.small = static_cast<std::size_t>(std::count(result.hidden.begin(), result.hidden.end(), true));
    for (std::size_t cell = 0; cell < table.cells.size();) {
        if (result.hidden[cell]) {
            const CellBounds bounds = bounds_of(table, result.hidden, cell / table.columns, cell % table.columns);
            if (bounds.least == bounds.most || bounds.most < k) {
                const std::optional<std::size_t> further = next_to_hide(table, result.hidden, cell);
                if (!further) {
                    result.enough = false;
                    break;
                }
                result.hidden[*further] = true;
                ++result.further;
                cell = 0; // the new one has to be safe as well
                continue;
            }
        }
        ++cell;
    }
    for (std::size_t cell = 0; cell < table.cells.size(); ++cell)
        result.people += result.hidden[cell] ? table.cells[cell] : 0;
    return result;
}

} // namespace ogp::budget

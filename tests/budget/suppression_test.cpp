#include "budget/suppression.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <functional>
#include <set>

using namespace ogp::budget;

namespace {

/// The values that each withheld cell may have, by trying every table with these totals: what anybody could do who knows what is
/// published. Independent of how bounds_of() works.
std::vector<std::set<std::int64_t>> possible(const CountTable& table, const std::vector<bool>& hidden)
{
    std::vector<std::set<std::int64_t>> values(table.cells.size());
    std::vector<std::int64_t> rows(table.rows);
    std::vector<std::int64_t> columns(table.columns);
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < table.cells.size(); ++i)
        if (hidden[i]) {
            open.push_back(i);
            rows[i / table.columns] += table.cells[i];
            columns[i % table.columns] += table.cells[i];
        }
    std::vector<std::int64_t> tried(open.size());
    const std::function<void(std::size_t)> go = [&](std::size_t at) {
        if (at == open.size()) {
            for (const std::int64_t rest : rows)
                if (rest != 0)
                    return;
            for (const std::int64_t rest : columns)
                if (rest != 0)
                    return;
            for (std::size_t i = 0; i < open.size(); ++i)
                values[open[i]].insert(tried[i]);
            return;
        }
        std::int64_t& row = rows[open[at] / table.columns];
        std::int64_t& column = columns[open[at] % table.columns];
        const std::int64_t most = std::min(row, column);
        for (std::int64_t value = 0; value <= most; ++value) {
            tried[at] = value;
            row -= value;
            column -= value;
            go(at + 1);
            row += value;
            column += value;
        }
    };
    go(0);
    return values;
}

CountTable any_table(std::int64_t most_count)
{
    CountTable table;
    table.rows = *rc::gen::inRange<std::size_t>(2, 4);
    table.columns = *rc::gen::inRange<std::size_t>(2, 4);
    table.cells = *rc::gen::container<std::vector<std::int64_t>>(table.rows * table.columns, rc::gen::inRange<std::int64_t>(0, most_count));
    return table;
}

} // namespace

TEST_CASE("nothing is withheld where nothing is small")
{
    const Suppression none = suppress({2, 2, {10, 20, 30, 0}}, 10);
    CHECK(none.enough);
    CHECK(none.small == 0);
    CHECK(none.further == 0);
}

TEST_CASE("a small cell is never withheld alone")
{
    const CountTable table{3, 3, {2, 20, 30, 25, 35, 45, 15, 55, 65}};
    const Suppression found = suppress(table, 10);
    CHECK(found.enough);
    CHECK(found.small == 1);
    CHECK(found.further >= 3);
    CHECK(found.hidden[0]);
    CHECK(bounds_of(table, found.hidden, 0, 0).most >= 10);
    // Negative control: alone it is the row's total without the rest.
    std::vector<bool> alone(9, false);
    alone[0] = true;
    CHECK(bounds_of(table, alone, 0, 0).least == 2);
    CHECK(bounds_of(table, alone, 0, 0).most == 2);
}

TEST_CASE("a table with nothing to hide behind is refused")
{
    CHECK_FALSE(suppress({1, 3, {2, 20, 30}}, 10).enough);
    CHECK_FALSE(suppress({2, 2, {1, 0, 0, 50}}, 10).enough);
}

TEST_CASE("bounds of a withheld cell are those that trying every table gives")
{
    rc::check([] {
        const CountTable table = any_table(6);
        std::vector<bool> hidden;
        for (std::size_t i = 0; i < table.cells.size(); ++i)
            hidden.push_back(*rc::gen::arbitrary<bool>());
        const auto values = possible(table, hidden);
        for (std::size_t i = 0; i < hidden.size(); ++i)
            if (hidden[i]) {
                const CellBounds bounds = bounds_of(table, hidden, i / table.columns, i % table.columns);
                RC_ASSERT(bounds.least == *values[i].begin());
                RC_ASSERT(bounds.most == *values[i].rbegin());
            }
    });
}

TEST_CASE("withheld cells of small tables stay undetermined, whoever knows all totals")
{
    int hidden_tables = 0;
    rc::check([&] {
        const CountTable table = any_table(6);
        const std::int64_t k = 3;
        const Suppression found = suppress(table, k);
        if (!found.enough)
            return; // refused: nothing of it is published
        hidden_tables += found.small > 0 ? 1 : 0;
        for (std::size_t i = 0; i < table.cells.size(); ++i)
            RC_ASSERT(found.hidden[i] || table.cells[i] == 0 || table.cells[i] >= k);
        const auto values = possible(table, found.hidden);
        for (std::size_t i = 0; i < table.cells.size(); ++i)
            if (found.hidden[i]) {
                RC_ASSERT(values[i].size() > 1);
                RC_ASSERT(*values[i].rbegin() >= k);
            }
    });
    CHECK(hidden_tables > 10);
}

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ogp::budget {

/// A table of counts whose row totals, column totals and total are published with it.
struct CountTable
{
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::vector<std::int64_t> cells; ///< row by row

    std::int64_t cell(std::size_t row, std::size_t column) const { return cells[row * columns + column]; }
    std::int64_t row_total(std::size_t row) const;
    std::int64_t column_total(std::size_t column) const;
};

/// Which cells of a table are withheld.
struct Suppression
{
    std::vector<bool> hidden;    ///< for each cell
    std::size_t small = 0;       ///< below k
    std::size_t further = 0;     ///< so that those cannot be worked out from the totals
    std::int64_t people = 0;     ///< in withheld cells
    bool enough = true;          ///< false: there are not enough cells to hide the small ones behind
};

/// Withholds every cell of 1 .. k-1 and as many others as it takes: for each withheld cell what is published leaves more than one
/// value possible, and one that is not below k (complementary suppression, as statistical offices do).
Suppression suppress(const CountTable& table, std::int64_t k);

/// The least and greatest value that a withheld cell may have, for somebody who knows all totals and all other cells. Exact: counts are
/// whole and not negative, and the possible values of a cell in such a table are an interval (a transportation polytope).
struct CellBounds
{
    std::int64_t least = 0;
    std::int64_t most = 0;
};
CellBounds bounds_of(const CountTable& table, const std::vector<bool>& hidden, std::size_t row, std::size_t column);

} // namespace ogp::budget

#pragma once

#include "base/error.hpp"
#include "irm/row.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::irm {

/// The OGP commitments CSV: its columns in their order, and its rows.
struct CommitmentsFile
{
    std::vector<std::string> columns;
    std::vector<Row> rows;
    Findings findings; ///< warnings and notes: words that no scale has, numeric twins that differ, further columns
};

/// The most bytes of one cell.
inline constexpr std::size_t longest_cell = 1U << 20U;

/// Reads it strictly after RFC 4180, UTF-8. Throws InvalidInput with every error: a quote out of place, a row of another length, a
/// cell that is too long, bytes that are no UTF-8, a column that is missing or stands twice, a row without identifier or plan, an
/// identifier given twice. Columns that the format does not know are kept. What a cell holds is never changed.
CommitmentsFile read_commitments(std::string_view text, const std::string& name);

/// Writes it in the form that OGP publishes, and RFC 4180 describes: UTF-8, records that end with CRLF, a cell in quotes where it must be.
std::string write_commitments(const CommitmentsFile& file);

} // namespace ogp::irm

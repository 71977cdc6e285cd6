#pragma once

#include "report/table.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::report {

/// Aligned columns for a terminal of `width` columns (0: as wide as it takes): headers, a rule, rows; columns with
/// Show::Always. Where the table would not fit, headers are broken over several lines, columns without any value left out,
/// times shown to the minute, then the widest texts broken or shortened with "…"; numbers, days and ids never are. Where not even
/// that is enough, each row becomes lines "label  value". The row of sums stands under a rule of its own. Control characters
/// are made visible. `Bold`: headers in bold (SGR).
enum class Emphasis { Plain, Bold };
std::string to_text(const Table& table, Language language, std::size_t width, Emphasis emphasis = Emphasis::Plain);

/// Tab-separated without headers, for pipes, columns with Show::Always: tabs and line ends within a cell become blanks.
std::string to_tsv(const Table& table, Language language);

/// RFC 4180, but with LF as line end like every other tool here; header row of column keys, all columns; a text that a spreadsheet would take for
/// a formula (first character = + - @ tab CR or their full-width forms) gets an apostrophe before it, numbers excepted.
std::string to_csv(const Table& table, Language language);

/// Appends one field of such a line, quoted and guarded where it must be.
void append_csv_field(std::string& out, std::string_view text);

/// An array of objects with these columns (all where `keys` is empty), pretty-printed, ending in a line feed.
std::string to_json_array(const Table& table, std::span<const std::string> keys);
/// One compact object a line.
std::string to_ndjson(const Table& table, std::span<const std::string> keys);

/// The columns of a table that are shown in text: those with Show::Always, or exactly `keys` in that order. An unknown key,
/// here and above, is an Error{Usage} that names the nearest one.
Table select(const Table& table, std::span<const std::string> keys);

} // namespace ogp::report

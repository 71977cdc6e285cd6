#pragma once

#include "cli/context.hpp"

#include <string>

namespace ogp::cli {

/// The table in the format of the run: what stands on stdout. Fields asked for must be columns of it.
std::string table_text(const report::Table& table, const RunOptions& options, const Streams& streams);

/// Label and value in two aligned columns under a heading; piped: the heading, then label TAB value, a line each.
std::string card_text(const report::Card& card, const Localized& heading, const RunOptions& options, const Streams& streams);

/// One object as JSON, one line of NDJSON, or one row of CSV or TSV.
std::string object_text(const Json& object, const RunOptions& options);

/// The rows as an array of objects, every column.
Json rows_json(const report::Table& table);

} // namespace ogp::cli

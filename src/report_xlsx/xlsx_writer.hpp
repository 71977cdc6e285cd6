#pragma once

#include "report/document.hpp"

#include <string>

namespace ogp::report_xlsx {

/// An Office Open XML workbook: a first sheet with title, list of the tables, cards, notices and provenance, then a sheet for each
/// table with typed cells under a frozen header. The bytes follow from the document alone: created at its date, never now.
///
/// - A text is never a formula, whatever it begins with.
/// - A text longer than a cell holds goes on in further rows under its own, "…" at each end.
/// - Provenance: custom properties ogp-provenance-01, -02 ... which together are its JSON (a property holds 255 characters).
///
/// Throws Error{Invalid} for a table of more rows or columns than a sheet holds, Error{Io} where temporary files cannot be
/// written: rows lie there, not in memory.
std::string write_workbook(const report::Document& document, Language language);

/// Hands write_workbook() to the room of the reports.
void register_writer();

} // namespace ogp::report_xlsx

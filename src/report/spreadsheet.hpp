#pragma once

#include "report/document.hpp"

#include <string>

namespace ogp::report {

/// The tables of a document as a spreadsheet in one language, and what else it says on a first sheet of control.
using SpreadsheetWriter = std::string (*)(const Document& document, Language language);

/// The program that can write spreadsheets says how (ogp-report, before anything else); the others link no such library.
void set_spreadsheet_writer(SpreadsheetWriter writer);

/// An .xlsx file. Throws Error{Internal} where this program has no writer, else as the writer does.
std::string to_xlsx(const Document& document, Language language);

} // namespace ogp::report

#pragma once

#include "report/document.hpp"

#include <string>
#include <vector>

namespace ogp::report {

struct CsvFile
{
    std::string name; ///< within the folder: "milestones-I.csv"
    std::string bytes;
};

/// The tables of a document as files for programs, one set for both languages:
///
/// - TABLE.csv for each table, named by its id: RFC 4180 with LF, header of keys, values as scripts get them. Money and percents are
///   exact decimals ("1234.50", "99.5"), dates YYYY-MM-DD, YYYY-MM or YYYY, unknown values empty. A text in two languages has the columns KEY_ka and KEY_en; a coded
///   value that people read in words has KEY, KEY_ka and KEY_en. Guarded as to_csv(). Sums are left to the reader.
/// - tables.json: what each file is: {document, title, tables: [{id, file, number, caption, rows, columns: [{key, label, holds,
///   language}], total}]}.
/// - provenance.json, where the document has one.
std::vector<CsvFile> to_csv_files(const Document& document);

/// A table as such a file.
std::string to_machine_csv(const Table& table);

} // namespace ogp::report

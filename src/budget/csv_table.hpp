#pragma once

#include "base/yaml_source.hpp"
#include "budget/pb_text.hpp"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::budget {

struct CsvCell
{
    std::string text; ///< without blanks at both ends
    std::uint32_t line = 0;
    std::uint32_t column = 0;
};

/// A CSV file (RFC 4180, UTF-8) that fits into memory and whose first record names its columns: population, themes, mappings,
/// explanations, budget lines. A byte order mark and CRLF are accepted. What is wrong with it is collected, each with line and
/// column; nothing of a file with an error is used.
///
/// Codes: `empty_file`, `duplicate_column`, `unknown_column`, `missing_column`, `wrong_cells`, `no_rows`, and those of
/// DelimitedReader.
class CsvTable
{
public:
    CsvTable(std::string text, std::string name);

    /// Every column must be one of these (`unknown_column`, with the nearest).
    void allow(const std::vector<std::string>& columns);
    void require(std::initializer_list<std::string_view> columns);
    void require_rows();
    /// Throws InvalidInput where the columns are not those that are needed: the rows say nothing then.
    void finish_header();

    const std::string& name() const { return m_name; }
    const std::vector<CsvCell>& header() const { return m_header; }
    const std::vector<std::vector<CsvCell>>& rows() const { return m_rows; } ///< each as long as the header
    /// Index of the column, or -1.
    int column(std::string_view name) const;
    /// The cell of that column; an empty one where there is no such column.
    const CsvCell& cell(const std::vector<CsvCell>& row, std::string_view column) const;

    void report(Severity severity, std::string_view code, const CsvCell& cell, Localized message);
    void refuse(const CsvCell& cell, std::string_view code, Localized message) { report(Severity::Error, code, cell, std::move(message)); }
    /// Throws InvalidInput with everything found where any of it is an error. Warnings come back.
    Findings finish();

private:
    void read();
    void take_header(std::vector<CsvCell> cells);
    void refuse_header(const CsvCell& cell, std::string_view code, Localized message);

    std::string m_name;
    std::unique_ptr<const std::string> m_text; ///< at one address: rows of findings point into it
    LineIndex m_lines;
    PbFindings m_findings;
    std::vector<CsvCell> m_header;
    std::vector<std::vector<CsvCell>> m_rows;
    bool m_header_fits = true;
};

/// A whole number from 0 to what int64 holds; what it is not becomes the finding `bad_number`, `negative_number` or
/// `number_overflow`, and the result is 0.
std::int64_t count_in(CsvTable& table, const CsvCell& cell);

} // namespace ogp::budget

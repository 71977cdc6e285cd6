#pragma once

#include "base/delimited_reader.hpp"
#include "base/error.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::app {

/// A file of ballots or voters, read piece by piece.
struct CsvSource
{
    std::string name;          ///< for messages
    LineReader::Source source;
};

/// The rows of a CSV file whose first line names its columns, one at a time. Findings are kept, at most a hundred of them and the
/// number of all; a row with one is not given. Bytes that are no UTF-8 and control characters are findings.
class CsvRows
{
public:
    /// Error{Invalid} with findings where a column of `needed` is missing, or one is neither needed nor among `optional`.
    CsvRows(CsvSource source, const std::vector<std::string>& needed, const std::vector<std::string>& optional);

    /// The next row that is well-formed; false at the end.
    bool next();
    /// The cell of that column, without blanks at its ends; "" where the file has no such column.
    std::string_view cell(std::string_view column) const;
    std::uint32_t line() const { return m_reader.line(); }

    /// A finding at the cell of this row.
    void report(std::string_view column, std::string code, Localized message);
    std::size_t errors() const { return m_errors; }
    Findings take_findings() { return std::move(m_findings); }

private:
    int index(std::string_view column) const;
    void add(Finding finding);
    void take_problems();
    bool is_clean();

    std::string m_name;
    DelimitedReader m_reader;
    std::size_t m_taken = 0; ///< of the reader's problems
    std::vector<std::string> m_columns;
    Findings m_findings;
    std::size_t m_errors = 0;
};

/// Throws InvalidInput where the rows have findings: "nothing was stored".
void require_clean(CsvRows& rows, const std::string& name);

} // namespace ogp::app

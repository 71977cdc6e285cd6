#pragma once

#include "base/error.hpp"
#include "base/line_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ogp {

struct DelimitedLimits
{
    std::size_t record_bytes = 1U << 20U;
    std::size_t cells = 4'096;
    /// A CRLF in a cell becomes LF, or stays: for formats that must come back as they were.
    enum class CellLines { Unified, Kept } cell_lines = CellLines::Unified;
};

struct DelimitedCell
{
    std::string_view text;    ///< valid until the next record is read
    std::uint32_t line = 0;
    std::uint32_t column = 0; ///< in bytes, from 1
};

/// Reads comma-separated values strictly after RFC 4180, with LF beside CRLF as the end of a record: a cell with a comma, a quote
/// or a line end stands in quotes, a quote in it is doubled, and nothing else stands beside the quotes. Empty lines between
/// records are skipped; CRLF in a cell becomes LF where the limits do not keep it.
///
/// Written here because no library in Debian gives the line and column of a mistake or holds a limit on the length of a record.
class DelimitedReader
{
public:
    DelimitedReader(std::string name, LineReader::Source source, const DelimitedLimits& limits = {});

    /// The next record; false at the end. What is wrong with its form stands in problems(): the record is then not to be used.
    /// Behind a quote that never closes and behind a record without end there is nothing more to read.
    bool next();

    const std::vector<DelimitedCell>& cells() const { return m_cells; }
    const Findings& problems() const { return m_problems; }
    std::uint32_t line() const { return m_line; }          ///< that the record begins in
    std::uint64_t consumed() const { return m_lines.consumed(); }

    /// The place of a cell of this record, with the line that it stands in.
    Place place(const DelimitedCell& cell) const { return place(cell.line, cell.column); }

private:
    bool fetch();
    void check_line();
    void read_cells();
    void read_quoted();
    void read_plain();
    void finish_cell(std::size_t begin, std::uint32_t line, std::uint32_t column);
    bool continue_quoted(std::uint32_t line, std::uint32_t column);
    Place place(std::uint32_t line, std::uint32_t column) const;
    void report(const char* code, std::uint32_t line, std::size_t column, Localized message);

    struct Span
    {
        std::size_t begin;
        std::size_t end;
    };

    LineReader m_lines;
    DelimitedLimits m_limits;
    TextLine m_text;          ///< the line that is being read
    std::size_t m_at = 0;     ///< in it
    std::uint32_t m_line = 0;
    std::string m_raw;        ///< the record's lines, as they are
    std::string m_content;    ///< the cells' texts, one after the other
    std::vector<Span> m_spans;
    std::vector<DelimitedCell> m_cells;
    Findings m_problems;
    bool m_over = false;
};

} // namespace ogp

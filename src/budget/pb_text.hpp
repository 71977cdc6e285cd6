#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::budget {

/// The lexical layer of a .pb file (Pabulib): three sections META, PROJECTS, VOTES, each a title line, a header line and
/// rows; cells separated by ";" and quoted as in CSV. What a row means is read above it, in `read_round`.
///
/// Everything that the file says is kept: unknown keys and columns, their order, cells byte for byte. `write_pb` gives
/// canonical bytes: UTF-8 without a byte order mark, line feeds, cells quoted only where they must be. A file that is canonical
/// comes back as the same bytes.

/// One row, without its end. A quoted cell may hold line feeds.
struct PbRow
{
    std::string_view text;
    std::uint32_t line = 0; ///< of its first byte, from 1
};

struct PbCell
{
    std::string_view text;    ///< without the quotes
    std::uint32_t column = 0; ///< in bytes, from 1
};

struct PbSection
{
    std::string_view title; ///< as printed; "" where the file lacks it
    std::uint32_t line = 0;
    PbRow header;
    std::vector<PbRow> rows;
};

struct PbText
{
    std::unique_ptr<const std::string> bytes; ///< what all views point into
    std::string name;                         ///< for places of findings
    PbSection meta;
    PbSection projects;
    PbSection votes;
    bool ends_with_line_feed = true;
    std::deque<std::string> repaired; ///< rows that a lenient reading has written anew; their views point here
};

/// Puts `cells` in place of what the row says.
void repair_row(PbText& text, PbRow& row, const std::vector<PbCell>& cells);

/// Splits a row; cells with doubled quotes live in `unquoted`, which grows and keeps its addresses.
void split_row(const PbRow& row, std::vector<PbCell>& cells, std::deque<std::string>& unquoted);

/// Findings of one run, at most a thousand of a kind: a file with a million wrong ballots has one line that says how many
/// there are.
class PbFindings
{
public:
    explicit PbFindings(std::string file) : m_file(std::move(file)) {}

    void add(Severity severity, std::string_view code, const PbRow& row, std::uint32_t column, Localized message);
    /// Without a row: of the file as a whole, at `line` (0: nowhere).
    void add(Severity severity, std::string_view code, std::uint32_t line, Localized message);
    bool any_error() const { return m_errors != 0; }
    /// In order of place; nothing is left behind.
    Findings take();

private:
    struct Kind
    {
        std::string code;
        Severity severity;
        std::size_t count;
    };
    /// Whether one more of the kind is listed.
    bool count(Severity severity, std::string_view code);

    std::string m_file;
    Findings m_findings;
    std::vector<Kind> m_kinds;
    std::size_t m_errors = 0;
};

/// Splits into sections and rows. Findings: `not_utf8`, `no_section`, `section_order`, `no_header`, `empty_line`,
/// `open_quote` (errors), `byte_order_mark`, `carriage_returns` (notes; both are accepted). Empty lines, as severe as the caller
/// says, are left out.
PbText split_pb(std::string bytes, std::string name, PbFindings& findings, Severity empty_lines = Severity::Error);

/// The canonical bytes.
std::string write_pb(const PbText& text);

/// Appends a cell, quoted where it holds a separator, a quote or a line end.
void write_cell(std::string& out, std::string_view text);

} // namespace ogp::budget

#include "report/table_writers.hpp"

#include "base/text.hpp"
#include "report/columns.hpp"

#include <algorithm>
#include <array>

namespace ogp::report {
namespace {

/// What a spreadsheet takes for the beginning of a formula (OWASP, "CSV injection"), with the full-width forms of = + - @.
constexpr std::array<std::string_view, 11> formula_starts = {
    "=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};

/// [+-]digits[.digits], which no spreadsheet evaluates to anything but itself.
bool is_number(std::string_view text)
{
    if (text.starts_with('+') || text.starts_with('-'))
        text.remove_prefix(1);
    const std::size_t point = text.find('.');
    const auto digits = [](std::string_view part) {
        return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    if (point == std::string_view::npos)
        return digits(text);
    return digits(text.substr(0, point)) && digits(text.substr(point + 1));
}

void append_field(std::string& out, std::string_view text)
{
    const bool formula = std::any_of(formula_starts.begin(), formula_starts.end(),
                                     [text](std::string_view start) { return text.starts_with(start); });
    const bool guarded = formula && !is_number(text);
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        out += guarded ? "'" : "";
        out += text;
        return;
    }
    out += guarded ? "\"'" : "\"";
    for (const char c : text) {
        if (c == '"')
            out += '"';
        out += c;
    }
    out += '"';
}

} // namespace

std::string to_tsv(const Table& table, Language language)
{
    const std::vector<std::size_t> columns = shown_columns(table);
    std::string out;
    for (const std::vector<Cell>& row : table.rows) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            std::string text = printable(cell_at(row, columns[i]).text.in(language));
            std::replace_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
            out += i == 0 ? "" : "\t";
            out += text;
        }
        out += '\n';
    }
    return out;
}

std::string to_csv(const Table& table, Language language)
{
    std::string out;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        out += i == 0 ? "" : ",";
        append_field(out, table.columns[i].key);
    }
    out += '\n';
    for (const std::vector<Cell>& row : table.rows) {
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            out += i == 0 ? "" : ",";
            append_field(out, cell_at(row, i).text.in(language));
        }
        // A row of one empty field would be an empty line, which readers skip.
        if (table.columns.size() == 1 && out.ends_with('\n'))
            out += "\"\"";
        out += '\n';
    }
    return out;
}

} // namespace ogp::report

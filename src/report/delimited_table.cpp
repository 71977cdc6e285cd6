#include "report/table_writers.hpp"

#include "base/formula_guard.hpp"
#include "base/text.hpp"
#include "report/columns.hpp"

#include <algorithm>

namespace ogp::report {

void append_csv_field(std::string& out, std::string_view text)
{
    const bool guarded = looks_like_formula(text);
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
        append_csv_field(out, table.columns[i].key);
    }
    out += '\n';
    for (const std::vector<Cell>& row : table.rows) {
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            out += i == 0 ? "" : ",";
            append_csv_field(out, cell_at(row, i).text.in(language));
        }
        // A row of one empty field would be an empty line, which readers skip.
        if (table.columns.size() == 1 && out.ends_with('\n'))
            out += "\"\"";
        out += '\n';
    }
    return out;
}

} // namespace ogp::report

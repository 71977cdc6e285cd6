#include "budget/csv_table.hpp"

#include "base/delimited_reader.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cstring>

namespace ogp::budget {
namespace {

std::string without_mark(std::string text)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        text.erase(0, 3);
    return text;
}

LineReader::Source source_of(const std::string& text)
{
    return [&text, at = std::size_t{0}](char* buffer, std::size_t size) mutable {
        const std::size_t count = std::min(size, text.size() - at);
        std::memcpy(buffer, text.data() + at, count);
        at += count;
        return count;
    };
}

} // namespace

CsvTable::CsvTable(std::string text, std::string name)
    : m_name(std::move(name)), m_text(std::make_unique<const std::string>(without_mark(std::move(text)))), m_lines(*m_text), m_findings(m_name)
{
    read();
}

void CsvTable::read()
{
    DelimitedReader reader{m_name, source_of(*m_text)};
    while (reader.next()) {
        if (!reader.problems().empty()) {
            for (const Finding& problem : reader.problems())
                report(Severity::Error, problem.code, {"", problem.place.line, problem.place.column}, problem.message);
            continue;
        }
        std::vector<CsvCell> cells;
        for (const DelimitedCell& cell : reader.cells())
            cells.push_back({std::string(trim(cell.text)), cell.line, cell.column});
        if (m_header.empty())
            take_header(std::move(cells));
        else if (cells.size() == m_header.size())
            m_rows.push_back(std::move(cells));
        else
            refuse(cells.front(), "wrong_cells",
                   say("სტრიქონში უჯრა {0}-ია, სათაურში {1}; ათწილადის მძიმე უჯრას ორად ყოფს",
                       "the row has {0} cells, the header {1}; a decimal comma splits a cell in two", cells.size(), m_header.size()));
    }
    if (m_header.empty() && !m_findings.any_error())
        refuse_header({"", 1, 1}, "empty_file", {"ფაილი ცარიელია", "the file is empty"});
}

void CsvTable::take_header(std::vector<CsvCell> cells)
{
    m_header = std::move(cells);
    for (std::size_t i = 0; i < m_header.size(); ++i)
        if (column(m_header[i].text) != static_cast<int>(i))
            refuse_header(m_header[i], "duplicate_column", say("სვეტი ორჯერაა: „{}“", "the column '{}' is there twice", printable(m_header[i].text)));
}

void CsvTable::allow(const std::vector<std::string>& columns)
{
    for (const CsvCell& cell : m_header) {
        if (std::find(columns.begin(), columns.end(), cell.text) != columns.end())
            continue;
        const auto near = nearest(cell.text, columns);
        refuse_header(cell, "unknown_column",
                      near ? say("უცნობი სვეტი „{0}“; ხომ არ გულისხმობდით „{1}“-ს?", "unknown column '{0}'; did you mean '{1}'?",
                                 printable(shorten(cell.text, 60)), *near)
                           : say("უცნობი სვეტი „{0}“; დასაშვებია: {1}", "unknown column '{0}'; possible are: {1}", printable(shorten(cell.text, 60)),
                          join(columns, ", ")));
    }
}

void CsvTable::require(std::initializer_list<std::string_view> columns)
{
    for (const std::string_view name : columns)
        if (!m_header.empty() && column(name) < 0)
            refuse_header(m_header.front(), "missing_column", say("აკლია სვეტი „{}“", "the column '{}' is missing", name));
}

void CsvTable::require_rows()
{
    if (!m_header.empty() && m_rows.empty() && !m_findings.any_error())
        refuse_header(m_header.front(), "no_rows", {"სათაურის ქვეშ არაფერი წერია", "there is nothing under the header"});
}

int CsvTable::column(std::string_view name) const
{
    const auto found = std::find_if(m_header.begin(), m_header.end(), [&](const CsvCell& cell) { return cell.text == name; });
    return found == m_header.end() ? -1 : static_cast<int>(found - m_header.begin());
}

const CsvCell& CsvTable::cell(const std::vector<CsvCell>& row, std::string_view name) const
{
    static const CsvCell none;
    const int at = column(name);
    return at < 0 ? none : row[static_cast<std::size_t>(at)];
}

void CsvTable::report(Severity severity, std::string_view code, const CsvCell& cell, Localized message)
{
    m_findings.add(severity, code, PbRow{m_lines.line(*m_text, cell.line), cell.line}, cell.column, std::move(message));
}

void CsvTable::refuse_header(const CsvCell& cell, std::string_view code, Localized message)
{
    m_header_fits = false;
    refuse(cell, code, std::move(message));
}

void CsvTable::finish_header()
{
    if (!m_header_fits || m_header.empty())
        finish();
}

Findings CsvTable::finish()
{
    Findings findings = m_findings.take();
    if (has_errors(findings))
        throw InvalidInput(say("{}: ფაილში შეცდომებია, არაფერი დათვლილა", "{}: there are errors in the file, nothing was counted", printable(m_name)),
                           std::move(findings));
    return findings;
}

std::int64_t count_in(CsvTable& table, const CsvCell& cell)
{
    const Localized shown = both(printable(shorten(cell.text, 60)));
    if (const auto number = to_integer(cell.text)) {
        if (*number >= 0)
            return *number;
        table.refuse(cell, "negative_number", say("რიცხვი უარყოფითია: {}", "the number is negative: {}", shown.en));
        return 0;
    }
    const bool digits = !cell.text.empty() && cell.text.find_first_not_of("0123456789") == std::string::npos;
    if (digits)
        table.refuse(cell, "number_overflow", say("რიცხვი ძალიან დიდია: {}", "the number is too large: {}", shown.en));
    else
        table.refuse(cell, "bad_number", say("აქ მთელი რიცხვია საჭირო, წერია „{}“", "a whole number is needed here, it says '{}'", shown.en));
    return 0;
}

} // namespace ogp::budget

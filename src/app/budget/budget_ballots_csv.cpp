#include "app/budget/budget_ballots_csv.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace ogp::app {
namespace {

constexpr std::size_t most_findings = 100;

} // namespace

CsvRows::CsvRows(CsvSource source, const std::vector<std::string>& needed, const std::vector<std::string>& optional)
    : m_name(source.name), m_reader(std::move(source.name), std::move(source.source))
{
    if (!m_reader.next())
        throw Error(Fault::Invalid, say("{}: ფაილი ცარიელია", "{}: the file is empty", printable(m_name)));
    for (const DelimitedCell& cell : m_reader.cells()) {
        const std::string name(trim(cell.text));
        const bool known = std::find(needed.begin(), needed.end(), name) != needed.end() || std::find(optional.begin(), optional.end(), name) != optional.end();
        if (!known)
            add({Severity::Error, "unknown_column", m_reader.place(cell), {}, say("უცნობი სვეტი „{}“", "unknown column '{}'", printable(name))});
        if (index(name) >= 0)
            add({Severity::Error, "duplicate_column", m_reader.place(cell), {}, say("სვეტი {} ორჯერ არის", "the column {} is there twice", printable(name))});
        m_columns.push_back(name);
    }
    for (const std::string& name : needed)
        if (index(name) < 0)
            add({Severity::Error, "missing_column", {m_name, 1, 0, {}}, {}, say("აკლია სვეტი {}", "the column {} is missing", name)});
    take_problems();
    require_clean(*this, m_name);
}

int CsvRows::index(std::string_view column) const
{
    const auto found = std::find(m_columns.begin(), m_columns.end(), column);
    return found == m_columns.end() ? -1 : static_cast<int>(found - m_columns.begin());
}

void CsvRows::add(Finding finding)
{
    m_errors += finding.severity == Severity::Error ? 1 : 0;
    // A row may tell who voted what: the line itself is not shown, but for the one with the names of columns.
    if (finding.place.line > 1)
        finding.place.excerpt.clear();
    if (m_findings.size() < most_findings)
        m_findings.push_back(std::move(finding));
}

void CsvRows::take_problems()
{
    for (; m_taken < m_reader.problems().size(); ++m_taken)
        add(m_reader.problems()[m_taken]);
}

bool CsvRows::is_clean()
{
    const std::size_t before = m_errors;
    take_problems();
    if (m_errors != before)
        return false;
    if (m_reader.cells().size() != m_columns.size()) {
        add({Severity::Error, "wrong_cells", {m_name, m_reader.line(), 1, {}}, {},
             say("უჯრედები: {0}, სვეტები: {1}", "cells: {0}, columns: {1}", m_reader.cells().size(), m_columns.size())});
        return false;
    }
    for (const DelimitedCell& cell : m_reader.cells()) {
        if (has_control_characters(cell.text))
            add({Severity::Error, "control_character", m_reader.place(cell), {}, Localized("უჩინარი მართვის ნიშანია", "there is a control character")});
    }
    return m_errors == before;
}

bool CsvRows::next()
{
    while (m_reader.next())
        if (is_clean())
            return true;
    take_problems();
    return false;
}

std::string_view CsvRows::cell(std::string_view column) const
{
    const int at = index(column);
    return at < 0 ? std::string_view() : trim(m_reader.cells()[static_cast<std::size_t>(at)].text);
}

void CsvRows::report(std::string_view column, std::string code, Localized message)
{
    const int at = index(column);
    Place place{m_name, m_reader.line(), 1, {}};
    if (at >= 0)
        place = m_reader.place(m_reader.cells()[static_cast<std::size_t>(at)]);
    add({Severity::Error, std::move(code), std::move(place), {}, std::move(message)});
}

void require_clean(CsvRows& rows, const std::string& name)
{
    if (rows.errors() == 0)
        return;
    throw InvalidInput(say("{0}: შეცდომა {1}; არაფერი ჩაწერილა", "{0}: errors {1}; nothing was stored", printable(name), rows.errors()),
                       rows.take_findings());
}

} // namespace ogp::app

#include "budget/approved/fiscal_lines.hpp"

#include "base/text.hpp"
#include "budget/priorities/survey.hpp"

#include <algorithm>

namespace ogp::budget {
namespace {

struct TextColumn
{
    std::string FiscalColumns::*source;
    std::string FiscalLine::*target;
    const char* name;
};

constexpr TextColumn text_columns[] = {
    {&FiscalColumns::cofog, &FiscalLine::cofog, "cofog"},          {&FiscalColumns::theme, &FiscalLine::theme, "theme"},
    {&FiscalColumns::programme, &FiscalLine::programme, "programme"}, {&FiscalColumns::district, &FiscalLine::district, "district"},
    {&FiscalColumns::project, &FiscalLine::project, "project"},    {&FiscalColumns::name, &FiscalLine::name, "name"},
};

using RowAmounts = std::array<std::optional<Amount>, 4>;

class FiscalLineReader
{
public:
    FiscalLineReader(CsvTable& table, const FiscalColumns& columns, std::span<const std::string> themes) : m_table(table), m_columns(columns), m_themes(themes) {}

    FiscalLines read()
    {
        m_table.require_rows();
        m_table.finish_header();
        for (const std::vector<CsvCell>& row : m_table.rows())
            read_row(row);
        m_table.finish();
        settle();
        m_table.finish();
        return std::move(m_lines);
    }

private:
    void read_row(const std::vector<CsvCell>& row)
    {
        FiscalLine line;
        for (const TextColumn& column : text_columns)
            line.*column.target = m_table.cell(row, m_columns.*column.source).text;
        if (!line.cofog.empty() && !is_cofog(line.cofog))
            m_table.refuse(m_table.cell(row, m_columns.cofog), "bad_cofog",
                           say("ეს COFOG-ის კოდი არ არის: „{}“", "this is no code of COFOG: '{}'", printable(shorten(line.cofog, 60))));
        check_theme(row, line);
        line.year = year_in(m_table.cell(row, m_columns.year));
        RowAmounts amounts;
        bool any = false;
        for (const FiscalColumns::Measure& measure : m_columns.measures) {
            const CsvCell& cell = m_table.cell(row, measure.column);
            any = any || !cell.text.empty();
            read_amount(cell, amounts[static_cast<std::size_t>(measure.phase)]);
        }
        if (!any)
            m_table.refuse(row.front(), "no_amount", {"სტრიქონში თანხა არ წერია", "the line has no amount"});
        m_lines.lines.push_back(std::move(line));
        m_amounts.push_back(amounts);
        m_rows.push_back(&row);
    }

    void check_theme(const std::vector<CsvCell>& row, const FiscalLine& line)
    {
        if (line.theme.empty() || m_themes.empty() || std::find(m_themes.begin(), m_themes.end(), line.theme) != m_themes.end())
            return;
        const auto near = nearest(line.theme, m_themes);
        m_table.refuse(m_table.cell(row, m_columns.theme), "unknown_theme",
                       near ? say("ასეთი თემა არ არის: „{0}“; ხომ არ გულისხმობდით „{1}“-ს?", "there is no theme '{0}'; did you mean '{1}'?",
                                  printable(shorten(line.theme, 60)), *near)
                            : say("ასეთი თემა არ არის: „{}“", "there is no theme '{}'", printable(shorten(line.theme, 60))));
    }

    /// "2027" and days of it.
    std::int32_t year_in(const CsvCell& cell)
    {
        if (cell.text.empty())
            return 0;
        const auto year = to_integer(std::string_view(cell.text).substr(0, 4));
        const bool ends = cell.text.size() == 4 || (cell.text.size() == 10 && cell.text[4] == '-');
        if (year && ends && *year >= 1990 && *year <= 2200)
            return static_cast<std::int32_t>(*year);
        m_table.refuse(cell, "bad_year", say("ეს წელი არ არის: „{}“", "this is no year: '{}'", printable(shorten(cell.text, 60))));
        return 0;
    }

    void read_amount(const CsvCell& cell, std::optional<Amount>& into)
    {
        if (cell.text.empty())
            return;
        const Amount amount = parse_amount(cell.text);
        const std::string shown = printable(shorten(cell.text, 60));
        switch (amount.fault) {
        case AmountFault::None:
            into = amount;
            m_lines.places = std::max(m_lines.places, amount.places);
            return;
        case AmountFault::Comma:
            return m_table.refuse(cell, "comma_decimal", say("ათწილადის მძიმე: {}; უნდა იყოს წერტილი", "decimal comma: {}; it must be a point", shown));
        case AmountFault::Negative:
            return m_table.refuse(cell, "negative_amount", say("თანხა უარყოფითია: {}", "the amount is negative: {}", shown));
        case AmountFault::Overflow: return refuse_overflow(cell);
        case AmountFault::Places:
            return m_table.refuse(cell, "bad_amount", say("წერტილის შემდეგ {}-ზე მეტი ციფრია", "more than {} digits after the point", most_places));
        case AmountFault::NotANumber:
            return m_table.refuse(cell, "bad_amount", say("ეს თანხა არ არის: „{}“", "this is no amount: '{}'", shown));
        }
    }

    void refuse_overflow(const CsvCell& cell)
    {
        m_table.refuse(cell, "amount_overflow", say("თანხა ძალიან დიდია: {}", "the amount is too large: {}", printable(shorten(cell.text, 60))));
    }

    /// Amounts in the places that the file needs, times their factor.
    void settle()
    {
        for (std::size_t i = 0; i < m_rows.size(); ++i)
            for (const FiscalColumns::Measure& measure : m_columns.measures) {
                const auto phase = static_cast<std::size_t>(measure.phase);
                if (!m_amounts[i][phase])
                    continue;
                const std::optional<Units> units = rescale(*m_amounts[i][phase], m_lines.places);
                Units whole = 0;
                if (!units || __builtin_mul_overflow(*units, measure.factor, &whole))
                    refuse_overflow(m_table.cell(*m_rows[i], measure.column));
                m_lines.lines[i].amounts[phase] = whole;
            }
    }

    CsvTable& m_table;
    const FiscalColumns& m_columns;
    std::span<const std::string> m_themes;
    FiscalLines m_lines;
    std::vector<RowAmounts> m_amounts;
    std::vector<const std::vector<CsvCell>*> m_rows;
};

void write_csv_cell(std::string& out, std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        if (c == '"')
            out += '"';
        out += c;
    }
    out += '"';
}

} // namespace

std::string_view code(Phase phase)
{
    switch (phase) {
    case Phase::Proposed: return "proposed";
    case Phase::Approved: return "approved";
    case Phase::Adjusted: return "adjusted";
    case Phase::Executed: return "executed";
    }
    return "approved";
}

std::optional<Phase> phase_of(std::string_view word)
{
    for (const Phase phase : all_phases)
        if (code(phase) == word)
            return phase;
    return std::nullopt;
}

FiscalColumns own_columns(CsvTable& table)
{
    std::vector<std::string> names{"year"};
    FiscalColumns columns;
    columns.year = table.column("year") >= 0 ? "year" : "";
    for (const TextColumn& column : text_columns) {
        names.emplace_back(column.name);
        if (table.column(column.name) >= 0)
            columns.*column.source = column.name;
    }
    for (const Phase phase : all_phases) {
        names.emplace_back(code(phase));
        if (table.column(code(phase)) >= 0)
            columns.measures.push_back({std::string(code(phase)), phase, 1});
    }
    table.allow(names);
    if (columns.measures.empty())
        table.require({"approved"});
    return columns;
}

FiscalLines read_fiscal_lines(CsvTable& table, const FiscalColumns& columns, std::span<const std::string> themes)
{
    return FiscalLineReader{table, columns, themes}.read();
}

std::string write_fiscal_lines(const FiscalLines& lines)
{
    std::string out = "year";
    for (const TextColumn& column : text_columns)
        out += std::string(",") + column.name;
    for (const Phase phase : all_phases)
        out += "," + std::string(code(phase));
    out += '\n';
    for (const FiscalLine& line : lines.lines) {
        out += line.year == 0 ? std::string() : std::to_string(line.year);
        for (const TextColumn& column : text_columns) {
            out += ',';
            write_csv_cell(out, line.*column.target);
        }
        for (const std::optional<Units>& amount : line.amounts) {
            out += ',';
            out += amount ? amount_text(*amount, lines.places) : std::string();
        }
        out += '\n';
    }
    return out;
}

std::optional<Units> sum_of(Units a, Units b)
{
    Units sum = 0;
    return __builtin_add_overflow(a, b, &sum) ? std::nullopt : std::optional{sum};
}

} // namespace ogp::budget

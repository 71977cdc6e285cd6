#include "documents/report_query.hpp"

#include "app/cases/query.hpp"
#include "app/plans/percent.hpp"
#include "base/text.hpp"
#include "report/amounts.hpp"
#include "report/dates.hpp"

#include <algorithm>
#include <utility>

namespace ogp::documents {

using report::Cell;

namespace {

report::Holds holds_of(Shown shown)
{
    switch (shown) {
    case Shown::Number: return report::Holds::Number;
    case Shown::Date: return report::Holds::Date;
    case Shown::Instant: return report::Holds::Instant;
    case Shown::Money: return report::Holds::Money;
    case Shown::Percent: return report::Holds::Percent;
    case Shown::Text:
    case Shown::Member:
    case Shown::State:
    case Shown::Type:
    case Shown::Month: return report::Holds::Text;
    }
    return report::Holds::Text;
}

/// The value as text; "" for NULL.
std::string text_of(const store::SqlValue& value)
{
    if (const auto* number = std::get_if<std::int64_t>(&value))
        return std::to_string(*number);
    if (const auto* fraction = std::get_if<store::SqlFraction>(&value))
        return fraction->digits;
    const auto* text = std::get_if<std::string>(&value);
    return text != nullptr ? *text : std::string();
}

Json json_of(const store::SqlValue& value)
{
    if (const auto* number = std::get_if<std::int64_t>(&value))
        return Json(*number);
    return std::holds_alternative<std::monostate>(value) ? Json() : Json(text_of(value));
}

const store::SqlValue& value_at(const store::SqlAnswer& answer, const std::vector<store::SqlValue>& row, std::string_view column)
{
    static const store::SqlValue null;
    const auto found = std::find(answer.columns.begin(), answer.columns.end(), column);
    return found == answer.columns.end() ? null : row[static_cast<std::size_t>(found - answer.columns.begin())];
}

/// "97.3%" of app::percent() as tenths.
Cell percent_of(std::int64_t part, std::int64_t whole)
{
    if (whole <= 0 || part < 0 || part > whole)
        return Cell::none();
    std::string digits = app::percent(part, whole);
    std::erase(digits, '.');
    const std::int64_t tenths = *to_integer(digits);
    return {Json(tenths), report::percent_number(tenths)};
}

std::int64_t integer_in(const Cell& cell)
{
    return cell.value.is_integer() ? cell.value.as_integer() : 0;
}

/// What stands under the columns that are summed.
Cell sum_cell(const TemplateColumn& column, std::int64_t sum)
{
    if (column.shown == Shown::Money)
        return {Json(sum), report::money_number(sum)};
    return {Json(sum), *report::grouped_number(std::to_string(sum))};
}

std::size_t index_of(const std::vector<TemplateColumn>& columns, std::string_view key)
{
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const TemplateColumn& column) { return column.key == key; });
    return static_cast<std::size_t>(found - columns.begin());
}

} // namespace

ReportQueries::ReportQueries(const app::Repository& repository, const ReportTemplate& report)
    : m_repository(repository), m_report(report), m_session(app::query_session(repository, statements()))
{
}

void ReportQueries::bind(const ReportSource& source)
{
    const std::vector<std::string> asked = statements();
    if (!asked.empty()) {
        if (source.past())
            m_session = app::query_session(m_repository, asked, app::sql_past(*source.past()));
        m_session.keep(asked);
    }
    m_parameters.clear();
    for (const auto& [name, value] : source.parameters().members())
        if (value != Json(""))
            m_parameters.emplace_back(name, value.is_integer() ? store::SqlValue(value.as_integer()) : store::SqlValue(value.as_text()));
    m_parameters.emplace_back("as_of", source.as_of().iso());
    if (source.has_period()) {
        m_parameters.emplace_back("period_from", source.period().from.iso());
        m_parameters.emplace_back("period_to", source.period().to.iso());
    }
    for (const Parameter& parameter : m_report.parameters()) {
        const bool is_given = source.parameters().find(parameter.name) != nullptr;
        if (is_given && parameter.kind == ParameterKind::Plan)
            m_parameters.emplace_back(parameter.name + "_id", m_repository.plan(source.parameters().text(parameter.name)).subject.uid.hex());
        else if (is_given && parameter.kind == ParameterKind::Case)
            m_parameters.emplace_back(parameter.name + "_id", source.case_of(parameter.name, parameter.type).subject.uid.hex());
    }
}

store::SqlAnswer ReportQueries::ask(const TemplateQuery& query)
{
    try {
        return m_session.run(query.node.scalar, m_parameters);
    } catch (const Error& error) {
        // Fine when it was checked, and not with these values: too long, an overflow.
        const std::string place = m_report.document().place(query.node).text();
        throw Error(error.fault() == Fault::Usage ? Fault::Invalid : error.fault(),
                    {place + ": " + error.message().ka, place + ": " + error.message().en}, error.hint());
    }
}

Json ReportQueries::facts()
{
    Json values = Json::object();
    for (const TemplateQuery& query : m_report.facts()) {
        const store::SqlAnswer answer = ask(query);
        if (answer.rows.size() != 1) {
            const std::string place = m_report.document().place(query.node).text();
            throw Error(Fault::Invalid, say("{}: ფაქტების შეკითხვა ერთ სტრიქონს იძლევა, ეს კი – {}-ს", "{}: a query of facts gives one row, and this gives {}",
                                            place, answer.rows.size()),
                        {"გამოიყენეთ count(*), sum() ან LIMIT 1", "use count(*), sum() or LIMIT 1"});
        }
        for (std::size_t i = 0; i < answer.columns.size(); ++i)
            values.set(answer.columns[i], json_of(answer.rows.front()[i]));
    }
    return values;
}

report::Column ReportQueries::column_of(const ReportSource& source, const TemplateColumn& column) const
{
    const report::Holds holds = holds_of(column.shown);
    Localized label;
    if (column.label.empty())
        label = m_repository.active_type(column.type).field(column.field)->label;
    else
        label = source.text(column.label);
    return {column.key, std::move(label), align_of(holds), report::Show::Always, holds};
}

Cell ReportQueries::words_of(const TemplateColumn& column, const std::string& text) const
{
    Localized words = both(text);
    if (column.shown == Shown::Month) {
        words = report::long_date(text);
    } else if (column.shown == Shown::Type) {
        const auto ids = m_repository.type_ids();
        if (std::find(ids.begin(), ids.end(), text) != ids.end())
            words = m_repository.active_type(text).label;
    } else if (column.shown == Shown::State) {
        if (const workflow::State* state = m_repository.active_type(column.type).state(text))
            words = state->label;
    } else if (column.shown == Shown::Member) {
        const workflow::CaseType& type = m_repository.active_type(column.type);
        const workflow::Enumeration* members = type.enumeration(type.field(column.field)->of);
        if (const workflow::EnumMember* member = members == nullptr ? nullptr : members->find(text))
            words = member->label;
    }
    return {Json(text), std::move(words)};
}

Cell ReportQueries::cell_of(const ReportSource& source, const TemplateColumn& column, const store::SqlValue& value) const
{
    if (std::holds_alternative<std::monostate>(value))
        return column.none.empty() ? Cell::none() : Cell(Json(), source.text(column.none));
    const std::string text = text_of(value);
    const auto number = to_integer(text);
    switch (column.shown) {
    case Shown::Text:
    case Shown::Date: return {json_of(value), both(text)};
    case Shown::Number:
        if (const auto words = report::grouped_number(text))
            return {json_of(value), *words};
        break;
    case Shown::Instant:
        if (const auto instant = Instant::parse(text)) {
            const std::string local = m_repository.zone().rfc3339(*instant);
            return {Json(text), both(local.substr(0, 10) + " " + local.substr(11, 5))};
        }
        break;
    case Shown::Money:
        // A whole number of SQL is one of minor units; a field holds a decimal.
        if (const auto units = std::holds_alternative<std::int64_t>(value) ? std::optional<std::int64_t>(number) : report::minor_units(text))
            return {Json(*units), report::money_number(*units)};
        break;
    case Shown::Percent:
        if (number)
            return {Json(std::int64_t{*number}), report::percent_number(*number)};
        break;
    case Shown::Member:
    case Shown::State:
    case Shown::Type:
    case Shown::Month: return words_of(column, text);
    }
    const std::string place = m_report.place(column.place).text();
    throw Error(Fault::Invalid, say("{}: სვეტის „{}“ მნიშვნელობა „{}“ ასე არ იკითხება", "{}: the column \"{}\" gives \"{}\", which cannot be shown so", place,
                                    column.key, printable(shorten(text, 60))),
                {"შეამოწმეთ „holds“", "look at its \"holds\""});
}

std::vector<std::vector<Cell>> ReportQueries::rows_of(const ReportSource& source, const TemplateQuery& query, const store::SqlAnswer& answer) const
{
    std::vector<std::vector<Cell>> rows;
    for (const std::vector<store::SqlValue>& row : answer.rows) {
        std::vector<Cell>& cells = rows.emplace_back();
        for (const TemplateColumn& column : query.columns) {
            if (column.ka.empty()) {
                cells.push_back(cell_of(source, column, value_at(answer, row, column.key)));
                continue;
            }
            const Localized text(text_of(value_at(answer, row, column.ka)), text_of(value_at(answer, row, column.en)));
            cells.push_back(text.empty() ? cell_of(source, column, {}) : Cell::localized(text));
        }
        add_percents(query, cells);
    }
    return rows;
}

void ReportQueries::add_percents(const TemplateQuery& query, std::vector<Cell>& row) const
{
    for (std::size_t i = 0; i < query.columns.size(); ++i)
        if (const TemplateColumn& column = query.columns[i]; !column.part.empty())
            row[i] = percent_of(integer_in(row[index_of(query.columns, column.part)]), integer_in(row[index_of(query.columns, column.whole)]));
}

std::optional<report::Table> ReportQueries::table(const ReportSource& source, const TemplateTable& wanted)
{
    const store::SqlAnswer answer = ask(wanted.query);
    if (answer.rows.empty())
        return std::nullopt;
    const std::vector<TemplateColumn>& columns = wanted.query.columns;
    report::Table table{wanted.id, source.text(wanted.caption), {}, {}};
    for (const TemplateColumn& column : columns)
        table.columns.push_back(column_of(source, column));
    table.rows = rows_of(source, wanted.query, answer);
    if (std::any_of(columns.begin(), columns.end(), [](const TemplateColumn& column) { return column.is_summed; })) {
        table.total.resize(columns.size());
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (!columns[i].is_summed)
                continue;
            std::int64_t sum = 0;
            for (const std::vector<Cell>& row : table.rows)
                sum += integer_in(row[i]);
            table.total[i] = sum_cell(columns[i], sum);
        }
        add_percents(wanted.query, table.total);
        if (!columns.front().is_summed)
            table.total.front() = {Json(), wanted.total_label.empty() ? Localized("სულ", "Total") : source.text(wanted.total_label)};
    }
    m_tables.insert_or_assign(wanted.id, table);
    return table;
}

std::optional<report::Card> ReportQueries::card(const ReportSource& source, const TemplateCard& wanted)
{
    const store::SqlAnswer answer = ask(wanted.query);
    if (answer.rows.empty())
        return std::nullopt;
    report::Card card{wanted.id, {}};
    std::vector<Cell> cells = rows_of(source, wanted.query, answer).front();
    for (std::size_t i = 0; i < cells.size(); ++i)
        if (!cells[i].text.empty())
            card.rows.emplace_back(column_of(source, wanted.query.columns[i]).label, std::move(cells[i]));
    return card;
}

std::optional<report::Chart> ReportQueries::chart(const ReportSource& source, const TemplateChart& wanted) const
{
    const auto found = m_tables.find(wanted.of);
    if (found == m_tables.end())
        return std::nullopt;
    const report::Table& table = found->second;
    report::Chart chart;
    chart.id = wanted.id;
    chart.kind = wanted.kind;
    chart.title = source.text(wanted.title);
    chart.description = source.text(wanted.description);
    if (!wanted.unit.empty())
        chart.unit = source.text(wanted.unit);
    chart.target = wanted.target;
    chart.twin = wanted.of;
    const auto category = static_cast<std::size_t>(table.column(wanted.category));
    for (const std::vector<Cell>& row : table.rows)
        chart.categories.push_back(row[category].text);
    for (const std::string& key : wanted.series) {
        const auto column = static_cast<std::size_t>(table.column(key));
        const report::Holds holds = table.columns[column].holds;
        chart.decimals = holds == report::Holds::Percent ? 1 : holds == report::Holds::Money ? 2 : 0;
        report::ChartSeries& series = chart.series.emplace_back();
        series.label = table.columns[column].label;
        for (const std::vector<Cell>& row : table.rows)
            series.values.push_back(row[column].value.is_integer() ? std::optional(row[column].value.as_integer()) : std::nullopt);
    }
    return chart;
}

std::int64_t ReportQueries::operand(const ReportSource& source, const std::string& name, const TemplatePlace& place) const
{
    const std::size_t dot = name.find('.');
    if (dot != std::string::npos) {
        const auto found = m_tables.find(name.substr(0, dot));
        return found == m_tables.end() ? 0 : integer_in(found->second.total[static_cast<std::size_t>(found->second.column(name.substr(dot + 1)))]);
    }
    const Json& value = source.values()[name];
    if (value.is_integer())
        return value.as_integer();
    throw Error(Fault::Invalid, say("{}: „{}“ მთელი რიცხვი არ არის", "{}: \"{}\" is not a whole number", m_report.place(place).text(), name));
}

} // namespace ogp::documents

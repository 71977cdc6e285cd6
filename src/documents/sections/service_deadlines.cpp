#include "documents/sections/section_cells.hpp"
#include "documents/sections/sections.hpp"
#include "documents/sections/service_clocks.hpp"
#include "report/chart.hpp"

#include <algorithm>

namespace ogp::documents {

using report::Cell;
using report::Chart;
using report::Holds;
using report::Table;

namespace {

/// More lines than that cannot be told apart.
constexpr std::size_t most_lines = 6;

const workflow::Sla* sla_of(const ReportSource& source, const ServiceClock& clock)
{
    return source.repository().active_type(clock.type).sla(clock.sla);
}

Localized clock_label(const ReportSource& source, const ServiceClock& clock)
{
    const workflow::Sla* sla = sla_of(source, clock);
    return sla != nullptr ? sla->label : both(clock.sla);
}

/// "Problem reports: Term to answer".
Localized line_label(const ReportSource& source, const ServiceClock& clock)
{
    const Localized& type = source.repository().active_type(clock.type).plural;
    const Localized label = clock_label(source, clock);
    return {fmt::format("{}: {}", type.in(Language::Ka), label.in(Language::Ka)), fmt::format("{}: {}", type.in(Language::En), label.in(Language::En))};
}

void push_sums(std::vector<Cell>& cells, const DeadlineSums& sums)
{
    for (const std::int64_t number : {sums.opened, sums.due, sums.in_time, sums.late, sums.due - sums.decided()})
        cells.push_back(number_cell(number));
    cells.push_back(percent_cell(sums.in_time, sums.decided()));
    cells.push_back(fraction_cell(sums.in_time, sums.decided()));
}

std::vector<report::Column> sum_columns(const ReportSource& source)
{
    return {source.column("opened", "deadlines_opened", Holds::Number), source.column("due", "deadlines_due", Holds::Number),
            source.column("in_time", "in_time", Holds::Number),        source.column("late", "late", Holds::Number),
            source.column("open", "still_open", Holds::Number),        source.column("percent", "percent_in_time", Holds::Percent),
            source.column("fraction", "fraction")};
}

Cell time_cell(std::vector<std::int64_t>& used, std::size_t tenths, calendar::Unit unit)
{
    if (used.empty())
        return Cell::none();
    std::sort(used.begin(), used.end());
    const std::int64_t ticks = rank_of(used, tenths);
    return {Json(ticks / calendar::ticks_in(unit)), calendar::ticks_label(ticks, unit)};
}

/// T15.
Table by_month(const ReportSource& source, ServiceClocks& clocks)
{
    Table table{"deadlines", source.text("table_deadlines"),
                {source.column("type", "service"), source.column("clock", "clock"), source.column("month", "month")}, {}};
    for (report::Column& column : sum_columns(source))
        table.columns.push_back(std::move(column));
    table.columns.push_back(source.column("median", "median"));
    table.columns.push_back(source.column("p90", "ninth_tenth"));
    DeadlineSums total;
    for (auto& [key, sums] : clocks.months) {
        const ServiceClock& clock = clocks.clocks[key.clock];
        std::vector<Cell> cells{{Json(clock.type), source.repository().active_type(clock.type).plural}, {Json(clock.sla), clock_label(source, clock)},
                                Cell::of(month_name(key.month))};
        push_sums(cells, sums);
        cells.push_back(time_cell(sums.used, 5, key.unit));
        cells.push_back(time_cell(sums.used, 9, key.unit));
        table.rows.push_back(std::move(cells));
        total.add(sums);
    }
    table.total = {word_cell(source, "total"), Cell::none(), Cell::none()};
    push_sums(table.total, total);
    table.total.push_back(Cell::none());
    table.total.push_back(Cell::none());
    return table;
}

/// A line for each clock, where anything was decided.
Chart chart(const ReportSource& source, const ServiceClocks& clocks)
{
    Chart chart{.id = "deadlines_chart", .kind = Chart::Kind::Line, .title = source.text("deadlines_chart"), .description = source.text("deadlines_chart_description"),
                .unit = both("%"), .categories = {}, .series = {}, .decimals = 1, .twin = "deadlines"};
    const Date from = source.period().from;
    const Date to = std::min(source.period().to, source.as_of());
    const int first = from.year() * 12 + from.month() - 1;
    const int last = to.year() * 12 + to.month() - 1;
    for (int month = first; month <= last; ++month)
        chart.categories.push_back(both(month_name(month)));
    std::map<std::pair<std::size_t, int>, DeadlineSums> months;
    for (const auto& [key, sums] : clocks.months)
        months[{key.clock, key.month}].add(sums);
    for (std::size_t i = 0; i < clocks.clocks.size() && chart.series.size() < most_lines; ++i) {
        report::ChartSeries series{line_label(source, clocks.clocks[i]), {}};
        for (int month = first; month <= last; ++month) {
            const auto found = months.find({i, month});
            const bool decided = found != months.end() && found->second.decided() > 0;
            series.values.push_back(decided ? std::optional(found->second.in_time * 1000 / found->second.decided()) : std::nullopt);
        }
        if (std::any_of(series.values.begin(), series.values.end(), [](const auto& value) { return value.has_value(); }))
            chart.series.push_back(std::move(series));
    }
    return chart;
}

/// What one clock did for the cases that have the same value in a field.
struct Group
{
    std::size_t clock = 0;
    std::size_t field = 0; ///< index among the fields that the type is counted by
    std::string member;    ///< "" where none is given

    auto operator<=>(const Group&) const = default;
};

/// Fields that cases are counted by: the first of the statistics that says what the case is about, and the district.
std::vector<const workflow::Field*> group_fields(const workflow::CaseType& type)
{
    std::vector<const workflow::Field*> fields;
    for (const char* id : {"category", "kind", "theme", "unit", "district"})
        if (std::find(type.statistics.begin(), type.statistics.end(), id) != type.statistics.end())
            if (const workflow::Field* field = type.field(id); field != nullptr && field->type == workflow::FieldType::Enum && field->privacy == workflow::Privacy::Public)
                fields.push_back(field);
    return fields;
}

/// T16: the facts of the clocks beside the cases that they belong to, both in the order of opening.
class Groups
{
public:
    Groups(const ReportSource& source, const ServiceClocks& clocks) : m_source(source), m_clocks(clocks) {}

    Table table()
    {
        std::size_t first = 0;
        for (std::size_t i = 1; i <= m_clocks.clocks.size(); ++i)
            if (i == m_clocks.clocks.size() || m_clocks.clocks[i].type != m_clocks.clocks[first].type) {
                count_type(m_clocks.clocks[first].type);
                first = i;
            }
        Table table{"deadlines_by_group", m_source.text("table_deadlines_by_group"),
                    {m_source.column("type", "service"), m_source.column("clock", "clock"), m_source.column("field", "counted_by"),
                     m_source.column("value", "scale_value")},
                    {}};
        for (report::Column& column : sum_columns(m_source))
            table.columns.push_back(std::move(column));
        for (const auto& [group, sums] : m_sums)
            table.rows.push_back(line(group, sums));
        return table;
    }

private:
    void count_type(const std::string& id)
    {
        const std::vector<const workflow::Field*> fields = group_fields(m_source.repository().active_type(id));
        std::vector<ClockFact> facts;
        for (const ClockFact& fact : m_clocks.facts)
            if (m_clocks.clocks[fact.clock].type == id)
                facts.push_back(fact);
        if (fields.empty() || facts.empty())
            return;
        auto fact = facts.begin();
        const store::Store& store = m_source.repository().store();
        store.each_text(id, [&](const store::CaseText& text) {
            // Cases that wait for the authority stand in no stream.
            for (; fact != facts.end() && fact->case_row < text.row; ++fact)
                if (const auto row = store.find_row(fact->case_row))
                    add(*fact, fields, row->subject.fields);
            if (fact == facts.end() || fact->case_row != text.row)
                return fact != facts.end();
            const store::CaseRow* then = m_source.past() ? m_source.past()->others.find(text.row) : nullptr;
            const Json values = then != nullptr ? then->subject.fields : parse_json(text.fields);
            for (; fact != facts.end() && fact->case_row == text.row; ++fact)
                add(*fact, fields, values);
            return fact != facts.end();
        });
        for (; fact != facts.end(); ++fact)
            if (const auto row = store.find_row(fact->case_row))
                add(*fact, fields, row->subject.fields);
    }

    void add(const ClockFact& fact, const std::vector<const workflow::Field*>& fields, const Json& values)
    {
        for (std::size_t i = 0; i < fields.size(); ++i) {
            DeadlineSums& sums = m_sums[{fact.clock, i, values.text(fields[i]->id)}];
            sums.opened += fact.opened ? 1 : 0;
            sums.due += fact.due ? 1 : 0;
            sums.in_time += fact.due && fact.in_time ? 1 : 0;
            sums.late += fact.due && fact.late ? 1 : 0;
        }
    }

    std::vector<Cell> line(const Group& group, const DeadlineSums& sums) const
    {
        const ServiceClock& clock = m_clocks.clocks[group.clock];
        const workflow::CaseType& type = m_source.repository().active_type(clock.type);
        const workflow::Field& field = *group_fields(type)[group.field];
        std::vector<Cell> cells{{Json(clock.type), type.plural}, {Json(clock.sla), clock_label(m_source, clock)}, {Json(field.id), field.label},
                                group.member.empty() ? word_cell(m_source, "not_given")
                                                     : Cell{Json(group.member), member_label(m_source, clock.type, field.id, group.member)}};
        push_sums(cells, sums);
        return cells;
    }

    const ReportSource& m_source;
    const ServiceClocks& m_clocks;
    std::map<Group, DeadlineSums> m_sums;
};

} // namespace

void make_service_groups(const ReportSource& source, Section& section)
{
    const ServiceClocks clocks = service_clocks(source, TimesUsed::LeftOut);
    add_table(source, section, Groups(source, clocks).table(), "deadlines_none");
}

void make_service_deadlines(const ReportSource& source, Section& section)
{
    ServiceClocks clocks = service_clocks(source, TimesUsed::Counted);
    if (clocks.months.empty()) {
        say_none(source, section, "deadlines_none");
        return;
    }
    section.blocks.emplace_back(report::Paragraph{source.text("deadlines_intro")});
    if (Chart drawn = chart(source, clocks); !drawn.series.empty() && drawn.categories.size() > 1)
        section.blocks.emplace_back(std::move(drawn));
    section.blocks.emplace_back(by_month(source, clocks));
}

} // namespace ogp::documents

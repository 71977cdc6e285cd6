#include "documents/sections/section_cells.hpp"

#include "app/cases/values.hpp"
#include "app/plans/percent.hpp"

#include <algorithm>
#include <utility>

namespace ogp::documents {

using report::Cell;

Cell percent_cell(std::int64_t part, std::int64_t whole)
{
    return whole == 0 ? Cell::none() : Cell{Json(part * 1000 / whole), both(app::percent(part, whole))};
}

Cell fraction_cell(std::int64_t part, std::int64_t whole)
{
    return whole == 0 ? Cell::none() : Cell::of(fmt::format("{}/{}", part, whole));
}

Cell number_cell(std::int64_t number)
{
    return Cell::of(number);
}

Cell number_cell(std::optional<std::int64_t> number)
{
    return number ? Cell::of(*number) : Cell::none();
}

Cell word_cell(const ReportSource& source, std::string_view name)
{
    return {Json(name), source.text(name)};
}

Cell day_cell(std::optional<Date> day)
{
    return day ? Cell::of(day->iso()) : Cell::none();
}

void append_line(Localized& lines, const Localized& line)
{
    const auto append = [](std::string& text, const std::string& more) {
        if (!text.empty() && !more.empty())
            text += '\n';
        text += more;
    };
    append(lines.ka, line.in(Language::Ka));
    append(lines.en, line.in(Language::En));
}

std::optional<Date> day_in(const ReportSource& source, const store::CaseRow& row, std::string_view field)
{
    const Json& value = row.subject.fields[field];
    if (value.is_object()) {
        const auto printed = app::date_in(row.subject.fields, field);
        return printed && printed->known() ? std::optional(printed->last()) : std::nullopt;
    }
    if (!value.is_text())
        return {};
    if (const auto day = Date::parse(value.as_text()))
        return day;
    const auto instant = Instant::parse(value.as_text());
    return instant ? std::optional(source.repository().zone().date_at(*instant)) : std::nullopt;
}

std::optional<std::int64_t> integer_in(const store::CaseRow& row, std::string_view field)
{
    const Json& value = row.subject.fields[field];
    return value.is_integer() ? std::optional(value.as_integer()) : std::nullopt;
}

Cell reference_cell(const ReportSource& source, const store::CaseRow& row, std::string_view field)
{
    const std::string& hex = row.subject.fields.text(field);
    const auto uid = CaseUid::from_hex(hex);
    const auto meant = uid ? source.repository().store().find(*uid) : std::nullopt;
    if (!meant)
        return hex.empty() ? Cell::none() : Cell::of(hex);
    const auto side = [&](Language language) {
        const std::string& title = meant->title.in(language);
        return meant->number.empty() ? title : title.empty() ? meant->number : meant->number + " " + title;
    };
    return {Json(meant->number.empty() ? hex : meant->number), {side(Language::Ka), side(Language::En)}};
}

Localized member_label(const ReportSource& source, std::string_view type, std::string_view field, const std::string& member)
{
    const workflow::CaseType& case_type = source.repository().active_type(type);
    const workflow::Field* known = case_type.field(field);
    const workflow::Enumeration* members = known != nullptr ? case_type.enumeration(known->of) : nullptr;
    const workflow::EnumMember* found = members != nullptr ? members->find(member) : nullptr;
    return found != nullptr ? found->label : both(member);
}

bool in_time(const ReportSource& source, std::optional<Date> day)
{
    return day && *day <= source.as_of() && (!source.has_period() || source.period().contains(*day));
}

std::vector<const store::CaseRow*> cases_between(const ReportSource& source, std::string_view type, RowsOf rows_of,
                                                 const std::function<std::optional<Date>(const store::CaseRow&)>& day)
{
    std::vector<const store::CaseRow*> rows;
    for (const store::CaseRow& row : source.cases(type, rows_of))
        if (in_time(source, day(row)))
            rows.push_back(&row);
    return rows;
}

bool has_type(const ReportSource& source, std::string_view type)
{
    const std::vector<std::string> ids = source.repository().type_ids();
    return std::binary_search(ids.begin(), ids.end(), type);
}

void say_none(const ReportSource& source, report::Section& section, std::string_view text)
{
    section.blocks.emplace_back(report::Notice{source.text(text)});
}

void say_what_counts(const ReportSource& source, report::Section& section)
{
    if (source.wording().has("control_states_value"))
        section.blocks.emplace_back(report::Paragraph{source.text("control_states_value")});
}

void add_table(const ReportSource& source, report::Section& section, report::Table table, std::string_view none)
{
    if (table.rows.empty())
        say_none(source, section, none);
    else
        section.blocks.emplace_back(std::move(table));
}

void add_narrative(const ReportSource& source, report::Section& section, const store::CaseRow& row, std::string_view field, std::string_view none)
{
    const Cell cell = source.editable_cell(row, field);
    if (cell.text.empty())
        say_none(source, section, none);
    else
        section.blocks.emplace_back(report::Paragraph{cell.text, cell.mark});
}

void drop_if_empty(report::Table& table, std::string_view column)
{
    const int index = table.column(column);
    if (index < 0)
        return;
    const auto at = static_cast<std::size_t>(index);
    if (!std::all_of(table.rows.begin(), table.rows.end(), [&](const std::vector<Cell>& row) { return row[at].text.empty(); }))
        return;
    table.columns.erase(table.columns.begin() + index);
    for (std::vector<Cell>& row : table.rows)
        row.erase(row.begin() + index);
    if (!table.total.empty())
        table.total.erase(table.total.begin() + index);
}

std::vector<ScaleCount> count_scale(const ReportSource& source, std::string_view type, std::string_view field, const std::vector<const store::CaseRow*>& rows)
{
    std::vector<ScaleCount> counts;
    const workflow::CaseType& case_type = source.repository().active_type(type);
    const workflow::Field* known = case_type.field(field);
    const workflow::Enumeration* scale = known != nullptr ? case_type.enumeration(known->of) : nullptr;
    auto left = static_cast<std::int64_t>(rows.size());
    if (scale != nullptr)
        for (const workflow::EnumMember& member : scale->members) {
            const auto number = std::count_if(rows.begin(), rows.end(),
                                              [&](const store::CaseRow* row) { return row->subject.fields.text(field) == member.id; });
            counts.push_back({member.id, member.label, number});
            left -= number;
        }
    counts.push_back({"", source.text("not_assessed"), left});
    return counts;
}

std::vector<const store::CaseRow*> commitment_rows(const ReportSource& source)
{
    std::vector<const store::CaseRow*> rows;
    for (const app::CommitmentRecord& commitment : source.plan().commitments)
        rows.push_back(&commitment.row);
    return rows;
}

std::vector<const store::CaseRow*> milestone_rows(const ReportSource& source)
{
    std::vector<const store::CaseRow*> rows;
    for (const app::CommitmentRecord& commitment : source.plan().commitments)
        for (const store::CaseRow& row : commitment.milestones)
            rows.push_back(&row);
    return rows;
}

} // namespace ogp::documents

#include "documents/sections/sections.hpp"

#include "documents/sections/section_cells.hpp"

#include <algorithm>

namespace ogp::documents {

using report::Cell;
using report::Holds;
using report::Table;

namespace {

/// Who held a seat on some day of the period, or on the report's day.
bool was_seated(const ReportSource& source, const store::CaseRow& row)
{
    if (row.subject.state != "seated" && row.subject.state != "ended")
        return false;
    const auto since = day_in(source, row, "since");
    const auto until = day_in(source, row, "until");
    // Without a day of its own it counts from when it was put on record.
    if (!since && source.recorded() == app::Recorded::Then && source.repository().zone().date_at(row.subject.opened) > source.as_of())
        return false;
    const Date first = source.has_period() ? source.period().from : source.as_of();
    const Date last = source.has_period() ? std::min(source.period().to, source.as_of()) : source.as_of();
    return (!since || *since <= last) && (!until || *until >= first);
}

/// When it ended, as far as that was by the report's day.
std::optional<Date> until_by(const ReportSource& source, const store::CaseRow& row)
{
    const auto until = day_in(source, row, "until");
    return until && *until <= source.as_of() ? until : std::nullopt;
}

/// T3: seats by side.
Table composition(const ReportSource& source, const std::vector<const store::CaseRow*>& members)
{
    Table table{"working_group", source.text("table_working_group"),
                {source.column("side", "side"), source.column("members", "members_counted", Holds::Number)}, {}};
    std::int64_t total = 0;
    for (const ScaleCount& count : count_scale(source, "membership", "side", members)) {
        if (count.member.empty() && count.number == 0)
            continue;
        table.rows.push_back({{count.member.empty() ? Json() : Json(count.member), count.member.empty() ? source.text("side_unknown") : count.label},
                              number_cell(count.number)});
        total += count.number;
    }
    table.total = {word_cell(source, "total"), number_cell(total)};
    return table;
}

} // namespace

void make_working_group(const ReportSource& source, Section& section)
{
    std::vector<const store::CaseRow*> members;
    for (const store::CaseRow& row : source.cases("membership", RowsOf::Events))
        if (was_seated(source, row))
            members.push_back(&row);
    if (members.empty()) {
        say_none(source, section, "working_group_none");
        return;
    }
    section.blocks.emplace_back(composition(source, members));
    Table table{"members", source.text("table_members"),
                {source.column("organisation", "organisation"), source.column("side", "side"), source.column("seat", "seat", Holds::Number),
                 source.column("member", "member"), source.column("since", "since", Holds::Date), source.column("until", "until", Holds::Date),
                 source.column("state", "state_now")},
                {}};
    std::stable_sort(members.begin(), members.end(), [](const store::CaseRow* a, const store::CaseRow* b) {
        return std::pair(a->subject.fields.text("side"), integer_in(*a, "seat")) < std::pair(b->subject.fields.text("side"), integer_in(*b, "seat"));
    });
    for (const store::CaseRow* row : members)
        table.rows.push_back({Cell::localized(row->title), source.cell(*row, "side"), number_cell(integer_in(*row, "seat")),
                              source.cell(*row, "member"), day_cell(day_in(source, *row, "since")), day_cell(until_by(source, *row)),
                              source.state_cell(*row)});
    section.blocks.emplace_back(std::move(table));
}

} // namespace ogp::documents

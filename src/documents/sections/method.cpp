#include "documents/sections/sections.hpp"

#include "documents/sections/plan_history.hpp"
#include "documents/sections/section_cells.hpp"
#include "model/printed_date.hpp"

#include <map>
#include <set>

namespace ogp::documents {

using report::Cell;
using report::Table;

namespace {

/// How the two scales lie beside each other. Shown, never applied: each judgement is recorded by itself.
struct ScalePair
{
    const char* national;
    const char* ogp;
};
constexpr ScalePair scale_pairs[] = {{"fully", "complete"}, {"mostly", "substantial"}, {"partially", "limited"}, {"not", "not_started"}};

Table scales(const ReportSource& source)
{
    Table table{"scales", source.text("table_scales"),
                {source.column("national_code", "scale_code"), source.column("national", "scale_national"),
                 source.column("ogp_code", "scale_code"), source.column("ogp", "scale_ogp")},
                {}};
    const auto cells = [&](const char* field, const std::string& member) {
        return Cell{Json(member), member_label(source, "commitment", field, member)};
    };
    for (const auto& [national, ogp] : scale_pairs)
        table.rows.push_back({Cell::of(national), cells("national_assessment", national), Cell::of(ogp), cells("ogp_completion", ogp)});
    table.rows.push_back({Cell::none(), Cell::none(), Cell::of("no_evidence"), cells("ogp_completion", "no_evidence")});
    return table;
}

/// The planned ends of a milestone, oldest first: what was recorded first, and each later value with the day from which it counts.
struct PlannedEnds
{
    std::vector<std::pair<Date, std::optional<int>>> years;

    std::optional<int> on(Date day) const
    {
        std::optional<int> year;
        for (const auto& [from, value] : years)
            if (from <= day || &value == &years.front().second)
                year = value;
        return year;
    }
};

std::optional<int> year_of(const Json& end)
{
    if (end.is_null())
        return {};
    const auto date = model::PrintedDate::from_json(end);
    return date.known() ? std::optional(date.last().year()) : std::nullopt;
}

/// For each year: milestones that were to end in it as the plan stood on its first day, and those of them that are done.
Table implementation(const ReportSource& source)
{
    std::map<const store::CaseRow*, PlannedEnds> ends;
    for (const FieldChange& change : field_changes(source, milestone_rows(source), {"end"})) {
        PlannedEnds& known = ends[change.row];
        if (known.years.empty())
            known.years.emplace_back(Date::from_days(0), year_of(change.before));
        known.years.emplace_back(change.day + 1, year_of(change.after));
    }
    std::map<int, std::pair<std::int64_t, std::int64_t>> years;
    for (const app::CommitmentRecord& commitment : source.plan().commitments)
        for (std::size_t i = 0; i < commitment.milestones.size(); ++i) {
            const auto changed = ends.find(&commitment.milestones[i]);
            PlannedEnds planned;
            if (changed != ends.end())
                planned = changed->second;
            else
                planned.years.emplace_back(Date::from_days(0), year_of(commitment.milestones[i].subject.fields["end"]));
            std::set<int> candidates;
            for (const auto& [from, year] : planned.years)
                if (year)
                    candidates.insert(*year);
            for (const int year : candidates)
                if (planned.on(Date::from_civil(year, 1, 1).value()) == year) {
                    ++years[year].first;
                    years[year].second += commitment.times[i].done ? 1 : 0;
                }
        }
    Table table{"implementation", source.text("table_implementation"),
                {source.column("year", "year_word"), source.column("planned", "planned_count", report::Holds::Number),
                 source.column("done", "done", report::Holds::Number), source.column("percent", "percent", report::Holds::Percent),
                 source.column("fraction", "fraction")},
                {}};
    for (const auto& [year, counts] : years)
        table.rows.push_back({Cell::of(std::to_string(year)), number_cell(counts.first), number_cell(counts.second),
                              percent_cell(counts.second, counts.first), fraction_cell(counts.second, counts.first)});
    return table;
}

/// Which version of the plan counts.
void add_version_in_force(const ReportSource& source, Section& section)
{
    const Date first = Date::from_civil(source.period().from.year(), 1, 1).value();
    const store::CaseRow& plan = source.plan().plan;
    const Date opened = source.repository().zone().date_at(plan.subject.opened);
    const Json facts = Json::object({{"first_day", first.iso()}, {"opened", opened.iso()}, {"plan_number", plan.number}});
    section.blocks.emplace_back(report::Paragraph{source.text(opened <= first ? "method_version" : "method_version_later", facts)});
}

} // namespace

void make_method(const ReportSource& source, Section& section)
{
    for (const char* name : {"method_time", "method_delay", "method_rate", "method_unknown", "method_scales"})
        section.blocks.emplace_back(report::Paragraph{source.text(name)});
    if (source.has_period())
        add_version_in_force(source, section);
    section.blocks.emplace_back(scales(source));
    add_table(source, section, implementation(source), "implementation_none");
}

} // namespace ogp::documents

#include "app/budget/budget_priority_result.hpp"
#include "app/cases/attachments.hpp"
#include "base/text.hpp"
#include "documents/sections/section_cells.hpp"
#include "documents/sections/sections.hpp"
#include "report/chart.hpp"

#include <algorithm>

namespace ogp::documents {

using report::Cell;
using report::Chart;
using report::Holds;
using report::Table;

namespace {

/// Rounds for a budget of the period, or for the one that was made in it.
bool belongs(const ReportSource& source, const store::CaseRow& row)
{
    const auto year = integer_in(row, "year");
    if (source.repository().zone().date_at(row.subject.opened) > source.as_of())
        return false;
    return !source.has_period() || (year && *year >= source.period().from.year() && *year <= source.period().to.year() + 1);
}

std::string content_of(const app::Repository& repository, const app::CaseFile& file)
{
    std::string content;
    app::read_file_of(repository, file, [&](std::string_view piece) { content += piece; });
    return content;
}

/// What `ogp budget vs-approved` wrote last, null where it was never recorded.
Json comparison_of(const ReportSource& source, const store::CaseRow& round)
{
    if (round.subject.fields.find("comparison") == nullptr)
        return {};
    const std::vector<app::CaseFile> files = app::files_of(source.repository(), round);
    const auto newest = std::find_if(files.rbegin(), files.rend(),
                                     [](const app::CaseFile& file) { return file.field == "comparison" && file.attachment.name.ends_with(".json"); });
    if (newest == files.rend())
        return {};
    Json json = parse_json(content_of(source.repository(), *newest));
    return json.text("format") == app::comparison_format ? json : Json();
}

/// A share as tenths of a percent, cut off towards nothing; it is exact in the file.
std::optional<std::int64_t> tenths_of(const Json& theme, const char* member, const std::string& name)
{
    const auto share = app::fraction_member(theme, member, name);
    return share ? std::optional((*share * 1000).floor()) : std::nullopt;
}

Cell share_cell(std::optional<std::int64_t> tenths)
{
    return tenths ? Cell{Json(*tenths), both(fmt::format("{}.{}", *tenths / 10, *tenths % 10))} : Cell::none();
}

Cell text_cell(const Json& object, const char* member)
{
    const std::string& text = object.text(member);
    return text.empty() ? Cell::none() : Cell::of(text);
}

Localized label_of(const Json& theme)
{
    const Localized label{theme["label"].text("ka"), theme["label"].text("en")};
    return label.empty() ? both(theme.text("theme")) : label;
}

Cell explained(const ReportSource& source, const Json& theme)
{
    const Json& words = theme["explanation"];
    if (!words.is_null())
        return Cell::localized({words.text("ka"), words.text("en")});
    const bool deviates = theme["deviates"].is_boolean() && theme["deviates"].as_boolean();
    return deviates ? Cell{Json(), source.text("explanation_missing")} : Cell::none();
}

/// T19 of one round, with the picture of both shares.
void add_themes(const ReportSource& source, Section& section, const store::CaseRow& round, const Json& comparison)
{
    const std::string id = "budget-" + round.number;
    const Json facts = Json::object({{"number", round.number}, {"currency", comparison.text("currency")}, {"phase", comparison.text("phase")}});
    Table table{id, source.text("table_budget", facts),
                {source.column("theme", "theme"), source.column("citizens", "citizens_percent", Holds::Percent),
                 source.column("citizens_exact", "fraction"), source.column("budget", "budget_percent", Holds::Percent), source.column("budget_exact", "fraction"),
                 {"amount", source.text("approved_amount", facts), report::Align::Right}, source.column("deviates", "deviates"), source.column("explanation", "explanation")},
                {}};
    Chart chart{.id = id + "-chart", .kind = Chart::Kind::PairedBars, .title = source.text("budget_chart", facts), .description = source.text("budget_chart_description", facts),
                .unit = both("%"), .categories = {}, .series = {{source.text("citizens"), {}}, {source.text("budget_word"), {}}}, .decimals = 1, .twin = id};
    const std::string phase = comparison.text("phase");
    for (const Json& theme : comparison["themes"].is_array() ? comparison["themes"].items() : Json::Array{}) {
        const auto citizens = tenths_of(theme, "citizens_share_exact", id);
        const auto budget = tenths_of(theme, "share_exact", id);
        const bool deviates = theme["deviates"].is_boolean() && theme["deviates"].as_boolean();
        table.rows.push_back({{Json(theme.text("theme")), label_of(theme)}, share_cell(citizens), text_cell(theme, "citizens_share_exact"), share_cell(budget),
                              text_cell(theme, "share_exact"), text_cell(theme, phase.c_str()), {Json(deviates), source.text(deviates ? "yes" : "no")},
                              explained(source, theme)});
        chart.categories.push_back(label_of(theme));
        chart.series[0].values.push_back(citizens);
        chart.series[1].values.push_back(budget);
    }
    if (table.rows.empty()) {
        say_none(source, section, "budget_comparison_none");
        return;
    }
    section.blocks.emplace_back(std::move(chart));
    section.blocks.emplace_back(std::move(table));
}

report::Card card(const ReportSource& source, const store::CaseRow& round)
{
    const workflow::CaseType& type = source.type(round);
    report::Card card{"round-" + round.number, {}};
    card.rows.emplace_back(source.text("state_now"), source.state_cell(round));
    for (const char* id : {"year", "budget", "ballot_kind", "rule", "eligibility", "balloting_from", "balloting_until", "ballots", "ballots_excluded",
                           "legal_act", "deviations", "unexplained"})
        if (const workflow::Field* field = type.field(id))
            if (Cell cell = source.cell(round, id); !cell.text.empty())
                card.rows.emplace_back(field->label, std::move(cell));
    for (const char* id : {"considered", "explanation"})
        if (const workflow::Field* field = type.field(id))
            if (Cell cell = source.editable_cell(round, id); !cell.text.empty())
                card.rows.emplace_back(field->label, std::move(cell));
    return card;
}

} // namespace

void make_budget_rounds(const ReportSource& source, Section& section)
{
    for (const store::CaseRow& round : source.cases("budget_round")) {
        if (!belongs(source, round))
            continue;
        Section part{"round-section-" + round.number, {}, round.title, {}, {}};
        part.number = section.number.empty() ? "" : fmt::format("{}.{}", section.number, section.sections.size() + 1);
        part.blocks.emplace_back(card(source, round));
        const Json comparison = comparison_of(source, round);
        if (comparison.is_null())
            say_none(source, part, "budget_comparison_none");
        else
            add_themes(source, part, round, comparison);
        section.sections.push_back(std::move(part));
    }
    if (section.sections.empty())
        say_none(source, section, "budget_rounds_none");
}

} // namespace ogp::documents

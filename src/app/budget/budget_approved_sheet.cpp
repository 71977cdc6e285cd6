#include "app/budget/budget_approved.hpp"
#include "app/budget/budget_priority_result.hpp"

#include "base/text.hpp"

namespace ogp::app {
namespace {

using report::Cell;

Json amount_json(const std::optional<budget::Units>& amount, int places)
{
    return amount ? Json(budget::amount_text(*amount, places)) : Json();
}

Cell amount_cell(const std::optional<budget::Units>& amount, int places)
{
    return amount ? Cell::of(budget::amount_text(*amount, places)) : Cell::none();
}

void add_amounts(Json& json, const budget::PhaseAmounts& amounts, int places)
{
    for (const budget::Phase phase : budget::all_phases)
        json.set(std::string(budget::code(phase)), amount_json(amounts[static_cast<std::size_t>(phase)], places));
}

Json rank_json(std::size_t rank)
{
    return rank == 0 ? Json() : Json(static_cast<std::int64_t>(rank));
}

Json explanation_json(const std::map<std::string, Localized>& explanations, const std::string& id)
{
    const auto found = explanations.find(id);
    return found == explanations.end() ? Json() : report::to_json(found->second);
}

Json theme_json(const ApprovedComparison& comparison, const budget::ComparedTheme& theme)
{
    const auto label = comparison.labels.find(theme.id);
    Json json = Json::object({{"theme", theme.id},
                              {"label", label == comparison.labels.end() ? Json::object() : report::to_json(label->second)},
                              {"citizens_share", decimal_json(theme.wished)},
                              {"citizens_share_exact", exact_json(theme.wished)},
                              {"citizens_rank", rank_json(theme.wished_rank)},
                              {"share", decimal_json(theme.share)},
                              {"share_exact", exact_json(theme.share)},
                              {"rank", rank_json(theme.rank)},
                              {"difference", decimal_json(theme.difference)},
                              {"difference_exact", exact_json(theme.difference)},
                              {"rank_difference", theme.difference ? Json(theme.rank_difference) : Json()},
                              {"deviates", theme.deviates},
                              {"explanation", explanation_json(comparison.explanations, theme.id)}});
    add_amounts(json, theme.amounts, comparison.lines.places);
    return json;
}

Json projects_json(const ApprovedComparison& comparison)
{
    Json list = Json::array();
    for (const FundedProject& project : comparison.projects) {
        Json json = Json::object({{"project", project.id},
                                  {"name", project.name},
                                  {"cost", project.cost.decimal(budget::most_places)},
                                  {"deviates", project.deviates},
                                  {"explanation", explanation_json(comparison.of_projects, project.id)}});
        add_amounts(json, project.amounts, comparison.lines.places);
        list.push(std::move(json));
    }
    return list;
}

Json outturn_json(const ApprovedComparison& comparison)
{
    const budget::CompositionVariance& outturn = *comparison.outturn;
    const budget::Rational unit{budget::power_of_ten(comparison.lines.places)};
    Json functions = Json::array();
    for (const budget::FunctionOutturn& function : comparison.functions) {
        const budget::Rational adjusted = budget::Rational{function.amounts.planned} * outturn.outturn;
        functions.push(Json::object({{"function", function.function},
                                     {"approved", budget::amount_text(function.amounts.planned, comparison.lines.places)},
                                     {"executed", budget::amount_text(function.amounts.actual, comparison.lines.places)},
                                     {"adjusted", (adjusted / unit).decimal(2)},
                                     {"deviation", ((budget::Rational{function.amounts.actual} - adjusted) / unit).decimal(2)}}));
    }
    return Json::object({{"outturn", outturn.outturn.decimal(4)},
                         {"variance", outturn.variance.decimal(4)},
                         {"variance_exact", outturn.variance.text()},
                         {"band", std::string(1, budget::variance_band(outturn.variance))},
                         {"functions", functions}});
}

Json approved_json(const ApprovedComparison& comparison)
{
    Json themes = Json::array();
    for (const budget::ComparedTheme& theme : comparison.comparison.themes)
        themes.push(theme_json(comparison, theme));
    Json without = Json::object();
    add_amounts(without, comparison.comparison.without_theme, comparison.lines.places);
    const auto& from_wished = comparison.comparison.from_wished;
    return Json::object(
        {{"format", comparison_format},
         {"year", comparison.year ? Json(std::int64_t{*comparison.year}) : Json()},
         {"phase", budget::code(comparison.phase)},
         {"currency", comparison.lines.currency},
         {"thresholds", Json::object({{"share", comparison.thresholds.share.decimal(4)}, {"ranks", comparison.thresholds.ranks}})},
         {"deviations", static_cast<std::int64_t>(comparison.deviations())},
         {"unexplained", static_cast<std::int64_t>(comparison.unexplained())},
         {"distance", from_wished ? Json(from_wished->variance.decimal(4)) : Json()},
         {"distance_exact", from_wished ? Json(from_wished->variance.text()) : Json()},
         {"composition", comparison.outturn ? outturn_json(comparison) : Json()},
         {"without_theme", without},
         {"themes", themes},
         {"projects", projects_json(comparison)}});
}

report::Card approved_card(const ApprovedComparison& comparison)
{
    report::Card card{"vs_approved", {}};
    if (comparison.year)
        card.rows.push_back({{"წელი", "Year"}, Cell::of(std::int64_t{*comparison.year})});
    card.rows.push_back({{"ეტაპი", "Phase"}, Cell::of(std::string(budget::code(comparison.phase)))});
    card.rows.push_back({{"ვალუტა", "Currency"}, Cell::of(printable(comparison.lines.currency))});
    if (const auto& amount = comparison.comparison.without_theme[static_cast<std::size_t>(comparison.phase)])
        card.rows.push_back({{"თემის გარეშე", "Without a theme"}, Cell::of(budget::amount_text(*amount, comparison.lines.places))});
    if (comparison.comparison.from_wished)
        card.rows.push_back({{"დაშორება მოქალაქეებისგან %", "Distance from citizens %"}, percent_cell(comparison.comparison.from_wished->variance)});
    if (comparison.outturn) {
        card.rows.push_back({{"შესრულება %", "Outturn %"}, percent_cell(comparison.outturn->outturn)});
        card.rows.push_back({{"შემადგენლობის ცვლილება % (PI-2.1)", "Composition variance % (PI-2.1)"},
                             {Json(comparison.outturn->variance.decimal(4)),
                              both(percent_cell(comparison.outturn->variance).text.en + " " + budget::variance_band(comparison.outturn->variance))}});
    }
    card.rows.push_back({{"გადახრები", "Deviations"}, Cell::of(static_cast<std::int64_t>(comparison.deviations()))});
    card.rows.push_back({{"განუმარტავი", "Unexplained"}, Cell::of(static_cast<std::int64_t>(comparison.unexplained()))});
    return card;
}

/// What is to be read about a deviation.
Cell state_cell(bool deviates, const std::map<std::string, Localized>& explanations, const std::string& id)
{
    const auto found = explanations.find(id);
    if (found != explanations.end())
        return Cell::localized(found->second);
    return deviates ? Cell{Json(), {"განმარტება აკლია", "explanation missing"}} : Cell::none();
}

report::Table theme_table(const ApprovedComparison& comparison)
{
    report::Table table{"themes",
                        {"თემები", "Themes"},
                        {{"theme", {"თემა", "Theme"}},
                         {"citizens_rank", {"მოქალაქეები", "Citizens"}, report::Align::Right},
                         {"rank", {"ბიუჯეტი", "Budget"}, report::Align::Right},
                         {"citizens_share", {"მოქალაქეები %", "Citizens %"}, report::Align::Right},
                         {"share", {"ბიუჯეტი %", "Budget %"}, report::Align::Right},
                         {"difference", {"სხვაობა", "Difference"}, report::Align::Right},
                         {"proposed", {"შეთავაზებული", "Proposed"}, report::Align::Right, report::Show::OnRequest},
                         {"approved", {"დამტკიცებული", "Approved"}, report::Align::Right},
                         {"adjusted", {"დაზუსტებული", "Adjusted"}, report::Align::Right, report::Show::OnRequest},
                         {"executed", {"შესრულებული", "Executed"}, report::Align::Right},
                         {"deviates", {"გადახრა", "Deviates"}},
                         {"explanation", {"განმარტება", "Explanation"}}},
                        {}};
    const auto rank = [](std::size_t number) { return number == 0 ? Cell::none() : Cell::of(static_cast<std::int64_t>(number)); };
    for (const budget::ComparedTheme& theme : comparison.comparison.themes) {
        std::vector<Cell> row{Cell::of(theme.id),           rank(theme.wished_rank),   rank(theme.rank), percent_cell(theme.wished),
                              percent_cell(theme.share), percent_cell(theme.difference)};
        for (const std::optional<budget::Units>& amount : theme.amounts)
            row.push_back(amount_cell(amount, comparison.lines.places));
        row.push_back(theme.deviates ? Cell{Json(true), {"კი", "yes"}} : Cell{Json(false), {"არა", "no"}});
        row.push_back(state_cell(theme.deviates, comparison.explanations, theme.id));
        table.rows.push_back(std::move(row));
    }
    return table;
}

report::Table project_table(const ApprovedComparison& comparison)
{
    report::Table table{"projects",
                        {"არჩეული პროექტები", "Selected projects"},
                        {{"project", {"პროექტი", "Project"}},
                         {"cost", {"ფასი", "Cost"}, report::Align::Right},
                         {"proposed", {"შეთავაზებული", "Proposed"}, report::Align::Right, report::Show::OnRequest},
                         {"approved", {"დამტკიცებული", "Approved"}, report::Align::Right},
                         {"adjusted", {"დაზუსტებული", "Adjusted"}, report::Align::Right, report::Show::OnRequest},
                         {"executed", {"შესრულებული", "Executed"}, report::Align::Right},
                         {"deviates", {"გადახრა", "Deviates"}},
                         {"name", {"სახელი", "Name"}},
                         {"explanation", {"განმარტება", "Explanation"}}},
                        {}};
    for (const FundedProject& project : comparison.projects) {
        std::vector<Cell> row{Cell::of(project.id), Cell::of(project.cost.decimal(budget::most_places))};
        for (const std::optional<budget::Units>& amount : project.amounts)
            row.push_back(amount_cell(amount, comparison.lines.places));
        row.push_back(project.deviates ? Cell{Json(true), {"კი", "yes"}} : Cell{Json(false), {"არა", "no"}});
        row.push_back(Cell::of(project.name));
        row.push_back(state_cell(project.deviates, comparison.of_projects, project.id));
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace

ApprovedSheet approved_sheet(const ApprovedComparison& comparison)
{
    return {approved_json(comparison), approved_card(comparison), theme_table(comparison), project_table(comparison),
            {"მოქალაქეების არჩევანი და ბიუჯეტი", "What citizens chose and the budget"}};
}

} // namespace ogp::app

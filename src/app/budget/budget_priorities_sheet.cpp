#include "app/budget/budget_priorities.hpp"
#include "app/budget/budget_priority_result.hpp"

#include "app/cases/values.hpp"
#include "base/text.hpp"
#include "budget/fraction.hpp"

namespace ogp::app {
namespace {

using report::Cell;

Localized weighting_text(std::string_view weighting)
{
    if (weighting == "district")
        return {"უბნის მოსახლეობის წილით", "by the district's share of the population"};
    if (weighting == "poststrat")
        return {"პოსტსტრატიფიკაცია", "post-stratified"};
    if (weighting == "rake")
        return {"ნიშნების ჯამებზე მორგებული", "raked to margins"};
    return {"ყველა ხმა თანაბარია", "every voter alike"};
}

std::string value_text(const budget::Trait& trait, std::uint32_t value)
{
    return value == budget::trait_unknown ? "" : trait.values[value];
}

Json theme_json(const PriorityCount& count, std::size_t t)
{
    const budget::ThemeAverage& average = count.priorities.themes[t];
    const budget::SurveyTheme& theme = count.survey.themes[t];
    Json cofog = Json::array();
    for (const std::string& code : theme.cofog)
        cofog.push(code);
    Json json = Json::object({{"theme", theme.id},
                              {"parent", theme.parent ? Json(count.survey.themes[*theme.parent].id) : Json()},
                              {"label", report::to_json(theme.label)},
                              {"cofog", cofog},
                              {"raters", average.raters},
                              {"unweighted", decimal_json(average.plain)},
                              {"unweighted_exact", exact_json(average.plain)},
                              {"weighted", decimal_json(average.weighted)},
                              {"weighted_exact", exact_json(average.weighted)},
                              {"share", decimal_json(average.share)},
                              {"share_exact", exact_json(average.share)},
                              {"rank", average.rank == 0 ? Json() : Json(static_cast<std::int64_t>(average.rank))}});
    return json;
}

Json groups_json(const PriorityCount& count)
{
    Json list = Json::array();
    for (const auto& [trait, groups] : count.groups)
        for (const budget::GroupAverage& group : groups)
            list.push(Json::object({{"trait", count.opinions.traits[trait].name},
                                    {"value", value_text(count.opinions.traits[trait], group.value)},
                                    {"theme", count.survey.themes[group.theme].id},
                                    {"hidden", group.hidden},
                                    {"raters", group.hidden ? Json() : Json(group.raters)},
                                    {"unweighted", decimal_json(group.plain)},
                                    {"unweighted_exact", exact_json(group.plain)},
                                    {"weighted", decimal_json(group.weighted)},
                                    {"weighted_exact", exact_json(group.weighted)}}));
    return list;
}

/// A text or number of the result as a cell; nothing where it is null.
Cell cell_in(const Json& object, const char* member)
{
    const Json& value = object[member];
    return value.is_text() ? Cell::of(value.as_text()) : value.is_integer() ? Cell::of(value.as_integer()) : Cell::none();
}

std::vector<Json> items_of(const Json& list)
{
    return list.is_array() ? list.items() : Json::Array{};
}

Localized raking_text(const Json& raking)
{
    const bool converged = raking["converged"] == Json(true);
    const auto number = [&](const char* name) { return raking[name].is_integer() ? raking[name].as_integer() : 0; };
    return say("{0}, ბიჯი {1}, უდიდესი სხვაობა {2}, შეკვეცილი წონა {3}", "{4}, {1} steps, greatest difference {2}, {3} weights cut",
               converged ? "შესრულდა" : "ვერ შესრულდა", number("iterations"), raking.text("largest_error"), number("trimmed"),
               converged ? "done" : "not reached");
}

report::Card priorities_card(const Json& json)
{
    report::Card card{"priorities", {}};
    if (!json["year"].is_null())
        card.rows.push_back({{"წელი", "Year"}, cell_in(json, "year")});
    card.rows.push_back({{"ამომრჩევლები", "Voters"}, cell_in(json, "voters")});
    if (json["left_out"].is_integer() && json["left_out"].as_integer() > 0)
        card.rows.push_back({{"არ დაითვალა", "Left out"}, cell_in(json, "left_out")});
    card.rows.push_back({{"წონები", "Weights"}, {json["weights"], weighting_text(json.text("weights"))}});
    if (!json["not_weighted"].is_null())
        card.rows.push_back({{"წონების გარეშე, რადგან", "Not weighted, because"}, Cell::localized(localized_of(json["not_weighted"]))});
    const auto effect = budget::parse_fraction(json.text("design_effect_exact"));
    card.rows.push_back({{"დიზაინის ეფექტი", "Design effect"}, effect ? Cell::of(effect->decimal(2)) : Cell::none()});
    card.rows.push_back({{"ეფექტური რაოდენობა", "Effective voters"}, cell_in(json, "effective_voters")});
    if (const Json& raking = json["raking"]; raking.is_object())
        card.rows.push_back({{"მორგება", "Raking"}, {raking["converged"], raking_text(raking)}});
    for (const Json& merge : items_of(json["merges"]))
        card.rows.push_back({{"გაერთიანდა", "Merged"}, {merge["from"], say("{0} და {1}", "{0} with {1}", merge.text("from"), merge.text("into"))}});
    return card;
}

report::Table theme_table(const Json& json)
{
    report::Table table{"themes",
                        {"თემები", "Themes"},
                        {{"rank", {"ადგილი", "Rank"}, report::Align::Right},
                         {"theme", {"თემა", "Theme"}},
                         {"label", {"დასახელება", "Label"}},
                         {"parent", {"ზემდგომი", "Part of"}},
                         {"raters", {"შეაფასა", "Raters"}, report::Align::Right},
                         {"unweighted", {"უწონო", "Unweighted"}, report::Align::Right},
                         {"weighted", {"წონიანი", "Weighted"}, report::Align::Right},
                         {"share", {"წილი %", "Share %"}, report::Align::Right},
                         {"unweighted_exact", {"უწონო, ზუსტი", "Unweighted, exact"}, report::Align::Right, report::Show::OnRequest},
                         {"weighted_exact", {"წონიანი, ზუსტი", "Weighted, exact"}, report::Align::Right, report::Show::OnRequest}},
                        {}};
    const std::vector<Json> themes = items_of(json["themes"]);
    const bool earlier = !themes.empty() && themes.front().find("earlier_rank") != nullptr;
    if (earlier) {
        table.columns.push_back({"earlier", {"წინა წელი", "Earlier"}, report::Align::Right});
        table.columns.push_back({"difference", {"სხვაობა", "Difference"}, report::Align::Right});
        table.columns.push_back({"earlier_rank", {"წინა ადგილი", "Earlier rank"}, report::Align::Right});
    }
    for (const Json& theme : themes) {
        const auto share = budget::parse_fraction(theme.text("share_exact"));
        std::vector<Cell> row{cell_in(theme, "rank"),       cell_in(theme, "theme"),    Cell::localized(localized_of(theme["label"])),
                              cell_in(theme, "parent"),     cell_in(theme, "raters"),   cell_in(theme, "unweighted"),
                              cell_in(theme, "weighted"),   percent_cell(share),        cell_in(theme, "unweighted_exact"),
                              cell_in(theme, "weighted_exact")};
        for (const char* name : {"earlier", "difference", "earlier_rank"})
            if (earlier)
                row.push_back(cell_in(theme, name));
        table.rows.push_back(std::move(row));
    }
    return table;
}

report::Table group_table(const Json& json)
{
    report::Table table{"groups",
                        {"ნიშნების მიხედვით", "By traits"},
                        {{"trait", {"ნიშანი", "Trait"}},
                         {"value", {"მნიშვნელობა", "Value"}},
                         {"theme", {"თემა", "Theme"}},
                         {"raters", {"შეაფასა", "Raters"}, report::Align::Right},
                         {"unweighted", {"უწონო", "Unweighted"}, report::Align::Right},
                         {"weighted", {"წონიანი", "Weighted"}, report::Align::Right}},
                        {}};
    const Cell hidden{Json(), {"დამალულია", "hidden"}};
    for (const Json& group : items_of(json["groups"]))
        table.rows.push_back({cell_in(group, "trait"), group.text("value").empty() ? Cell{Json(), {"უცნობი", "not known"}} : cell_in(group, "value"),
                              cell_in(group, "theme"), group["hidden"] == Json(true) ? hidden : cell_in(group, "raters"), cell_in(group, "unweighted"),
                              cell_in(group, "weighted")});
    return table;
}

} // namespace

Json priorities_json(const PriorityCount& count)
{
    Json themes = Json::array();
    for (std::size_t t = 0; t < count.priorities.themes.size(); ++t)
        themes.push(theme_json(count, t));
    Json merges = Json::array();
    for (const auto& [from, into] : count.weighed.merges)
        merges.push(Json::object({{"from", from}, {"into", into}}));
    Json json = Json::object({{"format", priorities_format},
                              {"year", count.survey.year ? Json(std::int64_t{*count.survey.year}) : Json()},
                              {"ballots", code(count.survey.kind)},
                              {"least", std::int64_t{count.survey.least}},
                              {"most", std::int64_t{count.survey.most}},
                              {"voters", count.priorities.voters},
                              {"left_out", count.weighed.left_out},
                              {"weights", budget::code(count.weighting)},
                              {"merges", merges},
                              {"design_effect", count.priorities.design_effect.decimal(4)},
                              {"design_effect_exact", count.priorities.design_effect.text()},
                              {"effective_voters", count.priorities.effective_voters.decimal(1)},
                              {"themes", themes}});
    if (count.weighting == budget::Weighting::Raked) {
        const budget::Weights& weights = count.weighed.weights;
        json.set("raking", Json::object({{"converged", weights.converged},
                                         {"iterations", weights.iterations},
                                         {"largest_error", weights.largest_error.decimal(6)},
                                         {"trimmed", weights.trimmed},
                                         {"least", fmt::format("{}", count.raking.least)},
                                         {"most", fmt::format("{}", count.raking.most)}}));
    }
    if (!count.groups.empty())
        json.set("groups", groups_json(count));
    return json;
}

PrioritySheet priority_sheet(Json priorities)
{
    PrioritySheet sheet{{}, priorities_card(priorities), theme_table(priorities), group_table(priorities), {"პრიორიტეტები", "Priorities"}};
    sheet.json = std::move(priorities);
    return sheet;
}

} // namespace ogp::app

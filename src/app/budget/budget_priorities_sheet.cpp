#include "app/budget/budget_priorities.hpp"
#include "app/budget/budget_priority_result.hpp"

#include "base/text.hpp"

namespace ogp::app {
namespace {

using report::Cell;

Localized weighting_text(budget::Weighting weighting)
{
    switch (weighting) {
    case budget::Weighting::None: return {"ყველა ხმა თანაბარია", "every voter alike"};
    case budget::Weighting::District: return {"უბნის მოსახლეობის წილით", "by the district's share of the population"};
    case budget::Weighting::PostStratified: return {"პოსტსტრატიფიკაცია", "post-stratified"};
    case budget::Weighting::Raked: return {"ნიშნების ჯამებზე მორგებული", "raked to margins"};
    }
    return {};
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
    if (!count.changes.empty()) {
        const budget::ThemeChange& change = count.changes[t];
        json.set("earlier", decimal_json(change.earlier));
        json.set("earlier_exact", exact_json(change.earlier));
        json.set("difference", decimal_json(change.difference));
        json.set("earlier_rank", change.earlier_rank == 0 ? Json() : Json(static_cast<std::int64_t>(change.earlier_rank)));
    }
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
    if (count.earlier_year)
        json.set("earlier_year", std::int64_t{*count.earlier_year});
    return json;
}

report::Card priorities_card(const PriorityCount& count)
{
    report::Card card{"priorities", {}};
    if (count.survey.year)
        card.rows.push_back({{"წელი", "Year"}, Cell::of(std::int64_t{*count.survey.year})});
    card.rows.push_back({{"ამომრჩევლები", "Voters"}, Cell::of(count.priorities.voters)});
    if (count.weighed.left_out > 0)
        card.rows.push_back({{"არ დაითვალა", "Left out"}, Cell::of(count.weighed.left_out)});
    card.rows.push_back({{"წონები", "Weights"}, {Json(budget::code(count.weighting)), weighting_text(count.weighting)}});
    card.rows.push_back({{"დიზაინის ეფექტი", "Design effect"}, Cell::of(count.priorities.design_effect.decimal(2))});
    card.rows.push_back({{"ეფექტური რაოდენობა", "Effective voters"}, Cell::of(count.priorities.effective_voters.decimal(1))});
    const budget::Weights& weights = count.weighed.weights;
    if (count.weighting == budget::Weighting::Raked)
        card.rows.push_back({{"მორგება", "Raking"},
                             {Json(weights.converged),
                              say("{0}, ბიჯი {1}, უდიდესი სხვაობა {2}, შეკვეცილი წონა {3}", "{4}, {1} steps, greatest difference {2}, {3} weights cut",
                                  weights.converged ? "შესრულდა" : "ვერ შესრულდა", weights.iterations, weights.largest_error.decimal(6), weights.trimmed,
                                  weights.converged ? "done" : "not reached")}});
    for (const auto& [from, into] : count.weighed.merges)
        card.rows.push_back({{"გაერთიანდა", "Merged"}, {Json(from), say("{0} და {1}", "{0} with {1}", from, into)}});
    return card;
}

report::Table theme_table(const PriorityCount& count)
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
    if (!count.changes.empty()) {
        table.columns.push_back({"earlier", {"წინა წელი", "Earlier"}, report::Align::Right});
        table.columns.push_back({"difference", {"სხვაობა", "Difference"}, report::Align::Right});
        table.columns.push_back({"earlier_rank", {"წინა ადგილი", "Earlier rank"}, report::Align::Right});
    }
    const auto rank = [](std::size_t number) { return number == 0 ? Cell::none() : Cell::of(static_cast<std::int64_t>(number)); };
    for (std::size_t t = 0; t < count.priorities.themes.size(); ++t) {
        const budget::ThemeAverage& average = count.priorities.themes[t];
        const budget::SurveyTheme& theme = count.survey.themes[t];
        std::vector<Cell> row{rank(average.rank),
                              Cell::of(theme.id),
                              Cell::localized(theme.label),
                              theme.parent ? Cell::of(count.survey.themes[*theme.parent].id) : Cell::none(),
                              Cell::of(average.raters),
                              decimal_cell(average.plain),
                              decimal_cell(average.weighted),
                              percent_cell(average.share),
                              exact_cell(average.plain),
                              exact_cell(average.weighted)};
        if (!count.changes.empty()) {
            row.push_back(decimal_cell(count.changes[t].earlier));
            row.push_back(decimal_cell(count.changes[t].difference));
            row.push_back(rank(count.changes[t].earlier_rank));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

report::Table group_table(const PriorityCount& count)
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
    for (const auto& [trait, groups] : count.groups)
        for (const budget::GroupAverage& group : groups) {
            const std::string value = value_text(count.opinions.traits[trait], group.value);
            table.rows.push_back({Cell::of(count.opinions.traits[trait].name),
                                  value.empty() ? Cell{Json(), {"უცნობი", "not known"}} : Cell::of(value),
                                  Cell::of(count.survey.themes[group.theme].id), group.hidden ? hidden : Cell::of(group.raters),
                                  decimal_cell(group.plain), decimal_cell(group.weighted)});
        }
    return table;
}

} // namespace

PrioritySheet priority_sheet(const PriorityCount& count)
{
    return {priorities_json(count), priorities_card(count), theme_table(count), group_table(count), {"პრიორიტეტები", "Priorities"}};
}

} // namespace ogp::app

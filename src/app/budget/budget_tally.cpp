#include "app/budget/budget_tally.hpp"

#include "base/text.hpp"
#include "budget/statistics.hpp"

#include <algorithm>

namespace ogp::app {
namespace {

using report::Cell;

Json ids(const budget::Round& round, const std::vector<std::uint32_t>& projects)
{
    Json list = Json::array();
    for (const std::uint32_t project : projects)
        list.push(round.projects[project].id);
    return list;
}

Json selected_ids(const BudgetCount& count)
{
    Json list = Json::array();
    for (const budget::Selection& selection : count.outcome.selected)
        list.push(count.round.projects[selection.project].id);
    return list;
}

void add_shares(const BudgetCount& count, Json& json)
{
    const budget::Outcome& outcome = count.outcome;
    if (outcome.shares.empty())
        return;
    const budget::Units unit = budget::power_of_ten(count.round.places);
    json.set("add1_steps", outcome.shares[0].extra / unit);
    json.set("runs", outcome.runs);
    json.set("exhaustive", outcome.exhaustive);
    if (outcome.shares.size() == 1) {
        const budget::ShareOfMoney& first = outcome.shares[0];
        const budget::Rational share = (budget::Rational{first.money, first.voters} + budget::Rational{first.extra}) / budget::Rational{unit};
        json.set("share", share.decimal(6));
        json.set("share_exact", share.text());
    }
}

Json spending_json(const std::vector<budget::Spending>& list, int places)
{
    Json json = Json::array();
    for (const budget::Spending& spending : list)
        json.push(Json::object({{"name", spending.name},
                                {"spent", budget::amount_text(spending.spent, places)},
                                {"projects", spending.projects},
                                {"voters", spending.voters}}));
    return json;
}

Json tally_json(const BudgetCount& count)
{
    const budget::Outcome& outcome = count.outcome;
    Json json = Json::object({{"rule", budget::code(count.rules.rule)},
                              {"satisfaction", budget::code(count.rules.satisfaction)},
                              {"completion", budget::code(count.rules.completion)},
                              {"ties", budget::text_of(count.rules.ties)},
                              {"selected", selected_ids(count)},
                              {"total_cost", budget::amount_text(outcome.total, count.round.places)},
                              {"budget", budget::amount_text(count.round.budget, count.round.places)},
                              {"voters", static_cast<std::int64_t>(count.round.voters())},
                              {"projects", static_cast<std::int64_t>(count.round.projects.size())}});
    if (!count.round.currency.empty())
        json.set("currency", count.round.currency);
    Json tied = Json::array();
    for (const budget::Tie& tie : outcome.ties)
        tied.push(Json::object({{"taken", count.round.projects[tie.taken].id}, {"others", ids(count.round, tie.others)}}));
    json.set("tied", tied);
    add_shares(count, json);
    if (outcome.preferences)
        json.set("comparison", Json::object({{"prefer_mes", outcome.preferences->equal_shares},
                                             {"prefer_greedy", outcome.preferences->greedy},
                                             {"greedy_taken", outcome.greedy_preferred}}));
    if (!count.rules.ties.seed.empty())
        json.set("seed_commitment", budget::seed_commitment(count.rules.ties.seed));
    if (count.supposed)
        json.set("what_if", true);
    return json;
}

report::Card tally_card(const BudgetCount& count)
{
    const budget::Outcome& outcome = count.outcome;
    const std::string rule = std::string(budget::code(count.rules.rule)) + ", " + std::string(budget::code(count.rules.satisfaction)) +
                             (count.rules.completion == budget::Completion::None ? "" : ", " + std::string(budget::code(count.rules.completion)));
    const budget::Statistics statistics = budget::gather_statistics(count.round, outcome.selected);
    report::Card card{"tally",
                      {{{"წესი", "Rule"}, Cell::of(rule)},
                       {{"ბიუჯეტი", "Budget"}, Cell::of(money_text(count.round, count.round.budget))},
                       {{"დახარჯული", "Spent"}, Cell::of(money_text(count.round, outcome.total))},
                       {{"ამომრჩევლები", "Voters"}, Cell::of(static_cast<std::int64_t>(count.round.voters()))},
                       {{"ვერაფერი მიიღო", "Voters with nothing"}, Cell::of(statistics.voters_without)},
                       {{"პროექტები", "Projects"}, {Json(static_cast<std::int64_t>(outcome.selected.size())),
                                                          say("{0} {1}-დან",
                                                              "{0} of {1}", outcome.selected.size(), count.round.projects.size())}}}};
    if (!outcome.shares.empty() && outcome.shares[0].extra != 0)
        card.rows.push_back({{"წილის ზრდა", "Share raised by"}, Cell::of(money_text(count.round, outcome.shares[0].extra))});
    if (outcome.greedy_preferred)
        card.rows.push_back({{"შედარება",
                              "Comparison"}, {Json("greedy"), {"მეტ ამომრჩეველს greedy ურჩევნია", "more voters prefer greedy's outcome"}}});
    if (count.supposed)
        card.rows.push_back({{"დაშვება", "What if"}, {Json(true), {"ეს შედეგი არ არის", "this is no result of the round"}}});
    return card;
}

report::Table selected_table(const BudgetCount& count)
{
    report::Table table{"selected",
                        {"არჩეული პროექტები", "Selected projects"},
                        {{"place", {"№", "Place"}, report::Align::Right},
                         {"project", {"პროექტი", "Project"}},
                         {"cost", {"ფასი", "Cost"}, report::Align::Right},
                         {"votes", {"ხმები", "Votes"}, report::Align::Right},
                         {"stage", {"როგორ", "By"}},
                         {"name", {"სახელი", "Name"}}},
                        {}};
    if (count.outcome.selected.empty())
        return table;
    const budget::Profile profile = budget::profile_of(count.round, count.rules);
    for (std::size_t i = 0; i < count.outcome.selected.size(); ++i) {
        const budget::Selection& selection = count.outcome.selected[i];
        const budget::Project& project = count.round.projects[selection.project];
        table.rows.push_back({Cell::of(static_cast<std::int64_t>(i + 1)), Cell::of(project.id),
                              Cell::of(budget::amount_text(project.cost, count.round.places)), Cell::of(profile.votes[selection.project]),
                              {Json(code(selection.stage)), stage_text(selection.stage)}, Cell::of(project.name)});
    }
    return table;
}

} // namespace

std::string_view code(budget::Stage stage)
{
    switch (stage) {
    case budget::Stage::Free: return "free";
    case budget::Stage::EqualShares: return "equal_shares";
    case budget::Stage::Utilitarian: return "utilitarian";
    case budget::Stage::Greedy: return "greedy";
    case budget::Stage::Phragmen: return "phragmen";
    }
    return "greedy";
}

Localized stage_text(budget::Stage stage)
{
    switch (stage) {
    case budget::Stage::Free: return {"უფასო", "free"};
    case budget::Stage::EqualShares: return {"თანაბარი წილები", "equal shares"};
    case budget::Stage::Utilitarian: return {"დასრულება", "completion"};
    case budget::Stage::Greedy: return {"greedy", "greedy"};
    case budget::Stage::Phragmen: return {"phragmen", "phragmen"};
    }
    return {};
}

std::string_view code(budget::Passed passed)
{
    switch (passed) {
    case budget::Passed::TooDear: return "too_dear";
    case budget::Passed::Stopped: return "stopped";
    case budget::Passed::BelowThreshold: return "below_threshold";
    case budget::Passed::Excluded: return "excluded";
    case budget::Passed::CategoryFull: return "category_full";
    }
    return "too_dear";
}

BudgetCount count_budget(const BudgetFile& file, const RuleWords& rules, const WhatIfWords& what_if)
{
    const budget::WhatIf changes = what_if_from(what_if, file.round());
    BudgetCount count;
    count.supposed = !changes.empty();
    count.round = count.supposed ? budget::changed(file.round(), changes) : file.round();
    count.rules = rules_from(rules, file.round());
    count.outcome = budget::tally(count.round, count.rules);
    return count;
}

TallySheet tally_sheet(const BudgetCount& count)
{
    return {tally_json(count), tally_card(count), selected_table(count), {"დათვლა", "Tally"}};
}

Json statistics_json(const BudgetCount& count)
{
    const budget::Statistics statistics = budget::gather_statistics(count.round, count.outcome.selected);
    Json by_funded = Json::array();
    for (const std::int64_t voters : statistics.by_funded)
        by_funded.push(voters);
    return Json::object({{"voters_without", statistics.voters_without},
                         {"voters_by_funded_projects", by_funded},
                         {"districts", spending_json(statistics.districts, count.round.places)},
                         {"categories", spending_json(statistics.categories, count.round.places)}});
}

report::Table compare_rules(const BudgetFile& file, const RuleWords& words)
{
    report::Table table{"rules",
                        {"წესები", "Rules"},
                        {{"rule", {"წესი", "Rule"}},
                         {"satisfaction", {"რით", "By"}},
                         {"completion", {"დასრულება", "Completion"}},
                         {"projects", {"პროექტები", "Projects"}, report::Align::Right},
                         {"total_cost", {"დახარჯული", "Spent"}, report::Align::Right},
                         {"voters_without", {"ვერაფერი მიიღო", "Voters with nothing"}, report::Align::Right},
                         {"selected", {"არჩეული", "Selected"}}},
                        {}};
    const auto add = [&](const char* rule, std::string_view satisfaction, const char* completion) {
        RuleWords tried = words;
        tried.rule = rule;
        tried.satisfaction = satisfaction;
        tried.completion = completion;
        const BudgetCount count = count_budget(file, tried, {});
        std::vector<std::string> names;
        for (const budget::Selection& selection : count.outcome.selected)
            names.push_back(count.round.projects[selection.project].id);
        table.rows.push_back({Cell::of(std::string(rule)), Cell::of(std::string(satisfaction)), Cell::of(std::string(completion)),
                              Cell::of(static_cast<std::int64_t>(names.size())),
                              Cell::of(budget::amount_text(count.outcome.total, count.round.places)),
                              Cell::of(budget::gather_statistics(count.round, count.outcome.selected).voters_without),
                              {selected_ids(count), both(join(names, " "))}});
    };
    std::vector<std::string_view> satisfactions{"cost", "card"};
    if (const budget::Satisfaction own = budget::preset(file.round().vote_type); own != budget::Satisfaction::Cost)
        satisfactions.push_back(budget::code(own));
    for (const std::string_view satisfaction : satisfactions)
        add("greedy", satisfaction, "none");
    for (const std::string_view satisfaction : satisfactions)
        for (const char* completion : {"none", "u", "add1", "add1u"})
            add("mes", satisfaction, completion);
    add("phragmen", "cost", "none");
    return table;
}

} // namespace ogp::app

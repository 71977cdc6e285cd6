#include "app/budget/budget_result.hpp"

#include "app/budget/budget_priorities.hpp"
#include "app/budget/budget_round_priorities.hpp"
#include "base/text.hpp"
#include "budget/rational.hpp"
#include "ledger/merkle.hpp"
#include "model/attachment.hpp"
#include "store/blobs.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ogp::app {
namespace {

using report::Cell;

Json ids_json(const std::vector<std::string>& ids)
{
    Json list = Json::array();
    for (const std::string& id : ids)
        list.push(id);
    return list;
}

budget::Units total_of(const BudgetCount& count, const std::vector<std::string>& ids)
{
    budget::Units total = 0;
    for (const std::string& id : ids)
        total += count.round.projects[find_project(count.round, id)].cost;
    return total;
}

Json excluded_json(const RoundBallots& ballots)
{
    std::map<std::string, std::int64_t> reasons;
    for (const auto& [leaf, reason] : ballots.excluded)
        ++reasons[reason];
    Json json = Json::object();
    for (const auto& [reason, count] : reasons)
        json.set(reason, count);
    return json;
}

/// Averages of a round whose log does not hold any: without weights.
Json plain_priorities(const RoundRules& rules, const BudgetFile& file)
{
    ClosingOpinions opinions(rules);
    for (const std::string& content : contents_of(file))
        opinions.add({}, content);
    return opinions.result();
}

Json priorities_of(const Repository& repository, const store::CaseRow& round, const RoundBallots& ballots)
{
    if (!ballots.rules.is_of_opinions())
        return {};
    const std::optional<model::Attachment> file = model::attachment_from(round.subject.fields["priorities"]);
    return file ? parse_json(store::Blobs(repository.data_folder() / "blobs").get(file->hash)) : plain_priorities(ballots.rules, ballots.file);
}

void add_winners(Json& json, const RoundBallots& ballots)
{
    const BudgetCount count = count_round(ballots, rule_of(ballots), {});
    const std::vector<std::string> selected = selected_after(count, ballots.overrides);
    Json overrides = Json::array();
    for (const Override& override_ : ballots.overrides)
        overrides.push(to_json(override_));
    json.set("tally", tally_sheet(count).json);
    json.set("statistics", statistics_json(count));
    json.set("overrides", overrides);
    json.set("selected", ids_json(selected));
    const budget::Units total = total_of(count, selected);
    json.set("total_cost", budget::amount_text(total, count.round.places));
    json.set("over_budget", total > count.round.budget);
}

void check_roots(const store::CaseRow& round, const store::BoxCount& count)
{
    const Json& fields = round.subject.fields;
    if (fields.text("ballots_root") != count.ballots_root.hex() || fields.text("contents_root") != count.contents_root.hex())
        throw Error(Fault::Integrity, say("რაუნდი {}: ურნაში სხვა ბიულეტენებია, ვიდრე დახურვისას ჩაიწერა",
                                          "round {}: the box holds other ballots than were recorded at closing", round.number));
}

} // namespace

RoundBallots load_round_ballots(const Repository& repository, const store::CaseRow& round)
{
    RoundBallots ballots;
    ballots.rules = frozen_rules(repository, round);
    require_box_here(repository);
    const store::BallotBox box(repository.data_folder(), round.subject.uid, store::Access::Read);
    const store::BoxCount count = box.count();
    if (round.subject.state == "balloting")
        throw Error(Fault::Forbidden, {"კენჭისყრა დახურული არ არის", "balloting is not closed"}, {"გაიმეორეთ ogp budget close", "run ogp budget close again"});
    check_roots(round, count);
    ballots.pb = round_pb(ballots.rules, [&](const auto& visit) { box.each_ballot(visit); });
    ballots.file = read_round_pb(ballots.pb);
    ballots.leaves = box.leaves();
    ballots.excluded = box.excluded();
    ballots.overrides = overrides_from(round.subject.fields["overrides"]);
    ballots.seed = round.subject.fields.text("tie_seed");
    ballots.priorities = priorities_of(repository, round, ballots);
    return ballots;
}

Json load_priorities(const Repository& repository, const store::CaseRow& round)
{
    const std::optional<model::Attachment> file = model::attachment_from(round.subject.fields["priorities"]);
    return file ? parse_json(store::Blobs(repository.data_folder() / "blobs").get(file->hash)) : load_round_ballots(repository, round).priorities;
}

RuleWords rule_of(const RoundBallots& ballots)
{
    if (ballots.rules.is_of_opinions())
        throw Error(Fault::Usage, {"ეს რაუნდი თემებს აფასებს: გამარჯვებული არ ჰყავს", "this round rates themes: it has no winners"},
                    {"ogp budget result აჩვენებს საშუალოებს", "ogp budget result shows the averages"});
    RuleWords words = read_rule(ballots.rules.rule);
    words.seed = ballots.seed;
    return words;
}

BudgetCount count_round(const RoundBallots& ballots, const RuleWords& words, const WhatIfWords& what_if)
{
    BudgetCount count = count_budget(ballots.file, words, what_if);
    return count;
}

std::vector<std::string> selected_after(const BudgetCount& count, const std::vector<Override>& overrides)
{
    const auto decided = [&](const std::string& id) { return std::find_if(overrides.begin(), overrides.end(), [&](const Override& o) { return o.project == id; }); };
    std::vector<std::string> selected;
    for (const budget::Selection& selection : count.outcome.selected) {
        const std::string& id = count.round.projects[selection.project].id;
        const auto found = decided(id);
        if (found == overrides.end() || found->select)
            selected.push_back(id);
    }
    for (const Override& override_ : overrides)
        if (override_.select && std::find(selected.begin(), selected.end(), override_.project) == selected.end())
            selected.push_back(override_.project);
    return selected;
}

report::Table opinion_table(const RoundBallots& ballots)
{
    return priority_sheet(ballots.priorities).themes;
}

Hash contents_root(const BudgetFile& file)
{
    std::vector<Hash> hashes;
    for (const std::string& content : contents_of(file))
        hashes.push_back(ledger::leaf_hash(content));
    std::sort(hashes.begin(), hashes.end());
    return ledger::tree_root(hashes);
}

Json result_json(const RoundBallots& ballots)
{
    const RoundRules& rules = ballots.rules;
    const auto counted = static_cast<std::int64_t>(ballots.file.round().voters());
    Json json = Json::object({{"format", "ogp-budget-result-1"},
                              {"round", rules.round},
                              {"number", rules.number},
                              {"title", report::to_json(rules.title)},
                              {"rule", rules.rule},
                              {"weights", rules.weights},
                              {"ballot_kind", rules.kind},
                              {"eligibility", report::to_json(rules.eligibility)},
                              {"voters", rules.voters},
                              {"duplicates", rules.duplicates},
                              {"legal_act", rules.legal_act},
                              {"budget", rules.budget},
                              {"currency", rules.currency},
                              {"ballots", counted},
                              {"excluded", excluded_json(ballots)},
                              {"received", static_cast<std::int64_t>(ballots.leaves.size())},
                              {"ballots_root", ledger::tree_root(ballots.leaves).hex()},
                              {"contents_root", contents_root(ballots.file).hex()},
                              {"roll_root", rules.roll_root},
                              {"tie_commitment", rules.tie_commitment},
                              {"tie_seed", ballots.seed},
                              {"rules_sha256", sha256(to_pretty_json(to_json(rules)) + "\n").hex()}});
    if (!rules.is_of_opinions()) {
        add_winners(json, ballots);
        return json;
    }
    for (const char* name : {"themes", "design_effect", "effective_voters", "not_weighted"})
        if (ballots.priorities.find(name) != nullptr)
            json.set(name, ballots.priorities[name]);
    return json;
}

ResultSheet result_sheet(const RoundBallots& ballots)
{
    const RoundRules& rules = ballots.rules;
    ResultSheet sheet{result_json(ballots), {"result", {}}, {}, rules.title};
    const auto text = [&](const char* ka, const char* en, const std::string& value) { sheet.card.rows.push_back({{ka, en}, Cell::of(value)}); };
    text("წესი", "Rule", rules.rule);
    sheet.card.rows.push_back({{"ვის შეეძლო ხმის მიცემა", "Who could vote"}, Cell::localized(rules.eligibility)});
    sheet.card.rows.push_back({{"ამომრჩეველთა სია", "Voter roll"},
                               rules.voters == "roll" ? Cell{Json("roll"), {"არის", "yes"}} : Cell{Json("open"), {"არ არის: ხმას ყველა აძლევდა", "none: everybody could vote"}}});
    sheet.card.rows.push_back({{"ჩათვლილი ბიულეტენები", "Ballots counted"}, Cell::of(sheet.json["ballots"].as_integer())});
    sheet.card.rows.push_back({{"არ ჩათვლილი", "Not counted"}, Cell::of(static_cast<std::int64_t>(ballots.excluded.size()))});
    text("ბიულეტენების ჰეში", "Root of the ballots", sheet.json.text("ballots_root"));
    if (rules.is_of_opinions()) {
        PrioritySheet priorities = priority_sheet(ballots.priorities);
        std::move(priorities.card.rows.begin(), priorities.card.rows.end(), std::back_inserter(sheet.card.rows));
        sheet.selected = std::move(priorities.themes);
        sheet.groups = std::move(priorities.groups);
        return sheet;
    }
    const BudgetCount count = count_round(ballots, rule_of(ballots), {});
    text("ბიუჯეტი", "Budget", money_text(count.round, count.round.budget));
    text("დახარჯული", "Spent", money_text(count.round, sheet.json.text("total_cost")));
    for (const Override& override_ : ballots.overrides)
        sheet.card.rows.push_back({{"გადაწყვეტილება", "Decision"},
                                   {to_json(override_), say("{0}: {1} ({2}; {3})", "{0}: {1} ({2}; {3})", override_.project,
                                                            override_.select ? std::string("+") : std::string("-"), override_.reason, override_.act)}});
    sheet.selected = {"selected",
                      {"არჩეული პროექტები", "Selected projects"},
                      {{"place", {"№", "Place"}, report::Align::Right},
                       {"project", {"პროექტი", "Project"}},
                       {"cost", {"ფასი", "Cost"}, report::Align::Right},
                       {"by", {"როგორ", "By"}},
                       {"name", {"სახელი", "Name"}}},
                      {}};
    std::int64_t place = 0;
    for (const std::string& id : selected_after(count, ballots.overrides)) {
        const std::uint32_t index = find_project(count.round, id);
        const bool decided = std::any_of(ballots.overrides.begin(), ballots.overrides.end(), [&](const Override& o) { return o.project == id; });
        sheet.selected.rows.push_back({Cell::of(++place), Cell::of(id), Cell::of(budget::amount_text(count.round.projects[index].cost, count.round.places)),
                                       decided ? Cell{Json("decision"), {"გადაწყვეტილება", "decision"}} : Cell{Json("rule"), {"წესი", "rule"}},
                                       Cell::of(count.round.projects[index].name)});
    }
    return sheet;
}

} // namespace ogp::app

#pragma once

#include "app/budget/budget_files.hpp"
#include "app/budget/budget_rules.hpp"
#include "base/json.hpp"
#include "base/language.hpp"
#include "budget/tally.hpp"
#include "report/document.hpp"
#include "report/table.hpp"

#include <string>

namespace ogp::app {

/// A count and what it was counted from.
struct BudgetCount
{
    budget::Round round; ///< with what was supposed
    budget::Rules rules;
    budget::Outcome outcome;
    bool supposed = false; ///< something was: no result of the round
};

BudgetCount count_budget(const BudgetFile& file, const RuleWords& rules, const WhatIfWords& what_if);

struct TallySheet
{
    Json json;              ///< selected, total_cost, rule and more
    report::Card card;
    report::Table selected; ///< place, project, name, cost, votes, stage
    Localized heading;
};
TallySheet tally_sheet(const BudgetCount& count);

/// Voters with nothing, how many have how many projects funded, spending by district and by category against voters.
Json statistics_json(const BudgetCount& count);

/// One JSON object a line: `start`, then each `purchase` of equal shares with its exact price and who paid, each `selected` of
/// another stage, each `passed`, each `unaffordable` with what its supporters have and lack, each `tie`, then `end`.
std::string trace_text(const BudgetCount& count);

/// Each rule with the outcome it would give: rule, satisfaction, completion, projects, total_cost, voters_without, selected.
report::Table compare_rules(const BudgetFile& file, const RuleWords& rules);

Localized stage_text(budget::Stage stage);
std::string_view code(budget::Stage stage);
std::string_view code(budget::Passed passed);

} // namespace ogp::app

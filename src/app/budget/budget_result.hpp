#pragma once

#include "app/budget/budget_round.hpp"
#include "app/budget/budget_round_pb.hpp"
#include "app/budget/budget_tally.hpp"
#include "base/json.hpp"
#include "report/document.hpp"
#include "report/table.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ogp::app {

/// Everything that the result of a round follows from: what is published is this, and what is verified.
struct RoundBallots
{
    RoundRules rules;
    BudgetFile file;                              ///< round_pb() of the counted ballots
    std::string pb;                               ///< its bytes
    std::vector<Hash> leaves;                     ///< of all ballots, sorted
    std::vector<std::pair<Hash, std::string>> excluded; ///< leaf and reason
    std::vector<Override> overrides;
    std::string seed;                             ///< of the lot, revealed
    Json priorities;                              ///< of opinions: what they came to (budget_round_priorities.hpp), else null
};

/// Reads the box of a closed round. Error: Forbidden before closing (there are no interim results), Integrity where the ballots are not
/// those whose roots stand in the log.
RoundBallots load_round_ballots(const Repository& repository, const store::CaseRow& round);

/// What a closed round of opinions came to, from the file that the log names: of a clone too, which has no box. Null for another kind of
/// round. Error as load_round_ballots().
Json load_priorities(const Repository& repository, const store::CaseRow& round);

/// The rule that was frozen; Error{Forbidden} of opinions, which are averaged.
RuleWords rule_of(const RoundBallots& ballots);
/// Counts by the frozen rule, or by another one as a supposition.
BudgetCount count_round(const RoundBallots& ballots, const RuleWords& words, const WhatIfWords& what_if);

/// What the rule selects, with recorded decisions carried out: ids in order, those added at the end.
std::vector<std::string> selected_after(const BudgetCount& count, const std::vector<Override>& overrides);

/// Of rating and allocation ballots: the themes of priority_sheet().
report::Table opinion_table(const RoundBallots& ballots);

/// The result as published: what was voted on and by what rule, counts, roots, the tally with its numbers, decisions against the rule,
/// what is selected. No times, no names of voters: the same ballots give the same bytes.
Json result_json(const RoundBallots& ballots);

/// The same for people.
struct ResultSheet
{
    Json json;
    report::Card card;
    report::Table selected; ///< of opinions opinion_table()
    Localized heading;
    report::Table groups{}; ///< of opinions the averages by traits
};
ResultSheet result_sheet(const RoundBallots& ballots);

/// RFC 6962 over leaf_hash(content) of the counted ballots in order of these hashes: BoxCount::contents_root.
Hash contents_root(const BudgetFile& file);

} // namespace ogp::app

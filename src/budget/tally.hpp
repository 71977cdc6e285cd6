#pragma once

#include "budget/greedy.hpp"
#include "budget/outcome.hpp"
#include "budget/prices.hpp"
#include "budget/profile.hpp"
#include "budget/round.hpp"
#include "budget/ties.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::budget {

enum class Rule { Greedy, EqualShares, Phragmen };
/// "greedy", "mes", "phragmen".
std::string_view code(Rule rule);
std::optional<Rule> rule_of(std::string_view code);

/// What follows when the Method of Equal Shares leaves money.
enum class Completion {
    None,
    Utilitarian,     ///< greedy, with the same satisfaction, on what is left
    Add1,            ///< every share one currency unit greater, again and again, until nothing more fits or the budget breaks
    Add1Utilitarian, ///< Add1, then greedy
};
/// "none", "u", "add1", "add1u".
std::string_view code(Completion completion);
std::optional<Completion> completion_of(std::string_view code);

/// Whether the outcome of equal shares stands against greedy's: it does unless more voters gain more from greedy's.
enum class Comparison { None, WithGreedy };

/// A district's part of the money; its voters have equal shares of it.
struct DistrictShare
{
    std::string district;
    Units money = 0;
};

/// The rules of a round, fixed before voting.
struct Rules
{
    Rule rule = Rule::Greedy;
    Satisfaction satisfaction = Satisfaction::Cost;
    Completion completion = Completion::None;
    Comparison comparison = Comparison::None;
    TiePolicy ties;
    GreedyRules greedy;
    std::vector<DistrictShare> district_shares; ///< of equal shares; empty: everybody has the same
};

/// Voters who gain more from one outcome than from the other; one who gains nothing from either is on neither side.
struct Preferences
{
    std::int64_t equal_shares = 0;
    std::int64_t greedy = 0;
};

struct Outcome
{
    std::vector<Selection> selected; ///< in order of selection
    Units total = 0;
    std::vector<Tie> ties;
    std::vector<PassedOver> passed;   ///< by greedy or by the utilitarian completion
    std::vector<std::uint32_t> order; ///< in which that looked at projects
    std::vector<ShareOfMoney> shares; ///< of equal shares: what voters began with, by class
    std::int64_t runs = 0;            ///< of equal shares, with all steps of Add1
    bool exhaustive = false;          ///< nothing that anybody supports fits what is left
    std::optional<Preferences> preferences;
    bool greedy_preferred = false;    ///< the comparison gave the round to greedy's outcome
};

/// Counts the ballots. A round without ballots selects nothing. Add1 takes every step, never half of an interval: whether the outcome
/// fits the budget does not grow steadily with the shares. It leaps only over steps that are proven to change nothing.
///
/// Errors: Invalid (a satisfaction that does not suit, a district without a share, shares above the budget), Conflict (a tie that
/// the policy does not settle).
Outcome tally(const Round& round, const Rules& rules);

/// The ballots as these rules see them.
Profile profile_of(const Round& round, const Rules& rules);

} // namespace ogp::budget

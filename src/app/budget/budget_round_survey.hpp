#pragma once

#include "app/budget/budget_priorities.hpp"
#include "app/budget/budget_round.hpp"
#include "budget/priorities/theme_mapping.hpp"
#include "store/ballot_box.hpp"

#include <string_view>
#include <vector>

namespace ogp::app {

/// What a round of opinions asks, and how its voters are weighted. All of it is frozen when balloting opens.

/// "rake trim=0.3,3 k=10 by=district,sex unknown=leave-out"; "none". Without `by` averages are told by every trait of the survey, with
/// "by=none" by none. Where fewer than k of a part of the population take part, it is counted with its neighbour in the file.
/// Error{Invalid} for any other word.
PriorityChoice read_weights(std::string_view text, const budget::Survey& survey);

/// Of a round without a survey its projects are the themes, and marks go from 0.
budget::Survey survey_of(const RoundRules& rules);
/// The themes become what is voted on, with the survey's scale or purse. Does nothing without a survey. InvalidInput.
void take_survey(RoundRules& rules);
/// Mappings into the round's year.
std::vector<budget::YearMapping> mappings_of(const RoundRules& rules);

/// Whether weights can be worked out at closing, whoever of the roll takes part. Error{Invalid} or InvalidInput where not.
void check_survey(const RoundRules& rules, const std::vector<store::TurnoutRow>& roll);

} // namespace ogp::app

#pragma once

#include "app/budget/budget_tally.hpp"
#include "base/json.hpp"
#include "base/language.hpp"

#include <string>
#include <vector>

namespace ogp::app {

/// Why a project won or lost.
struct ExplainSheet
{
    Localized heading;
    std::vector<Localized> sentences;
    Json json; ///< the numbers behind the sentences, and the sentences themselves
};

/// Error{NotFound} for a project that the round does not have.
ExplainSheet explain_project(const BudgetCount& count, const std::string& project);

} // namespace ogp::app

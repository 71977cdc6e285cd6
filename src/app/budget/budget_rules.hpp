#pragma once

#include "budget/tally.hpp"
#include "budget/what_if.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ogp::app {

/// Rules and suppositions as a person writes them.
struct RuleWords
{
    std::string rule = "greedy";
    std::string satisfaction; ///< "": what the vote type is counted by
    std::string completion;   ///< "": none
    std::string ties;
    std::string seed;
    budget::Fit fit = budget::Fit::Skip;
    std::optional<std::int64_t> threshold;
    budget::Threshold::Kind threshold_kind = budget::Threshold::Inclusive;
    budget::Comparison comparison = budget::Comparison::None;
    std::vector<std::string> exclusive; ///< "12,15"
    std::vector<std::string> caps;      ///< "sport=100000"
    std::vector<std::string> shares;    ///< "Vake=100000"
};

struct WhatIfWords
{
    std::string budget;
    std::vector<std::string> costs;   ///< "46=31000"
    std::vector<std::string> votes;   ///< "46=100": so many more
    std::vector<std::string> without; ///< "46"
};

/// Error{Usage} for a word or an amount that is none, Error{NotFound} for a project that the round does not have.
budget::Rules rules_from(const RuleWords& words, const budget::Round& round);
budget::WhatIf what_if_from(const WhatIfWords& words, const budget::Round& round);

} // namespace ogp::app

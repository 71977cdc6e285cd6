#pragma once

#include "budget/round.hpp"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace ogp::budget {

/// A round as it might have been.
struct WhatIf
{
    std::optional<Units> budget;
    std::vector<std::pair<std::uint32_t, Units>> costs;        ///< project, its cost
    std::vector<std::pair<std::uint32_t, std::int64_t>> votes; ///< project, more voters who name it and nothing else
    std::vector<std::uint32_t> without;                        ///< projects that were never put to the vote

    bool empty() const { return !budget && costs.empty() && votes.empty() && without.empty(); }
};

/// The round with the changes made. Projects keep their index; one that was never put to the vote is on no ballot and costs more
/// than anybody has. Error{Invalid} for more votes in a round whose ballots carry points, and for more than ten million of them.
Round changed(const Round& round, const WhatIf& what_if);

} // namespace ogp::budget

#pragma once

#include "budget/outcome.hpp"
#include "budget/prices.hpp"
#include "budget/profile.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ogp::budget {

/// One purchase of the Method of Equal Shares, paid voter by voter.
struct Payment
{
    std::uint32_t project = 0;
    Rational price;             ///< what a score of 1 costs those who have enough
    std::int64_t payers = 0;    ///< supporters who still had money
    std::int64_t exhausted = 0; ///< those of them who gave all that they had
    Rational by_exhausted;      ///< and what they gave
    Rational watched;           ///< what supporters of the watched project gave
    Rational watched_before;    ///< what they had before
};

struct Replay
{
    std::vector<Payment> payments;
    std::vector<Rational> balances; ///< of each group of voters, at the end
};

/// Pays the purchases of an outcome again, slowly: a balance for each group of voters in plain fractions, without any of the
/// shortcuts of the count. Error{Internal} where what was paid for a project is not its cost.
Replay replay(const Profile& profile, std::span<const ShareOfMoney> shares, std::span<const Selection> selected,
              std::optional<std::uint32_t> watched = std::nullopt);

/// What the supporters of the project have at the end.
Rational money_behind(const Profile& profile, const Replay& replay, std::uint32_t project);

} // namespace ogp::budget

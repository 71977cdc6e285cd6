#pragma once

#include "budget/outcome.hpp"
#include "budget/profile.hpp"
#include "budget/round.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ogp::budget {

/// What happens when the next project does not fit what is left: it is passed over, or nothing after it is looked at.
enum class Fit { Skip, NoSkip };

/// Least support that a project needs: votes (Cost, Card) or points (Points, Borda).
struct Threshold
{
    enum Kind { Inclusive, Strict };
    std::int64_t least = 0; ///< in whole votes or points
    Kind kind = Inclusive;  ///< whether `least` itself is enough
};

struct CategoryCap
{
    std::string category;
    Units most = 0;
};

struct GreedyRules
{
    Fit fit = Fit::Skip;
    std::optional<Threshold> threshold{};
    std::vector<std::vector<std::uint32_t>> exclusive{}; ///< of each set one project at most: one site, one winner
    std::vector<CategoryCap> caps{};                   ///< a project counts in each of its categories
};

struct GreedyRun
{
    std::vector<Selection> selected;
    std::vector<PassedOver> passed; ///< in the order of the walk
    std::vector<std::uint32_t> order; ///< of the walk
    std::vector<Tie> ties;
    Units total = 0;
};

/// Projects by satisfaction for each unit of money, decreasing; each is taken that fits what is left. Those without support come
/// last and are taken too; a supported project without cost comes first. Exact: products of 128 bits.
///
/// `already` are projects selected before, with their cost taken off `budget` by the caller; equal projects follow `ranks`. Error{Conflict}
/// where a tie that the ranks leave open would change who wins.
GreedyRun run_greedy(const Round& round, const Profile& profile, const std::vector<std::uint32_t>& ranks, const GreedyRules& rules,
                     const std::vector<Selection>& already, Units budget, Stage stage);

} // namespace ogp::budget

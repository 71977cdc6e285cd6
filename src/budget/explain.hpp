#pragma once

#include "budget/replay.hpp"
#include "budget/tally.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ogp::budget {

/// What supporters of a project paid for one that was funded before.
struct PaidBefore
{
    std::uint32_t project = 0;
    Rational money;
};

/// Why a project won or lost, in numbers. Money is exact; whoever shows it rounds.
struct Explanation
{
    std::uint32_t project = 0;
    bool won = false;
    Stage stage = Stage::Greedy; ///< where it won
    std::size_t place = 0;       ///< in the order of selection, from 1; 0 where it lost
    std::int64_t voters = 0;     ///< of the round
    std::int64_t supporters = 0; ///< voters who name it
    std::size_t rank = 0;        ///< in greedy's order, from 1; 0 where greedy had no say
    std::optional<Passed> passed; ///< by greedy
    Units remaining = 0;          ///< when its turn came in greedy

    // Of the Method of Equal Shares:
    bool by_equal_shares = false;
    Rational share;                ///< what each of its supporters began with; of the first class where districts differ
    Units steps = 0;               ///< what Add1 had added to that
    Rational price;                ///< of a winner: what a score of 1 costs
    Rational effective_votes;      ///< of a winner: cost / the most that one voter pays
    std::int64_t payers = 0;       ///< of a winner
    std::int64_t exhausted = 0;    ///< of a winner: payers who ran out with it
    Rational money;                ///< of its supporters: before it was bought, or at the end
    Rational missing;              ///< of a loser: cost - money
    std::vector<PaidBefore> before; ///< in order of selection, those that got anything

    // Of Phragmén:
    Rational load;                 ///< of a winner: what its supporters carry then

    std::optional<Units> enough_cost;         ///< of a loser: at this cost it wins, as a recount shows
    std::optional<std::int64_t> enough_votes; ///< of a loser: with so many voters more it wins, as a recount shows
};

/// The numbers behind one project in the outcome of `tally(round, rules)`. Counts again for the last two figures.
Explanation explain(const Round& round, const Rules& rules, const Outcome& outcome, std::uint32_t project);

} // namespace ogp::budget

#pragma once

#include "budget/outcome.hpp"
#include "budget/prices.hpp"
#include "budget/profile.hpp"
#include "budget/round.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace ogp::budget {

/// One run of the Method of Equal Shares (Peters, Pierczyński, Skowron 2021), exact.
struct SharesRun
{
    bool over_budget = false; ///< stopped as soon as the projects cost more than the budget: nothing else is filled in
    std::vector<Selection> selected; ///< their prices stand in `prices`, in the order of purchase
    std::vector<Tie> ties;
    Units total = 0;
    std::shared_ptr<const Prices> prices;
    double room = 0; ///< every share may grow by this much and the same projects are bought in the same order: proven
};

/// Runs of one profile with growing shares: what does not depend on the shares is made once.
///
/// Balances are kept in double with a bound on their error, and decide only what the bound lets them decide; whatever is nearer
/// is decided by `Prices`, exactly. So is the price of every project bought.
///
/// With the shares, balances and prices move along straight lines as long as nobody changes sides: so beside each balance stands its
/// slope, and each decision says how far the shares may grow before it could fall otherwise. The least of these, with all
/// errors taken off, is `room`: what Add1 may leap over. It is a bound, never a guess.
class EqualShares
{
public:
    /// `ranks` as made by rank_projects; round and profile must outlive this. Projects that cost more than the budget are never bought.
    EqualShares(const Round& round, const Profile& profile, std::vector<std::uint32_t> ranks);
    ~EqualShares();
    EqualShares(const EqualShares&) = delete;
    EqualShares& operator=(const EqualShares&) = delete;

    SharesRun run(std::span<const ShareOfMoney> shares);
    /// Whether nothing that anybody supports fits what is left.
    bool is_exhaustive(const SharesRun& run) const;

private:
    class Engine;
    std::unique_ptr<Engine> m_engine;
};

} // namespace ogp::budget

#pragma once

#include "budget/profile.hpp"
#include "budget/rational.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace ogp::budget {

/// What every voter of a class has at the start: money / voters + extra.
struct ShareOfMoney
{
    Units money = 0;
    std::int64_t voters = 1;
    Units extra = 0; ///< what the steps of Add1 have added
};

/// Whole-number multiples of shares and of prices: a sum of balances in terms of what it is made of.
struct Multiples
{
    std::vector<std::int64_t> shares;    ///< for each class
    std::vector<std::int64_t> purchases; ///< for each purchase so far: how often its price was paid
};

/// The exact side of the Method of Equal Shares and, without shares, of Phragmén's rule, whose loads are such prices.
///
/// The balance of a voter who has not run out is her share less the prices of what she paid for, each times her score: a
/// combination of few numbers with whole multiples. So nothing is kept for each voter. The numbers, shares and prices, are
/// numerators over one common denominator, which each purchase multiplies by the score that shares the price: no fraction is
/// ever reduced and no balance is ever added up one by one. GMP, exact.
class Prices
{
public:
    Prices(std::span<const ShareOfMoney> shares, std::size_t projects);
    ~Prices();
    Prices(const Prices&) = delete;
    Prices& operator=(const Prices&) = delete;

    /// Two prices can be held at a time: the best one so far and the one that is compared with it.
    enum class Slot { Best, Other };

    /// (cost - spent) / score: what a score of 1 costs where those who run out give `spent`. score > 0.
    void set(Slot slot, Units cost, const Multiples& spent, std::int64_t score);
    /// Makes Other the best.
    void swap();
    /// Sign of price/weight of Best less that of Other.
    int compare(Units best_weight, Units other_weight) const;
    /// Sign of the balance less what a voter with that score has to pay.
    int compare_balance(std::uint32_t share, std::span<const Stake> stakes, Slot slot, std::uint32_t score) const;
    /// Sign of the sum less the amount.
    int compare_total(const Multiples& sum, Units amount) const;
    /// The price within a relative error of 2^-50.
    double approximate(Slot slot) const;
    /// The project is bought at the best price.
    void buy(std::uint32_t project);

    /// Index of its purchase, or -1.
    int purchase(std::uint32_t project) const { return m_purchase[project]; }
    std::size_t purchases() const { return m_purchases; }
    /// Adds `voters` times what such a voter has left. She must not have run out.
    void add_balance(Multiples& sum, const Group& group, std::span<const Stake> stakes) const;
    Multiples nothing() const;
    /// Price of a purchase, as it was paid.
    Rational price(std::size_t purchase) const;
    Rational share(std::size_t index) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
    std::vector<int> m_purchase;
    std::size_t m_shares = 0;
    std::size_t m_purchases = 0;
};

} // namespace ogp::budget

#include "budget/prices.hpp"

#include <gmp.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <numeric>
#include <string>
#include <utility>

namespace ogp::budget {
namespace {

/// A whole number of any size.
class Whole
{
public:
    Whole() { mpz_init(m_z); }
    explicit Whole(std::int64_t value) { mpz_init_set_si(m_z, value); }
    ~Whole() { mpz_clear(m_z); }
    Whole(const Whole& other) { mpz_init_set(m_z, other.m_z); }
    Whole& operator=(const Whole&) = delete;

    mpz_ptr get() { return m_z; }
    mpz_srcptr get() const { return m_z; }

private:
    mpz_t m_z;
};

/// sum += value * factor
void add_multiple(mpz_ptr sum, mpz_srcptr value, std::int64_t factor)
{
    if (factor >= 0)
        mpz_addmul_ui(sum, value, static_cast<unsigned long>(factor));
    else
        mpz_submul_ui(sum, value, 0 - static_cast<unsigned long>(factor));
}

std::string digits(mpz_srcptr number)
{
    std::string text(mpz_sizeinbase(number, 10) + 2, '\0');
    mpz_get_str(text.data(), 10, number);
    text.resize(text.find('\0'));
    return text;
}

/// numerator / (denominator * score), each step truncated: relative error below 2^-50.
double quotient(mpz_srcptr numerator, mpz_srcptr denominator, std::int64_t score)
{
    long numerator_exponent = 0;
    long denominator_exponent = 0;
    const double a = mpz_get_d_2exp(&numerator_exponent, numerator);
    const double b = mpz_get_d_2exp(&denominator_exponent, denominator);
    return std::ldexp(a / b / static_cast<double>(score), static_cast<int>(numerator_exponent - denominator_exponent));
}

} // namespace

struct Prices::State
{
    /// Over `denominator * score`.
    struct Price
    {
        Whole numerator;
        std::int64_t score = 1;
    };

    Whole denominator{1};
    std::deque<Whole> shares;    ///< numerators
    std::deque<Whole> purchases; ///< numerators
    std::array<Price, 2> prices;
    std::size_t best = 0;
    mutable std::array<Whole, 3> scratch;

    Price& at(Slot slot) { return prices[slot == Slot::Best ? best : 1 - best]; }
    const Price& at(Slot slot) const { return prices[slot == Slot::Best ? best : 1 - best]; }

    /// result = cost * denominator - spent
    void rest(mpz_ptr result, Units cost, const Multiples& spent) const
    {
        mpz_mul_si(result, denominator.get(), cost);
        for (std::size_t i = 0; i < shares.size(); ++i)
            if (spent.shares[i] != 0)
                add_multiple(result, shares[i].get(), -spent.shares[i]);
        for (std::size_t i = 0; i < purchases.size(); ++i)
            if (spent.purchases[i] != 0)
                add_multiple(result, purchases[i].get(), spent.purchases[i]);
    }
};

Prices::Prices(std::span<const ShareOfMoney> shares, std::size_t projects)
    : m_state(std::make_unique<State>()), m_purchase(projects, -1), m_shares(shares.size())
{
    for (const ShareOfMoney& share : shares) {
        Whole voters{share.voters};
        mpz_lcm(m_state->denominator.get(), m_state->denominator.get(), voters.get());
    }
    for (const ShareOfMoney& share : shares) {
        Whole& numerator = m_state->shares.emplace_back(share.extra);
        mpz_mul_si(numerator.get(), numerator.get(), share.voters);
        Whole money{share.money};
        mpz_add(numerator.get(), numerator.get(), money.get());
        mpz_mul(numerator.get(), numerator.get(), m_state->denominator.get());
        Whole voters{share.voters};
        mpz_divexact(numerator.get(), numerator.get(), voters.get());
    }
}

Prices::~Prices() = default;

void Prices::set(Slot slot, Units cost, const Multiples& spent, std::int64_t score)
{
    State::Price& price = m_state->at(slot);
    m_state->rest(price.numerator.get(), cost, spent);
    price.score = score;
}

void Prices::swap()
{
    m_state->best = 1 - m_state->best;
}

int Prices::compare(Units best_weight, Units other_weight) const
{
    const State::Price& best = m_state->at(Slot::Best);
    const State::Price& other = m_state->at(Slot::Other);
    mpz_ptr left = m_state->scratch[0].get();
    mpz_ptr right = m_state->scratch[1].get();
    mpz_mul_si(left, best.numerator.get(), other.score);
    mpz_mul_si(left, left, other_weight);
    mpz_mul_si(right, other.numerator.get(), best.score);
    mpz_mul_si(right, right, best_weight);
    return mpz_cmp(left, right);
}

int Prices::compare_balance(std::uint32_t share, std::span<const Stake> stakes, Slot slot, std::uint32_t score) const
{
    const State::Price& price = m_state->at(slot);
    mpz_ptr balance = m_state->scratch[0].get();
    mpz_set(balance, m_state->shares[share].get());
    for (const Stake& stake : stakes)
        if (const int purchase = m_purchase[stake.project]; purchase >= 0)
            mpz_submul_ui(balance, m_state->purchases[static_cast<std::size_t>(purchase)].get(), stake.score);
    mpz_mul_si(balance, balance, price.score);
    mpz_ptr due = m_state->scratch[1].get();
    mpz_mul_ui(due, price.numerator.get(), score);
    return mpz_cmp(balance, due);
}

int Prices::compare_total(const Multiples& sum, Units amount) const
{
    mpz_ptr missing = m_state->scratch[0].get();
    m_state->rest(missing, amount, sum);
    return -mpz_sgn(missing);
}

double Prices::approximate(Slot slot) const
{
    const State::Price& price = m_state->at(slot);
    return quotient(price.numerator.get(), m_state->denominator.get(), price.score);
}

void Prices::buy(std::uint32_t project)
{
    State::Price& price = m_state->at(Slot::Best);
    // The new denominator is the old one times what does not cancel: the price's own numerator needs no factor then.
    const auto score = static_cast<unsigned long>(price.score);
    const unsigned long common = mpz_gcd_ui(nullptr, price.numerator.get(), score);
    const unsigned long factor = common == 0 ? 1 : score / common;
    mpz_divexact_ui(price.numerator.get(), price.numerator.get(), common == 0 ? 1 : common);
    if (factor != 1) {
        mpz_mul_ui(m_state->denominator.get(), m_state->denominator.get(), factor);
        for (Whole& share : m_state->shares)
            mpz_mul_ui(share.get(), share.get(), factor);
        for (Whole& purchase : m_state->purchases)
            mpz_mul_ui(purchase.get(), purchase.get(), factor);
    }
    m_state->purchases.emplace_back(price.numerator);
    m_purchase[project] = static_cast<int>(m_purchases++);
}

void Prices::add_balance(Multiples& sum, const Group& group, std::span<const Stake> stakes) const
{
    sum.shares[group.endowment] += group.voters;
    for (const Stake& stake : stakes)
        if (const int purchase = m_purchase[stake.project]; purchase >= 0)
            sum.purchases[static_cast<std::size_t>(purchase)] += std::int64_t{stake.score} * group.voters;
}

Multiples Prices::nothing() const
{
    return {std::vector<std::int64_t>(m_shares, 0), std::vector<std::int64_t>(m_purchases, 0)};
}

Rational Prices::price(std::size_t purchase) const
{
    return Rational::from_text(digits(m_state->purchases[purchase].get()), digits(m_state->denominator.get()));
}

Rational Prices::share(std::size_t index) const
{
    return Rational::from_text(digits(m_state->shares[index].get()), digits(m_state->denominator.get()));
}

} // namespace ogp::budget

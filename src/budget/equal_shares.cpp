#include "budget/equal_shares.hpp"

#include "budget/ties.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>

namespace ogp::budget {
namespace {

constexpr double unit_roundoff = 0x1p-52; ///< twice that of one operation: bounds below need no care for their own rounding
constexpr double price_error = 0x1p-49;   ///< relative, of Prices::approximate
constexpr double slope_slack = 0x1p-30;   ///< relative: the rounding of sums of slopes, of up to millions of terms

} // namespace

class EqualShares::Engine
{
public:
    Engine(const Round& round, const Profile& profile, std::vector<std::uint32_t> ranks)
        : m_round(round), m_profile(profile), m_ranks(std::move(ranks)), m_live(profile.supporters.size()), m_ends(profile.cost.size())
    {
        for (std::uint32_t p = 0; p < profile.cost.size(); ++p) {
            if (profile.total[p] == 0 || profile.cost[p] > round.budget)
                continue;
            (profile.cost[p] == 0 ? m_free : m_wanted).push_back(p);
        }
        std::stable_sort(m_free.begin(), m_free.end(), [&](std::uint32_t a, std::uint32_t b) { return m_ranks[a] < m_ranks[b]; });
    }

    SharesRun run(std::span<const ShareOfMoney> shares);
    bool is_exhaustive(const SharesRun& run) const;

private:
    struct Purse
    {
        double balance = 0; ///< 0 exactly where the voter has run out
        double voters = 0;
        double slope = 1;   ///< of the balance, as shares grow; 0 where the voter has run out
    };

    struct Candidate
    {
        std::uint32_t project = 0;
        double low = 0;     ///< at most its price, whatever the rounding
        double slope = 0;   ///< at most that of `low`, as shares grow
        double rate = 0;    ///< low / weight: what is compared between projects
        double guess = 0;   ///< about price / weight, of its last evaluation
        int evaluated = -1; ///< round of its last evaluation
    };

    enum class Affordable { No, Yes };

    void reset(std::span<const ShareOfMoney> shares);
    Affordable evaluate(Candidate& candidate, int round);
    bool covers_cost(std::uint32_t project, double total, double growth);
    /// A decision stands while `margin`, which changes by `slope` as shares grow, is above 0.
    void limit_room(double margin, double slope)
    {
        if (margin <= 0)
            m_room = 0;
        else if (slope < 0)
            m_room = std::min(m_room, margin / -slope);
    }
    void limit_by_rivals(std::size_t best);
    double price_slope(std::uint32_t project, double price);
    std::span<Supporter> live(std::uint32_t project)
    {
        return {m_live.data() + m_profile.first_supporter[project], m_ends[project] - m_profile.first_supporter[project]};
    }
    void drop_spent(std::uint32_t project);
    void set_exact_price(Prices::Slot slot, const Candidate& candidate);
    bool runs_out(const Supporter& supporter, Prices::Slot slot, double price) const;
    std::optional<std::size_t> choose(int round, SharesRun& result);
    std::optional<std::size_t> guess_best(int round);
    void settle_best(std::size_t& best, int round, std::vector<std::uint32_t>& tied);
    void buy(std::uint32_t project);

    const Round& m_round;
    const Profile& m_profile;
    std::vector<std::uint32_t> m_ranks;
    std::vector<std::uint32_t> m_free;   ///< supported projects without cost
    std::vector<std::uint32_t> m_wanted; ///< supported projects with a cost that the budget holds
    std::vector<Purse> m_purses;         ///< for each group
    std::vector<Supporter> m_live;       ///< supporters with money, in the ranges of the profile
    std::vector<std::uint32_t> m_ends;   ///< where those of a project end
    std::vector<Candidate> m_candidates;
    std::shared_ptr<Prices> m_prices;
    double m_error = 0;   ///< of every balance, absolute
    double m_richest = 0; ///< no balance is greater
    double m_slope_error = 0; ///< of every slope, absolute
    double m_steepest = 1;    ///< no slope is greater, whatever its sign
    double m_price_slope = 0; ///< of the best price
    double m_price_slope_error = 0;
    double m_room = 0;
};

void EqualShares::Engine::reset(std::span<const ShareOfMoney> shares)
{
    m_prices = std::make_shared<Prices>(shares, m_profile.cost.size());
    std::vector<double> starts;
    for (const ShareOfMoney& share : shares)
        starts.push_back(static_cast<double>(share.money) / static_cast<double>(share.voters) + static_cast<double>(share.extra));
    m_richest = starts.empty() ? 0 : *std::max_element(starts.begin(), starts.end());
    m_error = 4 * m_richest * unit_roundoff;
    m_purses.clear();
    for (const Group& group : m_profile.groups)
        m_purses.push_back({starts[group.endowment], static_cast<double>(group.voters), 1});
    m_slope_error = 0;
    m_steepest = 1;
    m_room = std::numeric_limits<double>::infinity();
    std::copy(m_profile.supporters.begin(), m_profile.supporters.end(), m_live.begin());
    std::copy(m_profile.first_supporter.begin() + 1, m_profile.first_supporter.end(), m_ends.begin());
    m_candidates.clear();
    for (const std::uint32_t p : m_wanted) {
        const double low = static_cast<double>(m_profile.cost[p]) / static_cast<double>(m_profile.total[p]) * (1 - 4 * unit_roundoff);
        const double rate = low / static_cast<double>(m_profile.weight[p]) * (1 - 4 * unit_roundoff);
        m_candidates.push_back({p, low, 0, rate, rate, -1});
    }
}

void EqualShares::Engine::drop_spent(std::uint32_t project)
{
    const std::span<Supporter> supporters = live(project);
    const auto end = std::remove_if(supporters.begin(), supporters.end(), [&](const Supporter& s) { return m_purses[s.group].balance == 0; });
    m_ends[project] = m_profile.first_supporter[project] + static_cast<std::uint32_t>(end - supporters.begin());
}

/// Whether the supporters have the cost together; `total` is the sum of their balances in double, `growth` at least its slope.
bool EqualShares::Engine::covers_cost(std::uint32_t project, double total, double growth)
{
    const auto count = static_cast<double>(m_ends[project] - m_profile.first_supporter[project]);
    const auto cost = static_cast<double>(m_profile.cost[project]);
    const double error = static_cast<double>(m_profile.votes[project]) * m_error + ((count + 4) * total + 4 * cost) * unit_roundoff;
    if (total < cost)
        limit_room(cost - total - error, -growth);
    if (std::abs(total - cost) > error)
        return total > cost;
    m_room = 0; // too near to say how long it stays so
    Multiples sum = m_prices->nothing();
    for (const Supporter& s : std::span{m_live}.subspan(m_profile.first_supporter[project], m_ends[project] - m_profile.first_supporter[project])) {
        const Group& group = m_profile.groups[s.group];
        m_prices->add_balance(sum, group, m_profile.stakes_of(group));
    }
    return m_prices->compare_total(sum, m_profile.cost[project]) >= 0;
}

/// Newton's steps from below. With any set of voters running out, (cost - their money) / score of the others is at most the
/// price, because a voter who is wrongly in the set or out of it is taken to pay more than she does. So each step is a lower
/// bound, but for the rounding, which is taken off.
EqualShares::Engine::Affordable EqualShares::Engine::evaluate(Candidate& candidate, int round)
{
    const std::uint32_t project = candidate.project;
    drop_spent(project);
    const std::span<const Supporter> supporters = live(project);
    const auto cost = static_cast<double>(m_profile.cost[project]);
    double total = 0;
    double growth = 0;
    for (const Supporter& s : supporters) {
        const Purse& purse = m_purses[s.group];
        total += purse.balance * purse.voters;
        growth += (std::abs(purse.slope) + m_slope_error) * purse.voters;
    }
    if (!covers_cost(project, total, growth * (1 + slope_slack)))
        return Affordable::No;
    double price = candidate.low;
    double before = -1; // score of those who do not run out, a step earlier
    for (;;) {
        double spent = 0;
        double score = 0;
        double voters = 0;
        double slope = 0; // of `spent`
        for (const Supporter& s : supporters) {
            const Purse& purse = m_purses[s.group];
            const double weight = purse.voters * static_cast<double>(s.score);
            const bool out = purse.balance < price * static_cast<double>(s.score);
            spent += out ? purse.balance * purse.voters : 0;
            voters += out ? purse.voters : 0;
            slope += out ? purse.slope * purse.voters : 0;
            score += out ? 0 : weight;
        }
        if (score == 0 || score == before)
            break;
        before = score;
        const double error = voters * m_error + (static_cast<double>(supporters.size()) + 8) * unit_roundoff * (spent + cost);
        const double next = (cost - spent) / score;
        const double low = (next - error / score) * (1 - 4 * unit_roundoff);
        if (low > candidate.low) {
            candidate.low = low;
            candidate.slope = -(slope + voters * (m_slope_error + slope_slack * m_steepest)) / score;
        }
        if (next <= price)
            break;
        price = next;
    }
    const auto weight = static_cast<double>(m_profile.weight[project]);
    candidate.rate = candidate.low / weight * (1 - 4 * unit_roundoff);
    candidate.guess = price / weight;
    candidate.evaluated = round;
    return Affordable::Yes;
}

bool EqualShares::Engine::runs_out(const Supporter& supporter, Prices::Slot slot, double price) const
{
    const double due = price * static_cast<double>(supporter.score);
    const double difference = m_purses[supporter.group].balance - due;
    if (std::abs(difference) > m_error + due * price_error)
        return difference < 0;
    const Group& group = m_profile.groups[supporter.group];
    return m_prices->compare_balance(group.endowment, m_profile.stakes_of(group), slot, supporter.score) < 0;
}

/// Newton's steps with exact prices: those who surely run out at the lower bound first, then whoever does at the price found.
void EqualShares::Engine::set_exact_price(Prices::Slot slot, const Candidate& candidate)
{
    const std::uint32_t project = candidate.project;
    std::vector<Supporter> rest;
    Multiples spent = m_prices->nothing();
    std::int64_t score = 0;
    const auto run_out = [&](const Supporter& s) {
        const Group& group = m_profile.groups[s.group];
        m_prices->add_balance(spent, group, m_profile.stakes_of(group));
    };
    for (const Supporter& s : live(project)) {
        const double due = candidate.low * static_cast<double>(s.score);
        if (m_purses[s.group].balance + m_error < due * (1 - 4 * unit_roundoff)) {
            run_out(s);
        } else {
            rest.push_back(s);
            score += std::int64_t{s.score} * m_profile.groups[s.group].voters;
        }
    }
    for (bool changed = true; changed;) {
        m_prices->set(slot, m_profile.cost[project], spent, score);
        const double price = m_prices->approximate(slot);
        std::vector<Supporter> still;
        for (const Supporter& s : rest) {
            if (runs_out(s, slot, price)) {
                run_out(s);
                score -= std::int64_t{s.score} * m_profile.groups[s.group].voters;
            } else {
                still.push_back(s);
            }
        }
        changed = still.size() != rest.size();
        rest.swap(still);
    }
}

/// Index of the candidate that seems the best; those that nobody can afford any more are dropped on the way.
std::optional<std::size_t> EqualShares::Engine::guess_best(int round)
{
    std::sort(m_candidates.begin(), m_candidates.end(),
              [](const Candidate& a, const Candidate& b) { return a.rate != b.rate ? a.rate < b.rate : a.project < b.project; });
    double best = std::numeric_limits<double>::infinity();
    std::optional<std::size_t> index;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < m_candidates.size(); ++i) {
        Candidate candidate = m_candidates[i];
        if (candidate.rate <= best && evaluate(candidate, round) == Affordable::No)
            continue;
        if (candidate.evaluated == round && candidate.guess < best) {
            best = candidate.guess;
            index = kept;
        }
        m_candidates[kept++] = candidate;
    }
    m_candidates.resize(kept);
    return index;
}

/// Compares with every candidate whose lower bound does not rule it out, exactly. Leaves the best price in Slot::Best and
/// all candidates of that price in `tied`.
void EqualShares::Engine::settle_best(std::size_t& best, int round, std::vector<std::uint32_t>& tied)
{
    const auto rate_of = [&](std::size_t i) {
        return m_prices->approximate(Prices::Slot::Best) / static_cast<double>(m_profile.weight[m_candidates[i].project]) * (1 + price_error);
    };
    set_exact_price(Prices::Slot::Best, m_candidates[best]);
    tied = {m_candidates[best].project};
    double rate = rate_of(best);
    const std::size_t first = best;
    for (std::size_t i = 0; i < m_candidates.size(); ++i) {
        Candidate& other = m_candidates[i];
        if (i == first || other.rate > rate)
            continue;
        if (other.evaluated != round && evaluate(other, round) == Affordable::No) {
            other.rate = std::numeric_limits<double>::infinity(); // dropped at the next round, which evaluates it again
            other.evaluated = -1;
            continue;
        }
        if (other.rate > rate)
            continue;
        set_exact_price(Prices::Slot::Other, other);
        const int order = m_prices->compare(m_profile.weight[m_candidates[best].project], m_profile.weight[other.project]);
        if (order > 0) {
            best = i;
            m_prices->swap();
            tied.clear();
            rate = rate_of(best);
        }
        if (order >= 0)
            tied.push_back(other.project);
    }
}

std::optional<std::size_t> EqualShares::Engine::choose(int round, SharesRun& result)
{
    const std::optional<std::size_t> guess = guess_best(round);
    if (!guess)
        return std::nullopt;
    std::size_t best = *guess;
    std::vector<std::uint32_t> tied;
    settle_best(best, round, tied);
    if (tied.size() > 1) {
        const std::size_t taken = untie(m_round, m_ranks, tied);
        const std::uint32_t project = tied[taken];
        tied.erase(tied.begin() + static_cast<std::ptrdiff_t>(taken));
        std::sort(tied.begin(), tied.end());
        result.ties.push_back({project, tied});
        const auto found = std::find_if(m_candidates.begin(), m_candidates.end(), [&](const Candidate& c) { return c.project == project; });
        best = static_cast<std::size_t>(found - m_candidates.begin());
        set_exact_price(Prices::Slot::Best, m_candidates[best]);
    }
    return best;
}

/// Slope of the price as shares grow: those who run out give more. Says too how long everybody stays on her side.
double EqualShares::Engine::price_slope(std::uint32_t project, double price)
{
    double slope = 0;
    double score = 0;
    double voters = 0;
    for (const Supporter& s : live(project)) {
        const Purse& purse = m_purses[s.group];
        const bool out = purse.balance < price * static_cast<double>(s.score);
        slope += out ? purse.slope * purse.voters : 0;
        voters += out ? purse.voters : 0;
        score += out ? 0 : purse.voters * static_cast<double>(s.score);
    }
    if (score == 0) {
        m_room = 0;
        return 0;
    }
    slope /= -score;
    m_price_slope_error = voters / score * (m_slope_error + slope_slack * m_steepest) + std::abs(slope) * slope_slack;
    for (const Supporter& s : live(project)) {
        const Purse& purse = m_purses[s.group];
        const auto times = static_cast<double>(s.score);
        const double left = purse.balance - price * times;
        const double left_slope = purse.slope - slope * times;
        const double slope_error = m_slope_error + m_price_slope_error * times + slope_slack * (std::abs(purse.slope) + std::abs(slope) * times);
        limit_room(std::abs(left) - m_error - price * times * price_error, (left < 0 ? -left_slope : left_slope) - slope_error);
    }
    return slope;
}

/// How long the candidates that were not chosen stay dearer than the one that was.
void EqualShares::Engine::limit_by_rivals(std::size_t best)
{
    const auto weight = static_cast<double>(m_profile.weight[m_candidates[best].project]);
    const double rate = m_prices->approximate(Prices::Slot::Best) / weight * (1 + price_error);
    const double steepest = (m_price_slope + m_price_slope_error) / weight;
    for (std::size_t i = 0; i < m_candidates.size(); ++i) {
        const Candidate& rival = m_candidates[i];
        if (i == best || std::isinf(rival.rate))
            continue;
        const double slope = rival.slope / static_cast<double>(m_profile.weight[rival.project]);
        limit_room(rival.rate - rate, slope - steepest - slope_slack * (std::abs(slope) + std::abs(steepest)));
    }
}

void EqualShares::Engine::buy(std::uint32_t project)
{
    const double price = m_prices->approximate(Prices::Slot::Best);
    double dearest = 0;
    double most_score = 0;
    for (const Supporter& s : live(project)) {
        const double due = price * static_cast<double>(s.score);
        Purse& purse = m_purses[s.group];
        const double left = purse.balance - due;
        bool out = left < 0;
        if (std::abs(left) <= m_error + due * price_error) {
            const Group& group = m_profile.groups[s.group];
            out = m_prices->compare_balance(group.endowment, m_profile.stakes_of(group), Prices::Slot::Best, s.score) <= 0;
        }
        purse.balance = out ? 0 : std::max(left, std::numeric_limits<double>::min());
        purse.slope = out ? 0 : purse.slope - m_price_slope * static_cast<double>(s.score);
        m_steepest = std::max(m_steepest, std::abs(purse.slope));
        if (!out) {
            dearest = std::max(dearest, due);
            most_score = std::max(most_score, static_cast<double>(s.score));
        }
    }
    m_slope_error += m_price_slope_error * most_score + slope_slack * m_steepest;
    m_error += dearest * price_error + m_richest * unit_roundoff;
    m_prices->buy(project);
}

SharesRun EqualShares::Engine::run(std::span<const ShareOfMoney> shares)
{
    reset(shares);
    SharesRun result;
    for (const std::uint32_t project : m_free)
        result.selected.push_back({project, Stage::Free, Rational{}});
    for (int round = 0;; ++round) {
        const std::optional<std::size_t> best = choose(round, result);
        if (!best)
            break;
        const std::uint32_t project = m_candidates[*best].project;
        m_price_slope = price_slope(project, m_prices->approximate(Prices::Slot::Best));
        limit_by_rivals(*best);
        if (m_profile.cost[project] > m_round.budget - result.total) {
            result.over_budget = true;
            return result;
        }
        result.total += m_profile.cost[project];
        result.selected.push_back({project, Stage::EqualShares, Rational{}});
        buy(project);
        m_candidates.erase(m_candidates.begin() + static_cast<std::ptrdiff_t>(*best));
    }
    result.prices = m_prices;
    result.room = m_room;
    return result;
}

bool EqualShares::Engine::is_exhaustive(const SharesRun& run) const
{
    std::vector<char> selected(m_profile.cost.size(), 0);
    for (const Selection& selection : run.selected)
        selected[selection.project] = 1;
    return std::none_of(m_wanted.begin(), m_wanted.end(), [&](std::uint32_t p) {
        return selected[p] == 0 && m_profile.cost[p] <= m_round.budget - run.total;
    });
}

EqualShares::EqualShares(const Round& round, const Profile& profile, std::vector<std::uint32_t> ranks)
    : m_engine(std::make_unique<Engine>(round, profile, std::move(ranks)))
{}

EqualShares::~EqualShares() = default;

SharesRun EqualShares::run(std::span<const ShareOfMoney> shares)
{
    return m_engine->run(shares);
}

bool EqualShares::is_exhaustive(const SharesRun& run) const
{
    return m_engine->is_exhaustive(run);
}

} // namespace ogp::budget

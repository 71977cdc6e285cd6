#include "budget/explain.hpp"

#include "base/error.hpp"
#include "budget/what_if.hpp"

#include <algorithm>

namespace ogp::budget {
namespace {

/// Recounts that the search for enough votes may take; rules that count many times get few.
constexpr int recounts_at_most = 40;
constexpr int recounts_when_slow = 12;
constexpr std::int64_t slow_from = 8; ///< runs in a count

/// A tie that the policy leaves open is no win.
bool wins(const Round& round, const Rules& rules, std::uint32_t project)
{
    try {
        const Outcome outcome = tally(round, rules);
        return std::any_of(outcome.selected.begin(), outcome.selected.end(), [&](const Selection& s) { return s.project == project; });
    } catch (const Error& error) {
        if (error.fault() == Fault::Conflict)
            return false;
        throw;
    }
}

class Explainer
{
public:
    Explainer(const Round& round, const Rules& rules, const Outcome& outcome, std::uint32_t project)
        : m_round(round), m_rules(rules), m_outcome(outcome), m_profile(profile_of(round, rules))
    {
        m_result.project = project;
    }

    Explanation run()
    {
        m_result.voters = static_cast<std::int64_t>(m_round.voters());
        m_result.supporters = m_profile.votes[m_result.project];
        find_place();
        add_greedy();
        if (!m_outcome.shares.empty())
            add_equal_shares();
        if (!m_result.won)
            add_enough();
        return std::move(m_result);
    }

private:
    Units cost() const { return m_profile.cost[m_result.project]; }

    void find_place()
    {
        for (std::size_t i = 0; i < m_outcome.selected.size(); ++i) {
            const Selection& selection = m_outcome.selected[i];
            if (selection.project != m_result.project)
                continue;
            m_result.won = true;
            m_result.place = i + 1;
            m_result.stage = selection.stage;
            if (selection.stage == Stage::Phragmen)
                m_result.load = selection.price;
        }
    }

    void add_greedy()
    {
        const auto rank = std::find(m_outcome.order.begin(), m_outcome.order.end(), m_result.project);
        if (rank != m_outcome.order.end())
            m_result.rank = static_cast<std::size_t>(rank - m_outcome.order.begin()) + 1;
        for (const PassedOver& passed : m_outcome.passed)
            if (passed.project == m_result.project) {
                m_result.passed = passed.why;
                m_result.remaining = passed.remaining;
            }
    }

    void add_equal_shares()
    {
        m_result.by_equal_shares = true;
        m_result.share = Rational{m_outcome.shares[0].money, m_outcome.shares[0].voters} + Rational{m_outcome.shares[0].extra};
        m_result.steps = m_outcome.shares[0].extra / power_of_ten(m_round.places);
        const Replay paid = replay(m_profile, m_outcome.shares, m_outcome.selected, m_result.project);
        for (const Payment& payment : paid.payments) {
            if (payment.project == m_result.project) {
                add_purchase(payment);
                return;
            }
            if (payment.watched > Rational{0})
                m_result.before.push_back({payment.project, payment.watched});
        }
        m_result.money = money_behind(m_profile, paid, m_result.project);
        m_result.missing = Rational{cost()} - m_result.money;
    }

    void add_purchase(const Payment& payment)
    {
        m_result.price = payment.price;
        m_result.payers = payment.payers;
        m_result.exhausted = payment.exhausted;
        m_result.money = payment.watched_before;
        std::uint32_t most = 1;
        for (const Supporter& s : m_profile.supporters_of(m_result.project))
            most = std::max(most, s.score);
        m_result.effective_votes = Rational{cost()} / (payment.price * Rational{most});
    }

    void add_enough()
    {
        const Units tried = m_outcome.shares.empty() ? m_result.remaining : m_result.money.floor();
        if (tried > 0 && tried < cost()) {
            WhatIf cheaper;
            cheaper.costs = {{m_result.project, tried}};
            if (wins(changed(m_round, cheaper), m_rules, m_result.project))
                m_result.enough_cost = tried;
        }
        if (m_round.vote_type != VoteType::Cumulative && m_round.vote_type != VoteType::Scoring && m_rules.district_shares.empty())
            search_votes();
    }

    bool wins_with(std::int64_t votes)
    {
        --m_recounts;
        WhatIf more;
        more.votes = {{m_result.project, votes}};
        return wins(changed(m_round, more), m_rules, m_result.project);
    }

    /// Doubles until it wins, then halves the interval. More votes usually help but need not, so only what was counted is said.
    void search_votes()
    {
        m_recounts = m_outcome.runs > slow_from ? recounts_when_slow : recounts_at_most;
        const std::int64_t most = 4 * m_result.voters + 16;
        std::int64_t enough = std::max<std::int64_t>(1, m_result.supporters / 16);
        std::int64_t too_few = 0;
        bool found = false;
        while (enough <= most && m_recounts > 0) {
            found = wins_with(enough);
            if (found)
                break;
            too_few = enough;
            enough *= 2;
        }
        if (!found)
            return;
        while (enough - too_few > 1 && m_recounts > 0) {
            const std::int64_t middle = too_few + (enough - too_few) / 2;
            (wins_with(middle) ? enough : too_few) = middle;
        }
        m_result.enough_votes = enough;
    }

    const Round& m_round;
    const Rules& m_rules;
    const Outcome& m_outcome;
    Profile m_profile;
    Explanation m_result;
    int m_recounts = 0;
};

} // namespace

Explanation explain(const Round& round, const Rules& rules, const Outcome& outcome, std::uint32_t project)
{
    return Explainer{round, rules, outcome, project}.run();
}

} // namespace ogp::budget

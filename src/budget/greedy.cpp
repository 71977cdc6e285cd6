#include "budget/greedy.hpp"

#include "budget/ties.hpp"

#include <algorithm>

namespace ogp::budget {
namespace {

__extension__ using Wide = __int128;

class Walk
{
public:
    Walk(const Round& round, const Profile& profile, const std::vector<std::uint32_t>& ranks, const GreedyRules& rules, Units budget, Stage stage)
        : m_round(round), m_profile(profile), m_ranks(ranks), m_rules(rules), m_left(budget), m_stage(stage),
          m_taken(profile.cost.size(), 0), m_spent(rules.caps.size(), 0)
    {}

    void count_already(const std::vector<Selection>& already)
    {
        for (const Selection& selection : already)
            count(selection.project);
    }

    GreedyRun run()
    {
        std::vector<std::uint32_t> order;
        for (std::uint32_t p = 0; p < m_taken.size(); ++p)
            if (m_taken[p] == 0)
                order.push_back(p);
        std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            if (const int density = compare(a, b); density != 0)
                return density > 0;
            return m_ranks[a] != m_ranks[b] ? m_ranks[a] < m_ranks[b] : a < b;
        });
        for (std::size_t first = 0; first < order.size();) {
            std::size_t end = first + 1;
            while (end < order.size() && compare(order[first], order[end]) == 0)
                ++end;
            walk({order.begin() + static_cast<std::ptrdiff_t>(first), order.begin() + static_cast<std::ptrdiff_t>(end)});
            first = end;
        }
        m_result.order = std::move(order);
        return std::move(m_result);
    }

private:
    /// Sign of the satisfaction for each unit of money of `a` less that of `b`.
    int compare(std::uint32_t a, std::uint32_t b) const
    {
        const bool free_a = m_profile.cost[a] == 0 && m_profile.total[a] > 0;
        const bool free_b = m_profile.cost[b] == 0 && m_profile.total[b] > 0;
        if (free_a || free_b)
            return static_cast<int>(free_a) - static_cast<int>(free_b);
        const bool by_cost = m_profile.satisfaction == Satisfaction::Cost;
        const Wide left = Wide{m_profile.total[a]} * (by_cost ? 1 : std::max<Units>(m_profile.cost[b], 1));
        const Wide right = Wide{m_profile.total[b]} * (by_cost ? 1 : std::max<Units>(m_profile.cost[a], 1));
        return left < right ? -1 : (right < left ? 1 : 0);
    }

    /// Projects of one density, in the order of their ranks.
    void walk(const std::vector<std::uint32_t>& tied)
    {
        for (std::size_t first = 0; first < tied.size();) {
            std::size_t end = first + 1;
            while (end < tied.size() && m_ranks[tied[first]] == m_ranks[tied[end]])
                ++end;
            if (end - first > 1)
                require_no_matter({tied.begin() + static_cast<std::ptrdiff_t>(first), tied.begin() + static_cast<std::ptrdiff_t>(end)});
            first = end;
        }
        std::vector<std::uint32_t> others;
        std::optional<std::uint32_t> first_taken;
        for (const std::uint32_t project : tied) {
            if (!take(project))
                others.push_back(project);
            else if (!first_taken)
                first_taken = project;
        }
        if (first_taken && !others.empty())
            m_result.ties.push_back({*first_taken, others});
    }

    /// Where the order of projects with equal ranks would change who wins: an error.
    void require_no_matter(const std::vector<std::uint32_t>& equal)
    {
        Wide together = 0;
        bool any_fits = false;
        for (const std::uint32_t project : equal) {
            together += m_profile.cost[project];
            any_fits = any_fits || !why_not(project);
        }
        if (any_fits && (together > m_left || !m_rules.exclusive.empty() || !m_rules.caps.empty()))
            untie(m_round, m_ranks, equal);
    }

    bool above_threshold(std::uint32_t project) const
    {
        if (!m_rules.threshold)
            return true;
        const bool points = m_profile.satisfaction == Satisfaction::Points || m_profile.satisfaction == Satisfaction::Borda;
        const Wide least = Wide{m_rules.threshold->least} * power_of_ten(m_profile.satisfaction == Satisfaction::Points ? m_round.point_places : 0);
        const Wide support = points ? m_profile.total[project] : m_profile.votes[project];
        return m_rules.threshold->kind == Threshold::Inclusive ? support >= least : support > least;
    }

    bool excluded(std::uint32_t project) const
    {
        return std::any_of(m_rules.exclusive.begin(), m_rules.exclusive.end(), [&](const std::vector<std::uint32_t>& set) {
            return std::find(set.begin(), set.end(), project) != set.end() &&
                   std::any_of(set.begin(), set.end(), [&](std::uint32_t other) { return m_taken[other] != 0; });
        });
    }

    bool in_category(std::uint32_t project, const std::string& category) const
    {
        const std::vector<std::string>& list = m_round.projects[project].categories;
        return std::find(list.begin(), list.end(), category) != list.end();
    }

    bool category_full(std::uint32_t project) const
    {
        for (std::size_t i = 0; i < m_rules.caps.size(); ++i)
            if (in_category(project, m_rules.caps[i].category) && m_profile.cost[project] > m_rules.caps[i].most - m_spent[i])
                return true;
        return false;
    }

    std::optional<Passed> why_not(std::uint32_t project) const
    {
        if (m_stopped)
            return Passed::Stopped;
        if (!above_threshold(project))
            return Passed::BelowThreshold;
        if (excluded(project))
            return Passed::Excluded;
        if (category_full(project))
            return Passed::CategoryFull;
        return m_profile.cost[project] > m_left ? std::optional{Passed::TooDear} : std::nullopt;
    }

    void count(std::uint32_t project)
    {
        m_taken[project] = 1;
        for (std::size_t i = 0; i < m_rules.caps.size(); ++i)
            if (in_category(project, m_rules.caps[i].category))
                m_spent[i] += m_profile.cost[project];
    }

    bool take(std::uint32_t project)
    {
        if (const std::optional<Passed> why = why_not(project)) {
            m_result.passed.push_back({project, *why, m_left});
            m_stopped = m_stopped || (*why == Passed::TooDear && m_rules.fit == Fit::NoSkip);
            return false;
        }
        count(project);
        m_left -= m_profile.cost[project];
        m_result.total += m_profile.cost[project];
        m_result.selected.push_back({project, m_stage, Rational{}});
        return true;
    }

    const Round& m_round;
    const Profile& m_profile;
    const std::vector<std::uint32_t>& m_ranks;
    const GreedyRules& m_rules;
    Units m_left;
    Stage m_stage;
    std::vector<char> m_taken;
    std::vector<Units> m_spent; ///< for each cap
    bool m_stopped = false;
    GreedyRun m_result;
};

} // namespace

GreedyRun run_greedy(const Round& round, const Profile& profile, const std::vector<std::uint32_t>& ranks, const GreedyRules& rules,
                     const std::vector<Selection>& already, Units budget, Stage stage)
{
    Walk walk{round, profile, ranks, rules, budget, stage};
    walk.count_already(already);
    return walk.run();
}

} // namespace ogp::budget

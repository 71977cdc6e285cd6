#include "budget/phragmen.hpp"

#include "budget/prices.hpp"
#include "budget/ties.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace ogp::budget {
namespace {

/// Relative, of a load put together from approximate ones: at most a few thousand positive terms.
constexpr double load_error = 0x1p-36;

class Phragmen
{
public:
    Phragmen(const Round& round, const Profile& profile, const std::vector<std::uint32_t>& ranks)
        : m_round(round), m_profile(profile), m_ranks(ranks), m_carriers(profile.cost.size()), m_supporters(profile.cost.size(), 0),
          m_last(profile.groups.size(), -1), m_loads({}, profile.cost.size())
    {
        for (std::uint32_t p = 0; p < profile.cost.size(); ++p) {
            for (const Supporter& s : profile.supporters_of(p))
                m_supporters[p] += profile.groups[s.group].voters;
            if (m_supporters[p] != 0 && profile.cost[p] <= round.budget)
                m_open.push_back(p);
        }
    }

    PhragmenRun run()
    {
        while (!m_open.empty()) {
            std::vector<std::uint32_t> best = find_best();
            if (std::any_of(best.begin(), best.end(), [&](std::uint32_t p) { return m_profile.cost[p] > m_round.budget - m_result.total; }))
                break;
            select(best);
        }
        for (std::size_t i = 0; i < m_result.selected.size(); ++i)
            m_result.selected[i].price = m_loads.price(i);
        return std::move(m_result);
    }

private:
    /// A load is a price: what the supporters carry already is what others have given less, all over their number.
    void set_load(Prices::Slot slot, std::uint32_t project)
    {
        m_loads.set(slot, m_profile.cost[project], {{}, m_carriers[project]}, m_supporters[project]);
    }

    double approximate(std::uint32_t project) const
    {
        double sum = static_cast<double>(m_profile.cost[project]);
        for (std::size_t i = 0; i < m_carriers[project].size(); ++i)
            sum += static_cast<double>(m_carriers[project][i]) * m_approximate[i];
        return sum / static_cast<double>(m_supporters[project]);
    }

    /// All projects of the least load, by index; the load is the best price then.
    std::vector<std::uint32_t> find_best()
    {
        std::vector<double> loads;
        double least = std::numeric_limits<double>::infinity();
        for (const std::uint32_t p : m_open)
            least = std::min(least, loads.emplace_back(approximate(p)));
        std::vector<std::uint32_t> best;
        for (std::size_t i = 0; i < m_open.size(); ++i) {
            if (loads[i] > least * (1 + load_error))
                continue;
            set_load(Prices::Slot::Other, m_open[i]);
            const int order = best.empty() ? 1 : m_loads.compare(1, 1);
            if (order > 0) {
                m_loads.swap();
                best.clear();
            }
            if (order >= 0)
                best.push_back(m_open[i]);
        }
        return best;
    }

    void select(std::vector<std::uint32_t> best)
    {
        const std::size_t taken = best.size() == 1 ? 0 : untie(m_round, m_ranks, best);
        const std::uint32_t project = best[taken];
        best.erase(best.begin() + static_cast<std::ptrdiff_t>(taken));
        if (!best.empty())
            m_result.ties.push_back({project, best});
        m_result.total += m_profile.cost[project];
        m_result.selected.push_back({project, Stage::Phragmen, Rational{}});
        m_approximate.push_back(m_loads.approximate(Prices::Slot::Best));
        m_loads.buy(project);
        m_open.erase(std::find(m_open.begin(), m_open.end(), project));
        for (std::vector<std::int64_t>& carriers : m_carriers)
            carriers.resize(m_approximate.size(), 0);
        for (const Supporter& s : m_profile.supporters_of(project))
            move_to_newest(s.group);
    }

    /// The voters of the group carry the newest load from now on.
    void move_to_newest(std::uint32_t group)
    {
        const Group& voters = m_profile.groups[group];
        const int newest = static_cast<int>(m_approximate.size()) - 1;
        for (const Stake& stake : m_profile.stakes_of(voters)) {
            std::vector<std::int64_t>& carriers = m_carriers[stake.project];
            if (m_last[group] >= 0)
                carriers[static_cast<std::size_t>(m_last[group])] -= voters.voters;
            carriers[static_cast<std::size_t>(newest)] += voters.voters;
        }
        m_last[group] = newest;
    }

    const Round& m_round;
    const Profile& m_profile;
    const std::vector<std::uint32_t>& m_ranks;
    std::vector<std::uint32_t> m_open;
    std::vector<std::vector<std::int64_t>> m_carriers; ///< for each project: how many supporters carry each load
    std::vector<std::int64_t> m_supporters;            ///< for each project, voters
    std::vector<int> m_last;                           ///< for each group: index of its load, -1 for none
    std::vector<double> m_approximate;                 ///< of each load
    Prices m_loads;
    PhragmenRun m_result;
};

} // namespace

PhragmenRun run_phragmen(const Round& round, const Profile& profile, const std::vector<std::uint32_t>& ranks)
{
    return Phragmen{round, profile, ranks}.run();
}

} // namespace ogp::budget

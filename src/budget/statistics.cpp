#include "budget/statistics.hpp"

#include <map>

namespace ogp::budget {
namespace {

using ByName = std::map<std::string, Spending>;

Spending& named(ByName& all, const std::string& name)
{
    Spending& spending = all[name];
    spending.name = name;
    return spending;
}

std::vector<Spending> listed(const ByName& all)
{
    std::vector<Spending> list;
    for (const auto& [name, spending] : all)
        list.push_back(spending);
    return list;
}

void spend(ByName& all, const std::string& name, const Project& project)
{
    Spending& spending = named(all, name);
    spending.spent += project.cost;
    ++spending.projects;
}

/// How many voters filled in each ballot.
std::vector<std::int64_t> count_ballots(const Round& round)
{
    std::vector<std::int64_t> counts(round.ballots.size(), 0);
    for (const std::uint32_t ballot : round.voter_ballot)
        ++counts[ballot];
    return counts;
}

/// The categories of each project as indexes, and how many voters support one of each.
class CategoryVoters
{
public:
    explicit CategoryVoters(const Round& round) : m_categories(round.projects.size())
    {
        std::map<std::string, std::uint32_t> known;
        for (std::size_t p = 0; p < round.projects.size(); ++p)
            for (const std::string& category : round.projects[p].categories) {
                const auto [at, fresh] = known.try_emplace(category, static_cast<std::uint32_t>(m_names.size()));
                if (fresh)
                    m_names.push_back(category);
                m_categories[p].push_back(at->second);
            }
        m_voters.assign(m_names.size(), 0);
        m_seen.assign(m_names.size(), 0);
    }

    void begin_ballot() { ++m_ballot; }

    void count(std::uint32_t project, std::int64_t voters)
    {
        for (const std::uint32_t category : m_categories[project])
            if (m_seen[category] != m_ballot) {
                m_seen[category] = m_ballot;
                m_voters[category] += voters;
            }
    }

    void write(ByName& all) const
    {
        for (std::size_t i = 0; i < m_names.size(); ++i)
            named(all, m_names[i]).voters = m_voters[i];
    }

private:
    std::vector<std::vector<std::uint32_t>> m_categories; ///< of each project
    std::vector<std::string> m_names;
    std::vector<std::int64_t> m_voters;
    std::vector<std::uint64_t> m_seen; ///< the last ballot that supported the category
    std::uint64_t m_ballot = 0;
};

} // namespace

Statistics gather_statistics(const Round& round, const std::vector<Selection>& selected)
{
    Statistics result;
    result.voters = static_cast<std::int64_t>(round.voters());
    std::vector<char> funded(round.projects.size(), 0);
    ByName districts;
    ByName categories;
    for (const Selection& selection : selected) {
        const Project& project = round.projects[selection.project];
        funded[selection.project] = 1;
        if (!project.district.empty())
            spend(districts, project.district, project);
        for (const std::string& category : project.categories)
            spend(categories, category, project);
    }
    const std::vector<std::int64_t> counts = count_ballots(round);
    CategoryVoters category_voters{round};
    for (std::size_t b = 0; b < round.ballots.size(); ++b) {
        std::size_t won = 0;
        category_voters.begin_ballot();
        for (std::uint32_t i = 0; i < round.ballots[b].size; ++i) {
            const std::uint32_t project = round.choices[round.ballots[b].first + i].project;
            won += funded[project] != 0 ? 1U : 0U;
            category_voters.count(project, counts[b]);
        }
        if (result.by_funded.size() <= won)
            result.by_funded.resize(won + 1, 0);
        result.by_funded[won] += counts[b];
    }
    category_voters.write(categories);
    result.voters_without = result.by_funded.empty() ? 0 : result.by_funded[0];
    for (const std::uint32_t district : round.voter_district)
        ++named(districts, round.districts[district]).voters;
    result.districts = listed(districts);
    result.categories = listed(categories);
    return result;
}

} // namespace ogp::budget

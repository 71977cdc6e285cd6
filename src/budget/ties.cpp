#include "budget/ties.hpp"

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace ogp::budget {
namespace {

constexpr std::array<std::pair<TieCriterion, std::string_view>, 5> criteria{{
    {TieCriterion::Lexico, "lexico"},
    {TieCriterion::MinCost, "min_cost"},
    {TieCriterion::MaxCost, "max_cost"},
    {TieCriterion::MaxVotes, "max_votes"},
    {TieCriterion::Lot, "lot"},
}};

/// What the criterion compares, smallest first.
class TieOrder
{
public:
    TieOrder(const Round& round, const Profile& profile, const TiePolicy& policy) : m_round(round), m_profile(profile), m_policy(policy)
    {
        if (std::find(policy.criteria.begin(), policy.criteria.end(), TieCriterion::Lot) != policy.criteria.end())
            for (const Project& project : round.projects)
                m_lots.push_back(sha256({policy.seed, std::string_view{"\0", 1}, project.id}));
    }

    int compare(std::uint32_t a, std::uint32_t b) const
    {
        for (const TieCriterion criterion : m_policy.criteria)
            if (const int order = compare_by(criterion, a, b); order != 0)
                return order;
        return 0;
    }

private:
    template <class T>
    static int order(const T& a, const T& b)
    {
        return a < b ? -1 : (b < a ? 1 : 0);
    }

    int compare_by(TieCriterion criterion, std::uint32_t a, std::uint32_t b) const
    {
        switch (criterion) {
        case TieCriterion::Lexico: return order(m_round.projects[a].id, m_round.projects[b].id);
        case TieCriterion::MinCost: return order(m_profile.cost[a], m_profile.cost[b]);
        case TieCriterion::MaxCost: return order(m_profile.cost[b], m_profile.cost[a]);
        case TieCriterion::MaxVotes: return order(m_profile.votes[b], m_profile.votes[a]);
        case TieCriterion::Lot: return order(m_lots[a], m_lots[b]);
        }
        return 0;
    }

    const Round& m_round;
    const Profile& m_profile;
    const TiePolicy& m_policy;
    std::vector<Hash> m_lots;
};

} // namespace

std::string_view code(TieCriterion criterion)
{
    return std::find_if(criteria.begin(), criteria.end(), [&](const auto& pair) { return pair.first == criterion; })->second;
}

TiePolicy parse_ties(std::string_view text, std::string seed)
{
    TiePolicy policy{{}, std::move(seed)};
    for (const std::string_view word : split(text, ',')) {
        const auto known = std::find_if(criteria.begin(), criteria.end(), [&](const auto& pair) { return pair.second == word; });
        if (known == criteria.end())
            throw Error(Fault::Usage, say("თანაბართა გარჩევის უცნობი წესი: „{}“", "unknown tie rule '{}'", printable(word)),
                        say("არის: lexico, min_cost, max_cost, max_votes, lot", "there are: lexico, min_cost, max_cost, max_votes, lot"));
        if (std::find(policy.criteria.begin(), policy.criteria.end(), known->first) != policy.criteria.end())
            throw Error(Fault::Usage, say("თანაბართა გარჩევის წესი {} ორჯერ წერია", "the tie rule {} is given twice", word));
        policy.criteria.push_back(known->first);
        if (known->first == TieCriterion::Lot && policy.seed.empty())
            throw Error(Fault::Usage, say("კენჭისყრას თესლი სჭირდება: --seed", "a lot needs a seed: --seed"));
    }
    return policy;
}

std::string text_of(const TiePolicy& policy)
{
    std::string text;
    for (const TieCriterion criterion : policy.criteria)
        text += (text.empty() ? "" : ",") + std::string(code(criterion));
    return text;
}

std::string seed_commitment(std::string_view seed)
{
    return sha256(seed).hex();
}

std::vector<std::uint32_t> rank_projects(const Round& round, const Profile& profile, const TiePolicy& policy)
{
    const TieOrder order{round, profile, policy};
    std::vector<std::uint32_t> projects(round.projects.size());
    std::iota(projects.begin(), projects.end(), 0U);
    std::stable_sort(projects.begin(), projects.end(), [&](std::uint32_t a, std::uint32_t b) { return order.compare(a, b) < 0; });
    std::vector<std::uint32_t> ranks(projects.size());
    for (std::uint32_t i = 0; i < projects.size(); ++i) {
        const bool same = i != 0 && order.compare(projects[i - 1], projects[i]) == 0;
        ranks[projects[i]] = same ? ranks[projects[i - 1]] : i;
    }
    return ranks;
}

std::size_t untie(const Round& round, const std::vector<std::uint32_t>& ranks, const std::vector<std::uint32_t>& tied)
{
    const auto first = std::min_element(tied.begin(), tied.end(), [&](std::uint32_t a, std::uint32_t b) { return ranks[a] < ranks[b]; });
    if (std::count_if(tied.begin(), tied.end(), [&](std::uint32_t p) { return ranks[p] == ranks[*first]; }) > 1) {
        std::vector<std::string> names;
        for (const std::uint32_t project : tied)
            if (ranks[project] == ranks[*first])
                names.push_back(round.projects[project].id);
        std::sort(names.begin(), names.end());
        throw Error(Fault::Conflict, say("თანაბარი პროექტები, რომელთაც წესი ვერ არჩევს: {}",
                                         "projects are tied and the tie rule does not tell them apart: {}", join(names, ", ")),
                    say("დაუმატეთ --ties-ს სხვა წესი, მაგალითად lot", "add another rule to --ties, for example lot"));
    }
    return static_cast<std::size_t>(first - tied.begin());
}

} // namespace ogp::budget

#include "budget/profile.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <unordered_map>
#include <utility>

namespace ogp::budget {
namespace {

constexpr std::int64_t most_total = std::int64_t{1} << 52U;

constexpr std::array<std::pair<Satisfaction, std::string_view>, 4> satisfactions{{
    {Satisfaction::Cost, "cost"},
    {Satisfaction::Card, "card"},
    {Satisfaction::Points, "points"},
    {Satisfaction::Borda, "borda"},
}};

void require_fit(const Round& round, Satisfaction satisfaction)
{
    const bool points = round.vote_type == VoteType::Cumulative || round.vote_type == VoteType::Scoring;
    if (satisfaction == Satisfaction::Points && !points)
        throw Error(Fault::Invalid, say("ხმის სახეობას {} ქულები არ აქვს", "the vote type {} has no points", code(round.vote_type)),
                    say("სცადეთ --sat {}", "try --sat {}", code(preset(round.vote_type))));
    if (satisfaction == Satisfaction::Borda && round.vote_type != VoteType::Ordinal)
        throw Error(Fault::Invalid, say("ხმის სახეობა {} პროექტებს არ ალაგებს",
                                        "the vote type {} does not rank projects", code(round.vote_type)),
                    say("სცადეთ --sat {}", "try --sat {}", code(preset(round.vote_type))));
}

/// The stakes of one ballot, by project.
class StakeReader
{
public:
    StakeReader(const Round& round, Satisfaction satisfaction) : m_round(round), m_satisfaction(satisfaction) {}

    void read(const Ballot& ballot, std::vector<Stake>& stakes) const
    {
        stakes.clear();
        for (std::uint32_t place = 0; place < ballot.size; ++place) {
            const Choice& choice = m_round.choices[ballot.first + place];
            if (const std::uint32_t score = score_of(choice, ballot.size - place - 1); score != 0)
                stakes.push_back({choice.project, score});
        }
        std::sort(stakes.begin(), stakes.end(), [](const Stake& a, const Stake& b) { return a.project < b.project; });
        if (m_satisfaction == Satisfaction::Points && m_round.default_score > 0)
            add_default(ballot, stakes);
    }

private:
    std::uint32_t score_of(const Choice& choice, std::uint32_t behind) const
    {
        switch (m_satisfaction) {
        case Satisfaction::Cost:
        case Satisfaction::Card: return 1;
        case Satisfaction::Points: return static_cast<std::uint32_t>(std::max<std::int64_t>(choice.points, 0));
        case Satisfaction::Borda: return behind;
        }
        return 0;
    }

    /// Projects that a scoring ballot does not name have the default score.
    void add_default(const Ballot& ballot, std::vector<Stake>& stakes) const
    {
        std::vector<char> named(m_round.projects.size(), 0);
        for (std::uint32_t i = 0; i < ballot.size; ++i)
            named[m_round.choices[ballot.first + i].project] = 1;
        for (std::uint32_t project = 0; project < named.size(); ++project)
            if (named[project] == 0)
                stakes.push_back({project, static_cast<std::uint32_t>(m_round.default_score)});
        std::sort(stakes.begin(), stakes.end(), [](const Stake& a, const Stake& b) { return a.project < b.project; });
    }

    const Round& m_round;
    Satisfaction m_satisfaction;
};

/// How many voters share a ballot and an endowment.
struct Share
{
    std::uint32_t ballot = 0;
    std::uint32_t endowment = 0;
    std::uint32_t voters = 0;
};

std::vector<Share> count_ballots(const Round& round, Endowment endowment)
{
    std::vector<Share> shares;
    if (endowment == Endowment::Equal) {
        shares.resize(round.ballots.size());
        for (std::uint32_t i = 0; i < shares.size(); ++i)
            shares[i].ballot = i;
        for (const std::uint32_t ballot : round.voter_ballot)
            ++shares[ballot].voters;
        return shares;
    }
    std::unordered_map<std::uint64_t, std::size_t> known;
    for (std::size_t i = 0; i < round.voters(); ++i) {
        const std::uint64_t key = (std::uint64_t{round.voter_district[i]} << 32U) | round.voter_ballot[i];
        const auto [at, fresh] = known.try_emplace(key, shares.size());
        if (fresh)
            shares.push_back({round.voter_ballot[i], round.voter_district[i], 0});
        ++shares[at->second].voters;
    }
    return shares;
}

/// Groups in the order of their content, equal ones made one.
void add_groups(const Round& round, std::vector<Share> shares, Profile& profile)
{
    const StakeReader reader{round, profile.satisfaction};
    std::vector<Stake> all;
    std::vector<Group> groups;
    std::vector<Stake> stakes;
    for (const Share& share : shares) {
        if (share.voters == 0)
            continue;
        reader.read(round.ballots[share.ballot], stakes);
        if (stakes.empty())
            continue; // has a share of the money, but nothing to spend it on
        groups.push_back({static_cast<std::uint32_t>(all.size()), static_cast<std::uint32_t>(stakes.size()), share.voters, share.endowment});
        all.insert(all.end(), stakes.begin(), stakes.end());
    }
    const auto key = [](const Stake& stake) { return std::pair{stake.project, stake.score}; };
    const auto compare = [&](const Group& a, const Group& b) {
        for (std::uint32_t i = 0; i < std::min(a.size, b.size); ++i)
            if (key(all[a.first + i]) != key(all[b.first + i]))
                return key(all[a.first + i]) < key(all[b.first + i]) ? -1 : 1;
        if (a.size != b.size)
            return a.size < b.size ? -1 : 1;
        return a.endowment == b.endowment ? 0 : (a.endowment < b.endowment ? -1 : 1);
    };
    std::sort(groups.begin(), groups.end(), [&](const Group& a, const Group& b) { return compare(a, b) < 0; });
    for (const Group& group : groups) {
        if (!profile.groups.empty() && compare(profile.groups.back(), group) == 0) {
            profile.groups.back().voters += group.voters;
            continue;
        }
        profile.groups.push_back(group);
    }
    profile.stakes.reserve(all.size());
    for (Group& group : profile.groups) {
        const auto first = all.begin() + group.first;
        group.first = static_cast<std::uint32_t>(profile.stakes.size());
        profile.stakes.insert(profile.stakes.end(), first, first + group.size);
    }
}

void add_supporters(const Round& round, Profile& profile)
{
    profile.first_supporter.assign(round.projects.size() + 1, 0);
    for (const Stake& stake : profile.stakes)
        ++profile.first_supporter[stake.project + 1];
    std::partial_sum(profile.first_supporter.begin(), profile.first_supporter.end(), profile.first_supporter.begin());
    std::vector<std::uint32_t> next(profile.first_supporter.begin(), profile.first_supporter.end() - 1);
    profile.supporters.resize(profile.stakes.size());
    profile.total.assign(round.projects.size(), 0);
    for (std::uint32_t g = 0; g < profile.groups.size(); ++g) {
        for (const Stake& stake : profile.stakes_of(profile.groups[g])) {
            profile.supporters[next[stake.project]++] = {g, stake.score};
            profile.total[stake.project] += std::int64_t{stake.score} * profile.groups[g].voters;
            if (profile.total[stake.project] >= most_total)
                throw Error(Fault::Invalid, say("პროექტის {} ქულების ჯამი ძალიან დიდია",
                                                "the points of project {} come to too much", round.projects[stake.project].id));
        }
    }
}

} // namespace

std::string_view code(Satisfaction satisfaction)
{
    return std::find_if(satisfactions.begin(), satisfactions.end(), [&](const auto& pair) { return pair.first == satisfaction; })->second;
}

std::optional<Satisfaction> satisfaction_of(std::string_view code)
{
    const auto found = std::find_if(satisfactions.begin(), satisfactions.end(), [&](const auto& pair) { return pair.second == code; });
    return found == satisfactions.end() ? std::nullopt : std::optional{found->first};
}

Satisfaction preset(VoteType type)
{
    switch (type) {
    case VoteType::Approval:
    case VoteType::ChooseOne: return Satisfaction::Cost;
    case VoteType::Ordinal: return Satisfaction::Borda;
    case VoteType::Cumulative:
    case VoteType::Scoring: return Satisfaction::Points;
    }
    return Satisfaction::Cost;
}

Profile make_profile(const Round& round, Satisfaction satisfaction, Endowment endowment)
{
    require_fit(round, satisfaction);
    Profile profile;
    profile.satisfaction = satisfaction;
    profile.voters = round.voters();
    profile.votes.assign(round.projects.size(), 0);
    for (const Project& project : round.projects) {
        profile.cost.push_back(project.cost);
        profile.weight.push_back(satisfaction == Satisfaction::Cost ? project.cost : 1);
    }
    const std::vector<Share> shares = count_ballots(round, endowment);
    for (const Share& share : shares) {
        const Ballot& ballot = round.ballots[share.ballot];
        for (std::uint32_t i = 0; i < ballot.size; ++i)
            profile.votes[round.choices[ballot.first + i].project] += share.voters;
    }
    add_groups(round, shares, profile);
    add_supporters(round, profile);
    return profile;
}

} // namespace ogp::budget

#include "budget/what_if.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <limits>

namespace ogp::budget {
namespace {

constexpr std::int64_t most_votes = 10'000'000;

void remove_projects(Round& round, const std::vector<std::uint32_t>& without)
{
    std::vector<Choice> choices;
    for (Ballot& ballot : round.ballots) {
        const auto first = static_cast<std::uint32_t>(choices.size());
        for (std::uint32_t i = 0; i < ballot.size; ++i) {
            const Choice& choice = round.choices[ballot.first + i];
            if (std::find(without.begin(), without.end(), choice.project) == without.end())
                choices.push_back(choice);
        }
        ballot = {first, static_cast<std::uint32_t>(choices.size()) - first};
    }
    round.choices = std::move(choices);
    for (const std::uint32_t project : without)
        round.projects[project].cost = std::numeric_limits<Units>::max();
}

void add_votes(Round& round, std::uint32_t project, std::int64_t votes)
{
    if (round.vote_type == VoteType::Cumulative || round.vote_type == VoteType::Scoring)
        throw Error(Fault::Invalid, say("ქულებიან ხმებს ვერ დავამატებთ", "votes cannot be added where ballots carry points"));
    if (votes < 0 || votes > most_votes)
        throw Error(Fault::Invalid, say("დასამატებელი ხმები: 0-დან {}-მდე", "votes to add: from 0 to {}", most_votes));
    round.ballots.push_back({static_cast<std::uint32_t>(round.choices.size()), 1});
    round.choices.push_back({project, 0});
    const auto ballot = static_cast<std::uint32_t>(round.ballots.size() - 1);
    round.voter_ballot.insert(round.voter_ballot.end(), static_cast<std::size_t>(votes), ballot);
    // Districts have shares of their own: more voters of no district would have none.
    if (!round.voter_district.empty())
        round.voter_district.insert(round.voter_district.end(), static_cast<std::size_t>(votes), round.voter_district.front());
}

} // namespace

Round changed(const Round& round, const WhatIf& what_if)
{
    Round result = round;
    if (what_if.budget)
        result.budget = *what_if.budget;
    for (const auto& [project, cost] : what_if.costs)
        result.projects[project].cost = cost;
    if (!what_if.without.empty())
        remove_projects(result, what_if.without);
    for (const auto& [project, votes] : what_if.votes)
        add_votes(result, project, votes);
    return result;
}

} // namespace ogp::budget

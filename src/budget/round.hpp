#pragma once

#include "budget/amount.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::budget {

/// How people vote (Pabulib's `vote_type`).
enum class VoteType {
    Approval,   ///< a set of projects
    ChooseOne,  ///< one project
    Ordinal,    ///< projects, best first
    Cumulative, ///< points from a purse; projects not named have none
    Scoring,    ///< points for each project; projects not named have the default score
};
std::string_view code(VoteType type);
std::optional<VoteType> vote_type_of(std::string_view code);

struct Project
{
    std::string id;
    Units cost = 0;
    std::string name;
    std::vector<std::string> categories;
    std::string district;
};

/// One project on a ballot. `points` are in units of 10^-point_places, 0 where the vote type has none.
struct Choice
{
    std::uint32_t project = 0;
    std::int64_t points = 0;
};

/// A ballot as it was filled in; voters with the same one share it.
struct Ballot
{
    std::uint32_t first = 0; ///< of its choices in Round::choices, in the order of the ballot
    std::uint32_t size = 0;
};

/// What a tally needs to know: projects, ballots, money. Nothing in it tells who a voter is.
struct Round
{
    VoteType vote_type = VoteType::Approval;
    Units budget = 0;
    int places = 0;       ///< of `budget` and every cost
    int point_places = 0;
    std::int64_t default_score = 0; ///< of Scoring, in units of 10^-point_places
    std::string currency;
    std::vector<Project> projects;
    std::vector<Ballot> ballots;
    std::vector<Choice> choices;
    std::vector<std::uint32_t> voter_ballot;   ///< for each voter, in the order of the file
    std::vector<std::uint32_t> voter_district; ///< index into `districts`; empty where the file does not tell
    std::vector<std::string> districts;        ///< in order of first appearance

    std::size_t voters() const { return voter_ballot.size(); }
    /// Index of the project, or nothing.
    std::optional<std::uint32_t> project(std::string_view id) const;
};

} // namespace ogp::budget

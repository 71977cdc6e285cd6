#pragma once

#include "budget/round.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace ogp::budget {

/// What a voter gains from a funded project.
enum class Satisfaction {
    Cost,   ///< its cost, where the voter names it
    Card,   ///< 1, where the voter names it
    Points, ///< the points given; points below zero count as none
    Borda,  ///< ballot length - place, places from 1: the last project named gains nothing (pabutools, equalshares)
};
std::string_view code(Satisfaction satisfaction);
std::optional<Satisfaction> satisfaction_of(std::string_view code);

/// What a vote type is counted by where nothing else is said.
Satisfaction preset(VoteType type);

/// A voter's stake in a project. The gain is `score` times Profile::weight of the project.
struct Stake
{
    std::uint32_t project = 0;
    std::uint32_t score = 0; ///< more than 0
};

/// Voters who cannot be told apart by the rule: same stakes, same endowment.
struct Group
{
    std::uint32_t first = 0; ///< of its stakes
    std::uint32_t size = 0;
    std::uint32_t voters = 0;
    std::uint32_t endowment = 0; ///< index of the class that its share of the money comes from
};

struct Supporter
{
    std::uint32_t group = 0;
    std::uint32_t score = 0;
};

/// The ballots as a rule sees them. Equal ballots are grouped, in an order that follows from their content alone, so that the
/// order of ballots in a file changes nothing.
struct Profile
{
    Satisfaction satisfaction = Satisfaction::Cost;
    std::size_t voters = 0;
    std::vector<Units> cost;         ///< for each project
    std::vector<Units> weight;       ///< for each project: its cost (Cost) or 1
    std::vector<std::int64_t> total; ///< for each project: sum of scores over voters, below 2^52
    std::vector<std::int64_t> votes; ///< for each project: voters who name it, whatever the satisfaction
    std::vector<Group> groups;
    std::vector<Stake> stakes;
    std::vector<std::uint32_t> first_supporter; ///< for each project and one more: range in `supporters`
    std::vector<Supporter> supporters;

    std::span<const Stake> stakes_of(const Group& group) const { return {stakes.data() + group.first, group.size}; }
    std::span<const Supporter> supporters_of(std::size_t project) const
    {
        return {supporters.data() + first_supporter[project], first_supporter[project + 1] - first_supporter[project]};
    }
};

enum class Endowment { Equal, ByDistrict };

/// Error{Invalid} where a satisfaction does not suit the vote type (points without points, Borda without an order) and where the
/// points of a project come to 2^52.
Profile make_profile(const Round& round, Satisfaction satisfaction, Endowment endowment = Endowment::Equal);

} // namespace ogp::budget

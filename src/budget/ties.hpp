#pragma once

#include "budget/profile.hpp"
#include "budget/round.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::budget {

/// How equal projects are told apart, first criterion first. Every criterion is known before the count, so one order of all
/// projects is drawn for the whole run with all its completions.
enum class TieCriterion {
    Lexico,   ///< project id, compared byte by byte: "10" before "2" (as pabutools does)
    MinCost,
    MaxCost,
    MaxVotes,
    Lot,      ///< SHA-256 of seed, a zero byte and the project id: smallest first. The seed is committed before voting ends.
};
std::string_view code(TieCriterion criterion);

struct TiePolicy
{
    std::vector<TieCriterion> criteria;
    std::string seed; ///< for Lot
};

/// "lexico", "min_cost,max_votes,lot"; Error{Usage} for another word, for one given twice and for a lot without a seed.
TiePolicy parse_ties(std::string_view text, std::string seed);
std::string text_of(const TiePolicy& policy);

/// SHA-256 of the seed, in hex: what is published before voting ends.
std::string seed_commitment(std::string_view seed);

/// Place of each project in the order of the policy; equal places where the policy does not tell projects apart.
std::vector<std::uint32_t> rank_projects(const Round& round, const Profile& profile, const TiePolicy& policy);

/// Index within `tied` of the one that comes first. Error{Conflict}, naming the projects, where the policy does not say.
std::size_t untie(const Round& round, const std::vector<std::uint32_t>& ranks, const std::vector<std::uint32_t>& tied);

} // namespace ogp::budget

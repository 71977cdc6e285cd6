#include "budget/round.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace ogp::budget {
namespace {

constexpr std::array<std::pair<VoteType, std::string_view>, 5> vote_types{{
    {VoteType::Approval, "approval"},
    {VoteType::ChooseOne, "choose-1"},
    {VoteType::Ordinal, "ordinal"},
    {VoteType::Cumulative, "cumulative"},
    {VoteType::Scoring, "scoring"},
}};

} // namespace

std::string_view code(VoteType type)
{
    return std::find_if(vote_types.begin(), vote_types.end(), [&](const auto& pair) { return pair.first == type; })->second;
}

std::optional<VoteType> vote_type_of(std::string_view code)
{
    const auto found = std::find_if(vote_types.begin(), vote_types.end(), [&](const auto& pair) { return pair.second == code; });
    return found == vote_types.end() ? std::nullopt : std::optional{found->first};
}

std::optional<std::uint32_t> Round::project(std::string_view id) const
{
    const auto found = std::find_if(projects.begin(), projects.end(), [&](const Project& p) { return p.id == id; });
    return found == projects.end() ? std::nullopt
                                   : std::optional{static_cast<std::uint32_t>(found - projects.begin())};
}

} // namespace ogp::budget

#pragma once

#include "app/budget/budget_priorities.hpp"
#include "app/budget/budget_round.hpp"
#include "base/json.hpp"
#include "budget/priorities/opinions.hpp"
#include "store/ballot_box.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::app {

/// What a round of opinions came to: priorities_json() with
///
///   round, number   of the round
///   k               raters of a group that is told
///   weights_rule    the words of the frozen weights
///   not_weighted    {ka, en}, only where weights could not be worked out: why; then everything is unweighted
///   cells           {traits, rows: [{values, voters, raters, marks, sums}]}: voters added up by the traits of the weights, from which
///                   weights and averages follow; null where any of these sums is one of fewer than k voters
///
/// With weights it can be worked out only while ballots and traits are both there, at closing.

/// "district", "sex", "age".
const std::string& trait_of(const store::VoterTraits& voter, std::string_view trait);

/// Takes in ballots with the traits of their voters, in memory. Nothing but result() leaves it.
class ClosingOpinions
{
public:
    /// Whose survey, population and weights were checked (check_survey()).
    explicit ClosingOpinions(const RoundRules& rules);

    /// `content` as content_text() writes it; "" says nothing.
    void add(const store::VoterTraits& traits, std::string_view content);
    /// Error{Invalid} where these voters cannot be weighted.
    void check() const;
    /// Never fails for the voters there are: without weights it says why.
    Json result() const;

private:
    budget::Opinions opinions() const;

    RoundRules m_rules;
    budget::Survey m_survey;
    std::map<std::string, std::uint32_t, std::less<>> m_themes;
    std::map<store::VoterTraits, std::uint32_t> m_kinds; ///< of voters, in the order of their coming
    std::vector<store::VoterTraits> m_traits;            ///< by kind
    std::vector<std::uint32_t> m_kind_of;                ///< by voter
    std::vector<std::uint64_t> m_first{0};
    std::vector<budget::Answer> m_answers;
};

/// Recomputed from what is published: of a result without weights from the ballots alone.
struct PriorityCheck
{
    std::vector<Localized> right;
    std::vector<Localized> wrong;
};
/// `contents`: of the counted ballots.
PriorityCheck check_priorities(const RoundRules& rules, const std::vector<std::string>& contents, const Json& published);

} // namespace ogp::app

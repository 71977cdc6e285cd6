#pragma once

#include "app/budget/budget_round.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace ogp::app {

/// Calls its argument for each ballot (BallotBox::each_ballot).
using EachBallot = std::function<void(const std::function<void(std::string_view content)>& visit)>;

/// What a ballot says, as canonical JSON: {"p": points, "v": ids of projects}, with "d", the voter's district, where the rule needs it. On a
/// ballot without an order projects stand in the order of the round. It is what leaf and contents root are made of.
struct BallotContent
{
    std::vector<std::string> projects;
    std::vector<std::int64_t> points; ///< as many as projects, or none
    std::string district;
};
/// Whether ballots tell their voter's district: where the rule has shares of districts.
bool tells_district(const RoundRules& rules);
std::string content_text(const BallotContent& content);
/// Error{Integrity} for what content_text() would not have written.
BallotContent content_from(std::string_view text);

/// The round as a .pb file (Pabulib): what is tallied, published and recomputed are the same bytes. Voters are numbered in the order in
/// which ballots come.
std::string round_pb(const RoundRules& rules, const EachBallot& each_ballot);
BudgetFile read_round_pb(std::string bytes);
/// The contents of the ballots in such a file, sorted.
std::vector<std::string> contents_of(const BudgetFile& file);

} // namespace ogp::app

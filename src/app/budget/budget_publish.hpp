#pragma once

#include "app/budget/budget_result.hpp"
#include "app/budget/budget_turnout.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace ogp::app {

/// The files of a published result. Whoever has them needs no repository: ogp budget verify recomputes all of it.
///
///   result.json    result_json(), SHA-256 of the other files, k, what was generalised
///   rules.json     what was frozen when balloting opened
///   ballots.pb     the counted ballots, in order of their content, voters numbered in that order; the district only where the rule needs it
///   leaves.txt     the leaf of every ballot received, sorted, one in hex a line
///   excluded.csv   leaf and reason of those that do not count
///   turnout.csv    who took part, by traits (budget_turnout.hpp), linked to no ballot
///
/// and of opinions
///
///   priorities.json  averages (budget_round_priorities.hpp), the bytes whose hash stands in the log since closing
///   survey.yaml  population.csv  mapping.csv   as they were frozen, as far as there are any
///
/// All of them are described in ogp-budget-result(5).
using ResultFiles = std::map<std::string, std::string>;

struct PublishOptions
{
    std::int64_t k = 10;
    std::optional<TurnoutTraits> traits; ///< nothing: all that the roll has
};
struct PublishedResult
{
    ResultFiles files;
    Turnout turnout;
    TurnoutTraits traits;
    std::string state; ///< of the round afterwards
};

/// Writes the files; of a round whose ballots are being reviewed the result becomes a field of the round, its projects are selected or
/// passed over, and the round moves on, in one change. Error{Invalid}, saying what to generalise, where a voter could be told apart.
PublishedResult publish_round(Repository& repository, const std::string& id, const PublishOptions& options, const std::filesystem::path& folder,
                              DryRun dry_run);

/// The files as they follow from ballots and turnout.
ResultFiles result_files(const RoundBallots& ballots, const Turnout& turnout, const TurnoutTraits& traits, std::int64_t k);
std::string leaves_text(const std::vector<Hash>& leaves);
std::string excluded_csv(const std::vector<std::pair<Hash, std::string>>& excluded);

} // namespace ogp::app

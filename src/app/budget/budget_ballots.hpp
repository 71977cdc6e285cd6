#pragma once

#include "app/budget/budget_ballots_csv.hpp"
#include "app/budget/budget_round.hpp"
#include "app/budget/budget_round_pb.hpp"
#include "base/time.hpp"
#include "ledger/merkle.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::app {

struct ImportedRoll
{
    std::int64_t added = 0;
    std::int64_t voters = 0; ///< on the roll now
    Hash root;
};
enum class RollImport { Add, Replace };
/// CSV with the columns `voter` and, as far as there are any, `district`, `sex`, `age`: whole years become a band of ten at once (16-24,
/// 25-34 ...), the age itself is not kept. All rows or none; a voter who stands there twice is a finding. Error{Forbidden} once
/// balloting is open.
ImportedRoll import_roll(Repository& repository, const std::string& round, CsvSource source, RollImport how, DryRun dry_run);

/// "34" -> "25-34"; a text that is no number stays.
std::string age_band(std::string_view age);

/// A ballot as its receipt: "round-ballot-nonce-leaf" in hex.
std::string receipt_text(const CaseUid& round, const store::BallotReceipt& receipt);

struct CastBallots
{
    std::int64_t ballots = 0;
};
/// CSV with the columns `voter`, `vote` (ids of projects with commas, in order where the ballot has one) and, where ballots have points,
/// `points`. All rows or none. `received` is the authority's time: the window is judged by it. Memory does not grow with the file.
/// Error: Forbidden outside the window; Invalid with line and column of what cannot be counted.
CastBallots cast_ballots(Repository& repository, const std::string& round, CsvSource source, Instant received,
                         const std::function<void(std::uint32_t line, const std::string& receipt)>& give, DryRun dry_run);

struct PaperEntry
{
    std::string station;
    std::string batch;
    int entry = 1; ///< 1 or 2
};
struct ImportedPaper
{
    std::int64_t rows = 0;
    bool agreed = false;
};
/// CSV with the columns `sheet`, `voter`, `vote`, `points`, `status` (valid, which needs not be said, or invalid). The second entry of a
/// batch must say the same as the first: InvalidInput with what differs, and nothing is kept. Until closing, the end of the window
/// included: papers were cast in it.
ImportedPaper import_paper(Repository& repository, const std::string& round, CsvSource source, const PaperEntry& entry, DryRun dry_run);

/// station, batches, issued, valid, invalid, spoiled, unused, difference, agreed, note.
report::Table reconcile_table(const Repository& repository, const std::string& round);
void put_station(Repository& repository, const std::string& round, const store::Station& station);

/// The content of a ballot as the round's rules have it, or what is wrong with it.
struct ReadBallot
{
    BallotContent content;
    std::string column; ///< of what is wrong, "" where nothing is
    std::string code;
    Localized problem;
};
ReadBallot read_ballot(const RoundRules& rules, std::string_view vote, std::string_view points);

} // namespace ogp::app

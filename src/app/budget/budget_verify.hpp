#pragma once

#include "app/budget/budget_publish.hpp"
#include "base/error.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace ogp::app {

struct VerifiedResult
{
    Json result;                    ///< as published
    std::vector<Localized> checked; ///< what was found right
    Findings findings;              ///< what was not; empty: all of it follows from the ballots
};

/// Recomputes a published result from its files alone: hashes, roots and counts, what each ballot says against the frozen rules, the
/// seed against its commitment, the tally, decisions against the rule, the statistics. `path` is the folder or its result.json.
/// Error{Invalid} where the files cannot be read.
VerifiedResult verify_result(const std::filesystem::path& path);

struct ReceiptCheck
{
    bool recorded = false;      ///< the leaf is in the tree
    bool says_so = false;       ///< and it is made of the vote given
    bool vote_given = false;
    std::string excluded;       ///< reason where the ballot does not count
    std::uint64_t index = 0;    ///< of the leaf
    std::uint64_t size = 0;
    std::vector<Hash> proof;    ///< RFC 6962 inclusion proof, verified against `root`
    Hash root;
};
/// A receipt against the published leaves. `vote` and `points` as they were cast, "" where only inclusion is asked for; a ballot that tells
/// its voter's district needs that too. Error: Usage for what is no receipt, NotFound for another round's.
ReceiptCheck check_receipt(const std::filesystem::path& path, const std::string& receipt, const std::string& vote, const std::string& points,
                           const std::string& district);

} // namespace ogp::app

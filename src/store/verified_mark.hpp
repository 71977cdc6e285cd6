#pragma once

#include "base/hash.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>

/// `.ogp/verified`: how far the signatures of the log have been checked, so that a check need not do it again.
///
/// Ed25519 is by far the dearest part of a check where commands were small, and what it says of a signed note stays true while
/// the note stays as it is. So a check that finds nothing writes down the number of events and one hash over all signed notes
/// up to there, those of batches and of checkpoints. The next check hashes the notes anyway: where the hash is the same, they
/// are the notes that were good, and only later signatures are looked at; where it is not, or there is no such file, all are.
///
/// The file needs no protection. Whoever forges it saves a check its Ed25519, nothing else: the newest checkpoint's signature
/// is checked always, it signs the root, the root binds the leaves, and each leaf binds the signed note of its batch.
namespace ogp::store {

struct VerifiedMark
{
    std::uint64_t size = 0; ///< events, at the end of a batch
    Hash notes;             ///< over the notes of all batches and checkpoints up to there (NoteCheck)

    bool operator==(const VerifiedMark&) const = default;
};

/// Nothing where there is no such file, or none that could be read.
std::optional<VerifiedMark> read_verified_mark(const std::filesystem::path& folder) noexcept;

/// Never throws: without it the next check takes longer.
void write_verified_mark(const std::filesystem::path& folder, const VerifiedMark& mark) noexcept;

} // namespace ogp::store

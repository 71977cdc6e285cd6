#pragma once

#include "base/hash.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/note.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::ledger {

/// What an authority answers to GET /v1/consistency?from=N (text/plain): that its newest checkpoint continues the log as it was
/// at N events. The lines are those of a request to a C2SP tlog-witness (add-checkpoint), so that any such witness can be fed with it:
///
///   old <N>
///   <base64 of a hash>      the consistency proof of RFC 6962 section 2.1.2, a line each; none where N is 0 or the size
///                           an empty line
///   <the checkpoint's note> with whatever cosignatures it has
struct ConsistencyProof
{
    std::uint64_t from = 0;
    std::vector<Hash> path;
    std::string note;

    std::string text() const;
    /// Throws Error{Invalid}, naming the line. The note is not looked at.
    static ConsistencyProof parse(std::string_view text);
};

/// The checkpoint of a note that `log` has signed; other signatures are not looked at. Throws Error: Invalid where it is no
/// checkpoint, Integrity where this key did not sign it.
Checkpoint signed_checkpoint(std::string_view note, const VerifierKey& log);

/// Throws Error{Integrity} where `newer` does not continue `older`: of another origin, shorter, or with another tree.
void check_continues(const Checkpoint& older, const Checkpoint& newer, const std::vector<Hash>& path);

} // namespace ogp::ledger

#pragma once

#include "base/hash.hpp"
#include "base/id.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace ogp::ledger {

/// "ogp/<repository>": the first line of what this repository signs.
std::string origin(const RepositoryId& repository);
/// "ogp/<repository>/<replica>": the name that a replica signs under.
std::string signer_name(const RepositoryId& repository, const ReplicaId& replica);

/// The text of a C2SP tlog-checkpoint: origin, size in decimal, root in base64, a line each.
struct Checkpoint
{
    std::string origin;
    std::uint64_t size = 0;
    Hash root;
    bool operator==(const Checkpoint&) const = default;

    std::string text() const;
    /// Throws Error{Invalid}.
    static Checkpoint parse(std::string_view text);
};

/// What a command commits: origin with "/batch", number of events, Merkle root over their ids in order.
struct BatchStatement
{
    std::string origin; ///< "ogp/<repository>/batch"
    std::uint64_t count = 0;
    Hash root;
    bool operator==(const BatchStatement&) const = default;

    std::string text() const;
    static BatchStatement parse(std::string_view text);
    static BatchStatement over(const RepositoryId& repository, std::span<const Hash> event_ids);
};

} // namespace ogp::ledger

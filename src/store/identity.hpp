#pragma once

#include "base/id.hpp"
#include "ledger/signature.hpp"

#include <optional>
#include <string>

namespace ogp::store {

/// What a repository is, fixed at `init`; but for `key`, and `authority_key` of a repository whose own key has changed.
struct Identity
{
    RepositoryId repository;
    ReplicaId replica;
    std::string tag_secret; ///< 32 bytes, see ledger/leaf.hpp
    ledger::PublicKey key;  ///< of this replica: signs batches and, where the repository is its own authority, checkpoints
    ReplicaId authority{};  ///< who signs checkpoints; zero means the same as this replica (never read back as zero)
    ledger::PublicKey authority_key{};          ///< signed the first checkpoints of the log; which ones follow: Store::log_keys()
    std::optional<ledger::PublicKey> pinned{};  ///< of a replica that was begun with a later key of the log: the log has to come to it

    bool is_authority() const { return authority.is_zero() || authority == replica; }
    const ReplicaId& log_keeper() const { return is_authority() ? replica : authority; } ///< whose log it is
};

} // namespace ogp::store

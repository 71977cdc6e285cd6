#pragma once

#include "app/repository/repository.hpp"
#include "app/sync/replica_blobs.hpp"
#include "sync/wire.hpp"

#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace ogp::app {

/// As many waiting batches as one push may hold, in order, at least one; the contents that they name are handed in first. Keys of
/// personal values go along, sealed to the authority's key: it keeps those that it does not have.
class PushPart
{
public:
    /// `authority`: the key that it has now. Throws Error{Invalid} where the first batch alone is larger than a push may be.
    PushPart(const Repository& repository, ReplicaBlobs& blobs, std::span<const store::PendingBatch> waiting, const ledger::PublicKey& authority);

    const sync::PushWriter& writer() const { return m_writer; }
    std::size_t batches() const { return m_batches; }
    bool has_keys() const { return !m_subjects.empty(); }

private:
    struct Batch;
    Batch read(const store::PendingBatch& waiting) const;
    void write(const Batch& batch);

    const Repository* m_repository;
    ledger::PublicKey m_authority;
    sync::PushWriter m_writer;
    std::size_t m_batches = 0;
    std::set<std::string> m_subjects; ///< whose keys are in it
};

} // namespace ogp::app

#pragma once

#include "app/repository/repository.hpp"
#include "app/sync/authority_word.hpp"
#include "app/sync/replica.hpp"
#include "app/sync/replica_blobs.hpp"
#include "app/sync/replica_push.hpp"
#include "ledger/checkpoint.hpp"
#include "sync/client.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ogp::app {

/// Takes a replica and its authority to the same state. Everything may be cut at any point and done again: what the authority has
/// taken it knows by its id, and what has come is kept page by page.
///
/// Throws Error: Remote where the authority cannot be reached; Integrity where its history is not the one that this replica has seen,
/// and nothing of it is kept; what the authority says where it refuses.
class ReplicaSync
{
public:
    /// Error{Usage} where the repository is its own authority.
    ReplicaSync(Repository& repository, sync::Client& client, SyncProgress progress = {});

    /// Hands in what waits, batch by batch in order. What was answered still waits until it is pulled: the log has the last word.
    void push();
    /// Takes over what is new.
    void pull();
    /// Both, in this order; where nothing waits and nothing is new, one request.
    void sync();

    SyncCounts counts() const;

private:
    void note_answer(const std::vector<store::PendingBatch>& sent, const sync::PushAnswer& answer);
    sync::PushAnswer hand_in(PushPart& part, std::span<const store::PendingBatch> waiting);
    void check_answer(const std::vector<store::PendingBatch>& sent, const sync::PushAnswer& answer);
    bool is_behind(const std::string& checkpoint);
    void check_reached() const;
    void take_pages();
    bool take_page(const std::string& text);
    void finish();
    void acknowledge_erasures();
    sync::LogQuery next_page(bool with_own) const;

    Repository& m_repository;
    sync::Client& m_client;
    AuthorityWord m_word;
    std::optional<ledger::Checkpoint> m_promised; ///< the newest one that the authority has shown
    ReplicaBlobs m_blobs;
    SyncProgress m_progress;
    SyncCounts m_counts;
};

} // namespace ogp::app

#pragma once

#include "app/repository/repository.hpp"
#include "app/sync/replica_blobs.hpp"
#include "store/confirmation.hpp"
#include "sync/client.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::app {

/// What taking over a page gave.
struct PageTaken
{
    std::size_t events = 0;
    std::size_t own = 0;         ///< of them events of this replica that were waiting
    std::string checkpoint;      ///< signed note
};

/// Takes over one page of the authority's log: gets what its events need in order to be folded (compiled workflows, calendars), checks
/// every batch's signature against a key that the log grants to the actor, folds the events, keeps the clocks of their cases, and
/// keeps all of it only where the authority's checkpoint is over the same tree. Contents that are not needed for that are written down
/// as wanted (replica_blobs.hpp).
///
/// Throws Error{Integrity} where history differs, with nothing kept.
class PageIntake
{
public:
    PageIntake(Repository& repository, sync::Client& client, ReplicaBlobs& blobs);

    /// `text`: the lines of the page. `progress` is told each event.
    PageTaken take(std::string_view text, const std::function<void()>& progress = {});

private:
    struct Batch;
    void prepare(const std::vector<sync::PageBatch>& batches);
    void prepare(const model::Event& event);
    void keep_keys(std::vector<sync::PageBatch>& batches);
    std::string bytes_of(const sync::PageEvent& event) const;

    Repository& m_repository;
    sync::Client& m_client;
    ReplicaBlobs& m_blobs;
    std::vector<store::WorkflowRow> m_workflows; ///< of the page, before the events that name them
};

} // namespace ogp::app

#pragma once

#include "app/repository/repository.hpp"
#include "model/event.hpp"
#include "store/blobs.hpp"
#include "sync/client.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace ogp::app {

/// The contents that a replica knows of and has not got yet: a cut came between the log and them. `data`: the folder `.ogp`.
std::set<Hash> wanted_blobs(const std::filesystem::path& data);

/// Contents beside the log on their way between a replica and its authority. What is still wanted is written down in
/// `.ogp/wanted-blobs`, a hash a line, before the events that name it are kept; what has come in part lies in `.ogp/incoming/<hash>` and
/// is gone on with.
class ReplicaBlobs
{
public:
    ReplicaBlobs(const Repository& repository, sync::Client& client);

    /// The contents that an event names, in order.
    static std::vector<Hash> named_by(const model::Event& event);

    /// Makes sure that a content is here. Error{NotFound} where the authority does not have it any more.
    void require(const Hash& hash);
    /// Writes down contents that are wanted and are not here; durable when it returns.
    void want(const std::vector<Hash>& hashes);
    /// Gets everything that is wanted. What the authority does not have any more, because it was erased, is wanted no more. Returns how
    /// many have come.
    std::size_t get_wanted(const std::function<void(std::uint64_t done, std::uint64_t total)>& progress = {});

    /// Hands in those that the authority does not have.
    void hand_in(const std::vector<Hash>& hashes);

private:
    void write_wanted() const;

    sync::Client& m_client;
    std::filesystem::path m_data;
    store::Blobs m_blobs;
    std::set<Hash> m_wanted;
    std::set<Hash> m_handed_in; ///< in this run
};

} // namespace ogp::app

#pragma once

#include "app/repository/repository.hpp"
#include "base/json.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

/// A clone and its authority, over the network: what the commands ask for. How it is done: replica_sync.hpp, replica_clone.hpp.
namespace ogp::app {

/// What happened between a replica and its authority in one run.
struct SyncCounts
{
    std::uint64_t pushed = 0;      ///< events that the authority has answered
    std::uint64_t applied = 0;     ///< of these, by verdict
    std::uint64_t merged = 0;
    std::uint64_t duplicates = 0;  ///< it had them already
    std::uint64_t conflicts = 0;
    std::uint64_t rejected = 0;
    std::uint64_t quarantined = 0;
    std::uint64_t refused = 0;     ///< events of batches that it did not take: they wait on, with the reason
    std::uint64_t pulled = 0;      ///< events that have come, own ones included
    std::uint64_t files = 0;       ///< contents that have come
    std::uint64_t waiting = 0;     ///< own events that still wait
    std::uint64_t bytes_sent = 0;
    std::uint64_t bytes_received = 0;
    std::string checkpoint;        ///< "<size> <root in hex>", the newest one here

    Json to_json() const;
};

/// Is told how far a piece of work is; of a wait that the authority has asked for, the seconds of it.
enum class SyncWork { Sending, Fetching, Files, Waiting };
using SyncProgress = std::function<void(SyncWork work, std::uint64_t done, std::uint64_t total)>;

enum class SyncDirection { Push, Pull, Both };
/// Speaks to the authority that the settings name. `token` "": the one kept. Error: as ReplicaSync; Usage where this is no clone.
SyncCounts synchronise(Repository& repository, SyncDirection direction, const std::string& token, const SyncProgress& progress = {});

struct CloneRequest
{
    std::string url;
    std::filesystem::path folder;
    std::string token;
    std::string key{}; ///< verifier key that the authority's must be; "" for whichever it has
    Clock clock;
};

struct CloneResult
{
    std::filesystem::path folder; ///< absolute
    std::string authority;        ///< verifier key of the authority
    std::string actor;            ///< who acts in the clone
    enum class Rights { Read, Write };
    Rights rights = Rights::Read; ///< Read: the token may not hand anything in
    SyncCounts counts;

    Json to_json() const;
};
/// Makes a clone and gets everything. Cut, it goes on where it was when it is called again.
CloneResult clone(const CloneRequest& request, const SyncProgress& progress = {});

} // namespace ogp::app

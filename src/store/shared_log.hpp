#pragma once

#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// The log of an authority outside its own file: in a database that several machines reach and that outlives each of them.
///
/// The authority's SQLite file stays what it is: log, tree and projection; lists and reports are read from it. But an event
/// counts only once the shared log has it. Each transaction of the store that has a shared log takes the lock of the stream
/// there, must find it as long as its own log is (another process may have gone on: then it catches up first), and commits
/// there before it commits here. A crash between the two leaves this file behind, never ahead.
namespace ogp::store {

/// An event as it is kept: with the leaf that accepted it and the sealed values beside it.
struct SharedEvent
{
    std::string leaf;  ///< ledger::leaf_size bytes
    std::string bytes; ///< canonical
    std::vector<SealedField> sealed;
};

/// Events that were signed together.
struct SharedBatch
{
    std::uint64_t first = 0; ///< sequence number of the first event
    std::string note;        ///< signed
    std::vector<SharedEvent> events;
};

/// What one transaction adds, or a stretch of what several have added: it ends under a checkpoint.
struct SharedStretch
{
    std::uint64_t first = 0;  ///< size of the log before
    std::vector<SharedBatch> batches;
    std::string checkpoint;   ///< signed note over all up to here
    std::uint64_t size() const; ///< of the log after it
};

/// What whoever folds the log needs beside it: compiled case types, and the YAML of case types and calendars by its hash.
struct SharedDefinitions
{
    std::vector<WorkflowRow> workflows;
    std::vector<std::pair<Hash, std::string>> sources;
};

/// Gives the stretches of one transaction, one after the other; may be asked again from the start.
using SharedStretches = std::function<void(const std::function<void(const SharedStretch&)>& visit)>;

/// Where the log ends.
struct SharedHead
{
    std::uint64_t size = 0;
    std::string checkpoint; ///< "" while size is 0
};

/// One stream, that of one repository. Errors: Io (cannot be reached, with the remedy), Conflict (somebody else writes: try
/// again), Integrity (it holds what it cannot hold).
class SharedLog
{
public:
    virtual ~SharedLog() = default;

    /// Where it ends, without any lock.
    virtual SharedHead head() = 0;
    /// Waits for the lock of the stream and gives its end. Held until append() or release().
    virtual SharedHead lock() = 0;
    virtual void release() noexcept = 0;
    /// Makes them durable, all or none, and lets the lock go. When it returns, they are there; when it throws, they are not, and
    /// never will be.
    virtual void append(const SharedStretches& stretches) = 0;
    /// The stretches after `size` events, in order, until `visit` returns false; each no longer than a transaction was.
    virtual void read(std::uint64_t size, const std::function<bool(const SharedStretch&)>& visit) = 0;
    // Under the lock these are part of what append() makes durable; else they are durable when they return.

    /// Adds those that are not there yet.
    virtual void keep(const SharedDefinitions& definitions) = 0;
    virtual SharedDefinitions definitions() = 0;
    /// Removes the sealed values of erased subjects.
    virtual void erase(const std::vector<std::string>& subjects) = 0;
    /// Where it lies, without user and password, for messages.
    virtual std::string place() const = 0;
};

/// A file in `.ogp` whose being there says that the log lies in a shared one: whoever had the repository open before it was moved
/// may not go on writing without that.
inline constexpr const char* shared_log_mark = "shared-log";

/// Opens the stream of a repository, and makes it where there is none. `url`: postgresql://...
using SharedLogFactory = std::unique_ptr<SharedLog> (*)(const std::string& url, const RepositoryId& repository);

/// Only a program that links a shared log has one: its main hands it in, before anything is opened.
void set_shared_log_factory(SharedLogFactory factory);
/// Whether open_shared_log() can work in this program.
bool has_shared_logs();
/// Error{Usage} where the program has none, or the URL is of no kind that it knows.
std::unique_ptr<SharedLog> open_shared_log(const std::string& url, const RepositoryId& repository);

} // namespace ogp::store

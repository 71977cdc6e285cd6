#pragma once

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "ledger/leaf.hpp"
#include "ledger/merkle.hpp"
#include "ledger/signature.hpp"
#include "model/case.hpp"
#include "model/event.hpp"
#include "model/type_profile.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The database of a repository: `.ogp/ogp.db`, one SQLite file in WAL mode with synchronous=FULL, which is read back and
/// refused otherwise at open. It holds the log (events, leaves, tree, batches, checkpoints, sealed values), which is the
/// truth, and the projection (cases, actors, active workflows), which is rebuilt from it.
namespace ogp::store {

/// What a repository is, fixed at `init`.
struct Identity
{
    RepositoryId repository;
    ReplicaId replica;
    std::string tag_secret; ///< 32 bytes, see ledger/leaf.hpp
    ledger::PublicKey key;  ///< of this replica: signs batches and, where the repository is its own authority, checkpoints
};

/// The present end of the log.
struct Head
{
    std::uint64_t size = 0;       ///< events in the tree
    Hash root;
    std::string checkpoint;       ///< the signed note over size and root; "" while size is 0
    std::int64_t last_number = 0; ///< the replica's own counter
};

/// A case with what lists need of it.
struct CaseRow
{
    std::int64_t row = 0;     ///< place in the order of opening; the key that lists go on from
    model::Case subject;
    std::string number;       ///< "I.4", "FOI-2026-00017" or ""
    std::string path;         ///< "tbilisi-2018-2020/I.4"; for a case without parent its number
    Localized title;
    model::StateCategory category = model::StateCategory::Open;
    std::optional<CaseUid> parent;
    std::optional<CaseUid> root; ///< the topmost case that this one is a part of
};

/// An event as it lies in the log.
struct StoredEvent
{
    std::uint64_t sequence = 0;
    Hash id;
    ledger::Leaf leaf;
    std::string bytes;
    model::Event event;
};

/// A personal value beside an event.
struct SealedField
{
    std::string field;       ///< field id, or "text" for a comment
    std::string subject;     ///< 16 bytes: whose key (store/subject_keys.hpp)
    std::string ciphertext;  ///< ledger/seal.hpp
};

struct NewEvent
{
    std::string bytes;       ///< ledger::encode
    model::Event event;
    std::vector<SealedField> sealed;
    ledger::Verdict verdict = ledger::Verdict::Applied;
    std::uint16_t rule = 0;
    bool late = false;
};

struct CaseQuery
{
    std::string type{};                             ///< "" for all
    std::string state{};                            ///< "" for all
    std::optional<model::StateCategory> category{};
    std::optional<CaseUid> parent{};                ///< direct parts of this case
    std::optional<CaseUid> root{};                  ///< all parts of this case, not itself
    std::int64_t after = 0;                         ///< rows after this one (keyset)
    std::optional<std::int64_t> limit{};
};

struct WorkflowRow
{
    Hash hash;                 ///< workflow::workflow_hash
    std::string type;
    std::int64_t version = 0;
    Hash source;               ///< SHA-256 of the YAML, which is a blob
    std::string compiled;      ///< canonical JSON
    model::TypeProfile profile;
};

/// An actor as granted in the log.
struct ActorRow
{
    std::string id;
    std::vector<std::string> roles;          ///< sorted
    std::vector<ledger::PublicKey> keys;     ///< in order of grant
};

/// Events that were signed together.
struct BatchRow
{
    std::uint64_t first = 0; ///< sequence number of the first event
    std::string note;        ///< signed
    std::vector<Hash> ids;   ///< of its events, in order
};

enum class Access { Read, Write };

struct OpenOptions
{
    Access access = Access::Write;
    const char* vfs = nullptr;           ///< another SQLite VFS, for tests of power loss
    int busy_milliseconds = 5000;        ///< how long to wait for another process
};

/// Signs a text as a C2SP note (ledger::sign_note): gives the whole signed note.
using Signer = std::function<std::string(std::string_view text)>;

class Transaction;

class Store
{
public:
    /// Makes `folder`/ogp.db and keys.db. Throws Error: Conflict where there is one, Io.
    static void create(const std::filesystem::path& folder, const Identity& identity, const char* vfs = nullptr);

    /// Opens `folder`/ogp.db. Throws Error: NotFound; Io (locked, full, no permission: with the remedy); Integrity (not a
    /// database of ogp, damaged, or a newer format). A repository on read-only media opens for Access::Read.
    explicit Store(const std::filesystem::path& folder, const OpenOptions& options = {});
    ~Store();
    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;

    const std::filesystem::path& folder() const;
    const Identity& identity() const;
    Head head() const;

    std::optional<CaseRow> find(const CaseUid& uid) const;
    /// Cases whose number (or path) is exactly that, whose provisional number it was, or whose uid begins with it (at least
    /// 4 hex digits); at most `limit`, in order of opening.
    std::vector<CaseRow> resolve(std::string_view id, std::size_t limit = 10) const;
    std::vector<CaseRow> list(const CaseQuery& query) const;
    std::int64_t count(const CaseQuery& query) const;

    /// The events of a case, oldest first.
    std::vector<StoredEvent> history(const CaseUid& uid) const;
    std::optional<StoredEvent> event(std::uint64_t sequence) const;
    std::optional<StoredEvent> find_event(const Hash& id) const;
    /// Events whose id begins with these hex digits (at least 8); at most `limit`.
    std::vector<StoredEvent> find_events(std::string_view digits, std::size_t limit = 10) const;
    /// The batch that the event was committed in. Throws Error{Integrity} where the log does not have it whole.
    BatchRow batch_of(std::uint64_t sequence) const;
    /// Calls `visit` for events from `first` on, in order, until it returns false.
    void each_event(std::uint64_t first, const std::function<bool(const StoredEvent&)>& visit) const;
    /// The newest `limit` events, newest first.
    std::vector<StoredEvent> latest(std::size_t limit) const;

    /// The sealed values of an event.
    std::vector<SealedField> sealed_of(std::uint64_t sequence) const;
    /// The subject of the case's latest sealed value, if it has any.
    std::optional<std::string> subject_of(const CaseUid& uid) const;

    std::optional<WorkflowRow> workflow(const Hash& hash) const;
    /// The version made active last.
    std::optional<WorkflowRow> active_workflow(std::string_view type) const;
    std::vector<WorkflowRow> active_workflows() const; ///< by type

    std::optional<ActorRow> actor(std::string_view id) const;
    std::vector<ActorRow> actors() const;

    ledger::NodeSource nodes() const;
    std::vector<std::string> checkpoints() const; ///< signed notes, oldest first

    /// Throws away the projection and folds the log again, in one transaction; the result is the
    /// same content, row for row.
    void rebuild(const std::function<void(std::uint64_t done, std::uint64_t total)>& progress = {});

    /// Waits for the write lock (BEGIN IMMEDIATE) and reads what is current under it.
    Transaction begin();

private:
    friend class Transaction;
    friend class Verifier;
    struct State;
    std::unique_ptr<State> m_state;
};

/// One batch: events of one command, all or none. Reads on the store see what was appended. Destroyed without commit, nothing
/// has happened.
class Transaction
{
public:
    Transaction(Transaction&&) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    /// Under the lock.
    Head head() const;
    std::size_t pending() const; ///< events appended so far

    /// Keeps a compiled workflow so that events may name it (a cache by content hash; Define makes it active).
    void keep_workflow(const WorkflowRow& workflow);

    /// Folds the event into the projection. Throws Error{Conflict} where its number is taken in that plan, Error{Internal}
    /// where it names a workflow that is not kept or its counter is not the next one.
    CaseRow append(const NewEvent& event);

    /// Writes batch, leaves, tree and checkpoint and makes all durable. `received`: time of the authority.
    void commit(Instant received, const Signer& sign);

private:
    friend class Store;
    struct State;
    explicit Transaction(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace ogp::store

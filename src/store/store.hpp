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
#include <utility>
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

/// Something that somebody outside is to be told: an effect of a case type. Fields are named, never quoted.
struct OutboxEntry
{
    std::string kind;          ///< notify, publish, webhook
    Json arguments = Json::object();
    std::string why;           ///< the transition or clock that brought it about
};

/// An entry that waits or was delivered.
struct OutboxRow
{
    std::uint64_t sequence = 0; ///< of the event that it came with
    std::int64_t index = 0;     ///< among those of the event, from 0
    OutboxEntry entry;
    std::optional<Instant> delivered;
};

/// A version of a working calendar.
struct CalendarRow
{
    std::uint64_t sequence = 0; ///< of the event that made it active
    std::string id;
    Hash source;
};

/// At any time: ClockRow::look and stays that hang on what cannot be foretold.
inline constexpr Instant any_time = Instant::from_milliseconds(1000);

/// A row of `clock` (store/schema.hpp).
struct ClockRow
{
    std::int64_t workflow = 0; ///< names a version, for workflow_hash()
    std::string sla;
    std::int64_t cycle = 1;
    std::int64_t status = 1;
    std::optional<Instant> due;
    std::optional<Instant> look;
    std::int64_t calendar = 0;
    std::string record; ///< of whoever writes it

    bool operator==(const ClockRow&) const = default;
};

/// The same as it lies there, without a copy.
struct ClockText
{
    std::int64_t case_row = 0;
    std::int64_t place = 0;
    std::int64_t workflow = 0;
    std::string_view sla;
    std::int64_t cycle = 1;
    std::int64_t status = 1;
    std::optional<Instant> due;
    std::optional<Instant> look;
    std::int64_t calendar = 0;
    std::string_view record;
};

struct NewEvent
{
    std::string bytes;       ///< ledger::encode
    model::Event event;
    std::vector<SealedField> sealed;
    std::vector<OutboxEntry> outbox{};
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

/// What orders a case among others, without its fields.
struct CaseKey
{
    std::int64_t row = 0;
    std::int64_t root = 0; ///< row of the topmost case; its own where it is a part of nothing
    std::string type;
    std::string state;
    std::string number;
    std::int64_t version = 0;
    Instant opened;
    Instant updated;
};

/// A case as its row has it, for what passes cases on without taking their fields apart. The views hold while it is visited.
struct CaseText
{
    std::int64_t row = 0;
    std::int64_t root = 0;    ///< rows of the topmost case and of that which it is a part of, 0 for none
    std::int64_t parent = 0;
    std::string_view uid;     ///< 16 bytes
    std::string_view type;
    std::string_view state;
    std::string_view number;
    std::string_view fields;  ///< compact JSON
    std::string_view sealed;  ///< names of fields with sealed values, with blanks between
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

/// Whether a page whose checksum is wrong ends a command, or is read all the same: by a check, which says more of it.
enum class PageSums { Compare, Accept };

struct OpenOptions
{
    Access access = Access::Write;
    const char* vfs = nullptr;           ///< another SQLite VFS, for tests of power loss
    int busy_milliseconds = 5000;        ///< how long to wait for another process
    PageSums page_sums = PageSums::Compare;
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
    /// Calls `visit` for each case of the query, in order of opening, until it returns false. Holds one at a time.
    void each_case(const CaseQuery& query, const std::function<bool(CaseRow&&)>& visit) const;
    /// The same for what orders them, several times as fast.
    void each_key(const CaseQuery& query, const std::function<bool(CaseKey&&)>& visit) const;
    /// The same, as rows, in a fraction of the time; `type` "" for all (case_stream.cpp).
    void each_text(const std::string& type, const std::function<bool(const CaseText&)>& visit) const;
    /// Whether there is any case without a number, or with one that begins with # (case_stream.cpp).
    bool has_unkeyed() const;
    /// The case with that CaseRow::row.
    std::optional<CaseRow> find_row(std::int64_t row) const;
    std::int64_t count(const CaseQuery& query) const;
    /// Whether there are more than `most` of them; takes time for no more than that.
    bool more_than(const CaseQuery& query, std::int64_t most) const;

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

    /// The content hash (blob) of the YAML of the calendar that is active under that id.
    std::optional<Hash> active_calendar(std::string_view id) const;
    std::vector<std::pair<std::string, Hash>> active_calendars() const; ///< by id
    std::vector<CalendarRow> calendar_versions() const;                 ///< oldest first

    /// The clocks of a case (CaseRow::row), in the order shown.
    std::vector<ClockRow> clocks(std::int64_t case_row) const;
    /// Calls `visit` for every clock, by case and place, until it returns false. `record` holds while it is visited.
    void each_clock(const std::function<bool(const ClockText&)>& visit) const;
    /// The same for those that run or are paused and were or will be due in [from, until), soonest first.
    void each_due_clock(Instant from, Instant until, const std::function<bool(const ClockText&)>& visit) const;
    /// How many run or are paused and were due by `now`.
    std::int64_t count_overdue(Instant now) const;
    /// When the case's state has to be looked at; nothing: never.
    std::optional<Instant> stay(std::int64_t case_row) const;
    /// CaseRow::row of the cases that the system has to look at by `now`, ascending.
    std::vector<std::int64_t> cases_to_look_at(Instant now) const;
    /// CaseRow::row of the cases that have clocks or stays, ascending.
    std::vector<std::int64_t> watched_cases() const;
    /// The version of that ClockRow::workflow. Error{Integrity} where there is none.
    Hash workflow_hash(std::int64_t workflow) const;
    std::vector<Hash> workflow_hashes() const; ///< of all versions kept, oldest first

    /// Entries of the outbox from `first` on, in order; those not delivered yet alone where asked for; at most `limit`.
    enum class Delivered { Any, NotYet };
    std::vector<OutboxRow> outbox(Delivered which, std::pair<std::uint64_t, std::int64_t> first = {0, 0},
                                  std::size_t limit = 1000) const;
    /// Marks one entry as delivered, for good. False where it was already.
    bool mark_delivered(std::uint64_t sequence, std::int64_t index, Instant at);

    ledger::NodeSource nodes() const;
    std::vector<std::string> checkpoints() const; ///< signed notes, oldest first

    /// Throws away the projection and folds the log again, in one transaction; the result is the
    /// same content, row for row.
    void rebuild(const std::function<void(std::uint64_t done, std::uint64_t total)>& progress = {});

    /// Writes every page of the database files anew, with its checksum: for files whose content was found right, while pages
    /// of them bear a wrong checksum or none.
    void rewrite_pages();

    /// Waits for the write lock (BEGIN IMMEDIATE) and reads what is current under it.
    Transaction begin();

private:
    friend class Transaction;
    friend class Verifier;
    struct State;
    std::unique_ptr<State> m_state;
};

/// The events of one command, all or none: one batch, or several where there are very many events. Reads on the store see what
/// was appended. Destroyed without commit, nothing has happened.
class Transaction
{
public:
    Transaction(Transaction&&) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    /// Under the lock.
    Head head() const;
    std::size_t pending() const; ///< events appended so far, in all batches

    /// Puts these in the place of the clocks of a case. `workflow` of the rows is taken from the case.
    void write_clocks(std::int64_t case_row, const std::vector<ClockRow>& clocks);
    /// When the case's state has to be looked at; nothing: never.
    void write_stay(std::int64_t case_row, std::optional<Instant> look);
    /// Makes due, look and calendar of one clock those of the row.
    void write_due(std::int64_t case_row, std::int64_t place, const ClockRow& clock);

    /// Keeps a compiled workflow so that events may name it (a cache by content hash; Define makes it active).
    void keep_workflow(const WorkflowRow& workflow);

    /// Folds the event into the projection. Throws Error{Conflict} where its number is taken in that plan, Error{Internal}
    /// where it names a workflow that is not kept or its counter is not the next one.
    CaseRow append(NewEvent event);

    /// Takes the memory that very many events are written fastest with.
    void expect_many();
    /// Where the batch has grown long, writes it with its tree and checkpoint and begins another one, so that memory does not grow
    /// with the events. All of it is still kept by commit() or not at all.
    static constexpr std::size_t longest_batch = 10'000;
    void end_long_batch(Instant received, const Signer& sign, std::size_t longest = longest_batch);
    /// Writes batch, leaves, tree and checkpoint and makes all durable. `received`: time of the authority.
    void commit(Instant received, const Signer& sign);

private:
    friend class Store;
    struct State;
    explicit Transaction(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace ogp::store

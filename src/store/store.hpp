#pragma once

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "ledger/log_keys.hpp"
#include "ledger/merkle.hpp"
#include "ledger/signature.hpp"
#include "model/case.hpp"
#include "model/event.hpp"
#include "model/merge.hpp"
#include "store/identity.hpp"
#include "store/rows.hpp"
#include "store/sync_rows.hpp"
#include "store/transaction.hpp"

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
///
/// A repository either is its own authority, or a replica of another one. A replica writes events that wait (`first_pending`): they
/// are folded on top of what is confirmed, so that everything here shows what the case will be if the authority agrees, and
/// `each_event`, `each_text`, `head` and the projection root leave them out. The authority's log is taken over by a Confirmation
/// (store/confirmation.hpp).
namespace ogp::store {

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

class Confirmation;
class SharedLog;
struct SharedDefinitions;
struct SharedStretch;

class Store
{
public:
    /// Makes `folder`/ogp.db and keys.db. Throws Error: Conflict where there is one, Io.
    static void create(const std::filesystem::path& folder, const Identity& identity, const char* vfs = nullptr);

    /// Opens `folder`/ogp.db. Throws Error: NotFound; Io (locked, full, no permission: with the remedy); Integrity (not a
    /// database of ogp, damaged, or a newer format). A repository on read-only media opens for Access::Read. One of an older format
    /// is brought to the present one when it is first opened for writing, in one transaction; until then it is read as it is.
    explicit Store(const std::filesystem::path& folder, const OpenOptions& options = {});
    ~Store();
    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;

    const std::filesystem::path& folder() const;
    const Identity& identity() const;
    /// From now on this replica signs with another key; durable when it returns. Error{Conflict} where events that were signed with the
    /// present one still wait, Error{Internal} on the authority: there the log says so (Transaction::commit).
    void change_key(const ledger::PublicKey& key);
    /// Reads again who this is: another process may have changed the key. Whether it has. (Whoever writes need not ask.)
    bool look_again() const;
    /// The keys of the log, as far as the log is here. Error{Integrity} where their rows are damaged.
    ledger::LogKeys log_keys() const;
    Head head() const;

    std::optional<CaseRow> find(const CaseUid& uid) const;
    /// Cases whose number (or path) is exactly that, whose provisional number it was or is, or whose uid begins with it (at least
    /// 4 hex digits); at most `limit`, in order of opening.
    std::vector<CaseRow> resolve(std::string_view id, std::size_t limit = 10) const;
    std::vector<CaseRow> list(const CaseQuery& query) const;
    /// Calls `visit` for each case of the query, in order of opening, until it returns false. Holds one at a time.
    void each_case(const CaseQuery& query, const std::function<bool(CaseRow&&)>& visit) const;
    /// The same for what orders them, several times as fast.
    void each_key(const CaseQuery& query, const std::function<bool(CaseKey&&)>& visit) const;
    /// The same, as rows, in a fraction of the time, and only what is confirmed; `type` "" for all (case_stream.cpp).
    void each_text(const std::string& type, const std::function<bool(const CaseText&)>& visit) const;
    /// Whether there is any case without a number, or with one that begins with # (case_stream.cpp).
    bool has_unkeyed() const;
    /// The case with that CaseRow::row.
    std::optional<CaseRow> find_row(std::int64_t row) const;
    std::int64_t count(const CaseQuery& query) const;
    /// Whether there are more than `most` of them; takes time for no more than that.
    bool more_than(const CaseQuery& query, std::int64_t most) const;

    /// Hash over uid, newest event, version, state and values of every case, in order of the uid, as far as they are confirmed: equal
    /// in two copies whose logs are equal. Reads every row.
    Hash projection_root() const;

    /// The events of a case, oldest first; those that wait come last.
    std::vector<StoredEvent> history(const CaseUid& uid) const;
    std::optional<StoredEvent> event(std::uint64_t sequence) const;
    std::optional<StoredEvent> find_event(const Hash& id) const;
    /// Events whose id begins with these hex digits (at least 8); at most `limit`.
    std::vector<StoredEvent> find_events(std::string_view digits, std::size_t limit = 10) const;
    /// The batch that the event was committed in. Throws Error{Integrity} where the log does not have it whole.
    BatchRow batch_of(std::uint64_t sequence) const;
    /// Calls `visit` for the batches of the log from the event `first` on, where one must begin (Error{Integrity}), until it returns
    /// false. Holds one at a time (log_batches.cpp).
    void each_batch(std::uint64_t first, const std::function<bool(const LogBatch&)>& visit) const;
    /// Calls `visit` for events of the log from `first` on, in order, until it returns false.
    void each_event(std::uint64_t first, const std::function<bool(const StoredEvent&)>& visit) const;
    /// The newest `limit` events, newest first; those that wait are the newest.
    std::vector<StoredEvent> latest(std::size_t limit) const;

    /// The own events that wait for the authority, in order; `first`: sequence numbers from there on. An event that cannot be folded on
    /// what is confirmed is among them (has_effect()).
    void each_pending(const std::function<bool(const StoredEvent&)>& visit, std::uint64_t first = first_pending) const;
    std::int64_t count_pending() const;
    /// Whether an event that waits shows in the projection.
    bool has_effect(std::uint64_t pending_sequence) const;
    std::vector<PendingBatch> pending_batches() const; ///< in order
    /// Writes down why the authority took nothing of a batch (PendingBatch::first); "" takes the mark away.
    void mark_refused(std::int64_t first, std::string_view reason);
    /// Throws pending events away from the batch `first` on, for good, and folds those before them again: what the authority has
    /// refused and nobody wants any more. Clocks of the cases are as they were confirmed. Returns how many were thrown away.
    std::size_t discard_pending(std::int64_t first);

    /// Events that were not applied in full, oldest first; without those that a person has settled, unless asked for.
    enum class Resolved { Leave, Include };
    std::vector<ConflictRow> conflicts(Resolved resolved = Resolved::Leave) const;
    std::vector<ConflictRow> conflicts_of(const CaseUid& uid, Resolved resolved = Resolved::Include) const;
    std::optional<ConflictRow> conflict(std::uint64_t sequence) const;
    /// The case as it was after that many of its events (model::Case::version); nothing where it never was.
    std::optional<model::Case> case_at(const CaseUid& uid, std::int64_t version) const;
    /// What the writer of an event, which is not in the log yet, saw of its case (model/case_chain.hpp). Nothing where that is the case as
    /// it is now. Error{Conflict} where the case never looked so to that replica; NotFound where there is no such case.
    std::optional<model::View> seen_by(const model::Event& event) const;

    /// The sealed values of an event.
    std::vector<SealedField> sealed_of(std::uint64_t sequence) const;
    /// The subject of the case's latest sealed value, if it has any.
    std::optional<std::string> subject_of(const CaseUid& uid) const;

    std::optional<WorkflowRow> workflow(const Hash& hash) const;
    /// The version made active last.
    std::optional<WorkflowRow> active_workflow(std::string_view type) const;
    std::vector<WorkflowRow> active_workflows() const; ///< by type

    /// Nothing for somebody who has neither a role nor a key in force.
    std::optional<ActorRow> actor(std::string_view id) const;
    std::vector<ActorRow> actors() const; ///< by id
    /// Everything that was ever granted, by actor and event; `actor` "" for all.
    std::vector<GrantRow> grants(std::string_view actor = {}) const;
    bool key_in_force(std::string_view actor, const ledger::PublicKey& key) const;
    /// The event that revoked the key of that actor, where it was not granted again since.
    std::optional<std::uint64_t> key_revoked_at(std::string_view actor, const ledger::PublicKey& key) const;
    /// Whose key signs under that name with that id (ledger/note.hpp): one in force if there is one, else the one revoked last.
    std::optional<KeyHolder> key_by_id(std::string_view name, std::uint32_t key_id) const;
    /// Whose key has signed a batch's note; nothing where no key that was ever granted has.
    std::optional<KeyHolder> signer_of(std::string_view batch_note) const;
    /// The last number that the log has of a replica, 0 for none.
    std::int64_t last_number(const ReplicaId& replica) const;
    /// The event of a replica with that number in the log (searches from the end).
    std::optional<StoredEvent> event_of(const ReplicaId& replica, std::int64_t number) const;

    /// Blocks of numbers, oldest first.
    std::vector<LeaseRow> leases() const;
    /// The block in force that the replica may give that number of the series from.
    std::optional<LeaseRow> lease_of(const ReplicaId& replica, std::string_view series, std::int64_t number) const;
    /// Whether a case has that number of a series from a block, in the log or waiting.
    bool is_number_given(std::string_view series, std::int64_t number) const;
    /// The lowest number that this replica may still give from its own blocks.
    std::optional<std::int64_t> next_leased(std::string_view series) const;
    /// Numbers of a block that no case has.
    std::vector<std::int64_t> numbers_left(const LeaseRow& lease) const;
    /// The last number of a series that was given or leased, 0 for none.
    std::int64_t last_of_series(std::string_view series) const;

    /// Subjects whose values were erased, in order of the events; and whether one was.
    std::vector<ErasedRow> erased() const;
    bool is_erased(std::string_view subject) const;
    /// Subjects of sealed values in the events of a case, sorted, each once.
    std::vector<std::string> subjects_of(const CaseUid& uid) const;
    /// Carries out what a crash or another reader kept from being carried out, as each commit does by itself: keys destroyed, files
    /// removed, nothing of it left in the write-ahead logs. True where nothing is left to do.
    bool finish_erasures();

    /// Tokens. Each call is durable when it returns.
    void add_token(const TokenRow& token);
    std::optional<TokenRow> find_token(const Hash& hash) const;
    std::vector<TokenRow> tokens() const; ///< in order of making
    /// False where there is no such token, or it is revoked already.
    bool revoke_token(const Hash& hash, Instant at);
    void mark_token_used(const Hash& hash, Instant at);

    /// What replicas have said of themselves, by replica.
    void write_replica_ack(const ReplicaAck& ack);
    std::vector<ReplicaAck> replica_acks() const;

    /// What witnesses signed under the checkpoint over that many events (cosignatures.cpp): a line of a signed note each, with its line
    /// feed, by name. Durable when it returns; a later line of a witness takes the place of the earlier one.
    void keep_cosignature(std::uint64_t size, std::string_view name, std::string_view line);
    std::vector<std::string> cosignatures(std::uint64_t size) const;
    /// The signed note of the checkpoint over that many events.
    std::optional<std::string> checkpoint_at(std::uint64_t size) const;

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

    /// From here on every transaction goes to that log as well, and counts only once it is there. `take_over`: folds what the
    /// shared log has more than this one (app/sync/shared_log.hpp). On the authority alone.
    void share(std::unique_ptr<SharedLog> log, std::function<void()> take_over);
    /// The log set by share(), or nullptr.
    SharedLog* shared() const;
    /// The own log after `first` events, for a shared one (store/shared_log.hpp).
    SharedDefinitions definitions() const;
    void each_stretch(std::uint64_t first, const std::function<void(const SharedStretch&)>& visit) const;

    /// Waits for the write lock (BEGIN IMMEDIATE) and reads what is current under it.
    Transaction begin();
    /// The same, to take over what the authority has. Error{Internal} where the repository is its own authority.
    Confirmation begin_confirming();

private:
    friend class Confirmation;
    friend struct LogWriter;
    friend class Transaction;
    friend class Verifier;
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace ogp::store

#include "ledger/checkpoint.hpp"
#include "ledger/event_bytes.hpp"
#include "store/clocks.hpp"
#include "store/head_note.hpp"
#include "store/outbox.hpp"
#include "store/state.hpp"
#include "store/tree.hpp"

#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace ogp::store {
namespace {

// In KiB. The keys of a million cases, which are written in random order, fit in; all else is written at the end.
constexpr std::size_t cache_for_many = 56 * 1024;

} // namespace

struct Transaction::State
{
    explicit State(Store::State& owner) : store(owner), projection(owner.database, owner.workflows) {}

    Store::State& store;
    Projection projection;
    Head head;
    std::vector<PendingEvent> pending; ///< of the batch that has not ended
    std::size_t ended = 0;             ///< events of the batches before it
    std::optional<Surroundings> above; ///< of the case that was opened last
    bool open = true;

    std::vector<Hash> ids() const;
    void end_batch(Instant received, const Signer& sign);
    void write_tree(const Signer& sign);
};

Transaction Store::begin()
{
    Database& database = m_state->database;
    if (database.in_transaction())
        throw Error(Fault::Internal, {"ტრანზაქცია უკვე დაწყებულია", "a transaction is open already"});
    database.begin_writing();
    try {
        auto state = std::make_unique<Transaction::State>(*m_state);
        state->head = head();
        check_not_shortened(m_state->folder, state->head.size);
        Transaction transaction(std::move(state));
        m_state->log.show(&transaction.m_state->pending);
        return transaction;
    } catch (...) {
        database.execute("ROLLBACK");
        throw;
    }
}

Transaction::Transaction(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Transaction::Transaction(Transaction&&) noexcept = default;

Transaction::~Transaction()
{
    if (!m_state || !m_state->open)
        return;
    m_state->store.log.show(nullptr);
    // What the rollback takes away must not be remembered.
    m_state->store.workflows.forget();
    try {
        // A failed COMMIT may have rolled back by itself.
        if (m_state->store.database.in_transaction())
            m_state->store.database.execute("ROLLBACK");
    } catch (const Error&) {
        // The log is as it was: what is not committed does not count, whether or not the disk still answers.
        return;
    }
}

Head Transaction::head() const
{
    return m_state->head;
}

std::size_t Transaction::pending() const
{
    return m_state->ended + m_state->pending.size();
}

void Transaction::expect_many()
{
    m_state->store.database.set_cache(cache_for_many);
}

void Transaction::keep_workflow(const WorkflowRow& workflow)
{
    m_state->store.workflows.keep(workflow);
}

void Transaction::write_clocks(std::int64_t case_row, const std::vector<ClockRow>& clocks)
{
    store::write_clocks(m_state->store.database, case_row, clocks);
}

void Transaction::write_due(std::int64_t case_row, std::int64_t place, const ClockRow& clock)
{
    store::write_due(m_state->store.database, case_row, place, clock);
}

void Transaction::write_stay(std::int64_t case_row, std::optional<Instant> look)
{
    store::write_stay(m_state->store.database, case_row, look);
}

namespace {

void check_repository(const model::Event& event, const Identity& identity)
{
    if (event.repository != identity.repository)
        throw Error(Fault::Invalid,
                    say("მოვლენა სხვა საცავისაა: {}", "the event is of another repository: {}", event.repository.hex()));
}

void check_counter(const model::Event& event, std::int64_t last)
{
    if (event.number != last + 1)
        throw Error(Fault::Internal, say("მოვლენის ნომერია {}, უნდა იყოს {}", "the event's number is {}, it should be {}",
                                         event.number, last + 1));
}

} // namespace

CaseRow Transaction::append(NewEvent added)
{
    State& state = *m_state;
    check_repository(added.event, state.store.identity);
    check_counter(added.event, state.projection.last_number(added.event.replica));

    PendingEvent pending;
    pending.bytes = std::move(added.bytes);
    pending.sealed = std::move(added.sealed);
    ledger::Leaf& leaf = pending.leaf;
    leaf.sequence = state.head.size + state.pending.size();
    leaf.event_id = ledger::event_id(pending.bytes);
    leaf.verdict = added.verdict;
    leaf.rule = added.rule;
    leaf.late = added.late;
    leaf.set_clock = added.event.clock == ClockSource::Set;

    Folded folded = state.projection.fold(pending.sequence(), added.event, leaf.event_id, added.verdict, std::nullopt);
    leaf.official_number = folded.official_number;
    pending.case_id = folded.record.id;
    pending.previous = folded.previous;
    if (folded.record.id != 0) {
        leaf.case_tag = ledger::case_tag(state.store.identity.tag_secret, folded.record.subject.uid);
        leaf.case_version = static_cast<std::uint32_t>(folded.record.subject.version);
    }
    write_outbox(state.store.database, leaf.sequence, added.outbox);
    state.pending.push_back(std::move(pending));
    // Cases that are opened one after another are mostly parts of the same one. Any other act may have changed that.
    if (!folded.opened)
        state.above.reset();
    return case_row(state.store.database, std::move(folded.record), state.above);
}

std::vector<Hash> Transaction::State::ids() const
{
    std::vector<Hash> ids;
    ids.reserve(pending.size());
    for (const PendingEvent& event : pending)
        ids.push_back(event.leaf.event_id);
    return ids;
}

void Transaction::State::write_tree(const Signer& sign)
{
    TreeWriter tree(store.database, head.size);
    for (const PendingEvent& event : pending)
        tree.append(ledger::leaf_hash(event.leaf.bytes()));
    tree.finish();
    const ledger::Checkpoint statement{ledger::origin(store.identity.repository), head.size + pending.size(), tree.root()};
    head.size = statement.size;
    head.root = statement.root;
    head.checkpoint = sign(statement.text());
    Query(store.database, "INSERT INTO checkpoint(size, note) VALUES(?1, ?2)", static_cast<std::int64_t>(head.size),
          head.checkpoint)
        .run();
}

void Transaction::State::end_batch(Instant received, const Signer& sign)
{
    const std::string note = sign(ledger::BatchStatement::over(store.identity.repository, ids()).text());
    const Hash batch_id = sha256(note);
    for (PendingEvent& event : pending) {
        event.leaf.received = received;
        event.leaf.batch_id = batch_id;
        store.log.write(event);
    }
    Query(store.database, "INSERT INTO batch(first, count, note) VALUES(?1, ?2, ?3)", static_cast<std::int64_t>(head.size),
          static_cast<std::int64_t>(pending.size()), note)
        .run();
    write_tree(sign);
    ended += pending.size();
    pending.clear();
}

void Transaction::end_long_batch(Instant received, const Signer& sign, std::size_t longest)
{
    if (m_state->pending.size() >= longest)
        m_state->end_batch(received, sign);
}

void Transaction::commit(Instant received, const Signer& sign)
{
    State& state = *m_state;
    Database& database = state.store.database;
    if (!state.open)
        throw Error(Fault::Internal, {"ტრანზაქცია უკვე დასრულებულია", "the transaction is over"});
    if (!state.pending.empty())
        state.end_batch(received, sign);
    if (state.ended > 0) {
        state.store.log.index_written();
        state.projection.finish();
    }
    database.execute("COMMIT");
    state.open = false;
    state.store.log.show(nullptr);
    if (state.ended > 0)
        write_head_note(state.store.folder, state.head.checkpoint);
}

} // namespace ogp::store

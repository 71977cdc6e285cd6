#include "ledger/checkpoint.hpp"
#include "ledger/event_bytes.hpp"
#include "store/clocks.hpp"
#include "store/head_note.hpp"
#include "store/outbox.hpp"
#include "store/state.hpp"
#include "store/tree.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace ogp::store {

struct Transaction::State
{
    explicit State(Store::State& owner) : store(owner), projection(owner.database, owner.workflows) {}

    Store::State& store;
    Projection projection;
    Head head;
    std::vector<PendingEvent> pending;
    std::string checkpoint; ///< the signed note over what is committed
    bool open = true;

    std::vector<Hash> ids() const;
    void write_events();
    void write_index();
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
    return m_state->pending.size();
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

CaseRow Transaction::append(const NewEvent& added)
{
    State& state = *m_state;
    check_repository(added.event, state.store.identity);
    check_counter(added.event, state.projection.last_number(added.event.replica));

    PendingEvent pending;
    pending.bytes = added.bytes;
    pending.sealed = added.sealed;
    ledger::Leaf& leaf = pending.leaf;
    leaf.sequence = state.head.size + state.pending.size();
    leaf.event_id = ledger::event_id(added.bytes);
    leaf.verdict = added.verdict;
    leaf.rule = added.rule;
    leaf.late = added.late;
    leaf.set_clock = added.event.clock == ClockSource::Set;

    const Folded folded = state.projection.fold(pending.sequence(), added.event, leaf.event_id, added.verdict, std::nullopt);
    leaf.official_number = folded.official_number;
    pending.case_id = folded.record.id;
    pending.previous = folded.previous;
    if (folded.record.id != 0) {
        leaf.case_tag = ledger::case_tag(state.store.identity.tag_secret, folded.record.subject.uid);
        leaf.case_version = static_cast<std::uint32_t>(folded.record.subject.version);
    }
    write_outbox(state.store.database, leaf.sequence, added.outbox);
    state.pending.push_back(std::move(pending));
    return case_row(state.store.database, folded.record);
}

std::vector<Hash> Transaction::State::ids() const
{
    std::vector<Hash> ids;
    ids.reserve(pending.size());
    for (const PendingEvent& event : pending)
        ids.push_back(event.leaf.event_id);
    return ids;
}

void Transaction::State::write_events()
{
    for (const PendingEvent& event : pending)
        store.log.write(event);
}

/// In order of the prefix, so that neighbouring keys are written together.
void Transaction::State::write_index()
{
    std::vector<std::size_t> order(pending.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return id_prefix(pending[a].leaf.event_id) < id_prefix(pending[b].leaf.event_id);
    });
    for (const std::size_t i : order)
        store.log.index(pending[i].leaf.event_id, pending[i].sequence());
}

void Transaction::State::write_tree(const Signer& sign)
{
    TreeWriter tree(store.database, head.size);
    for (const PendingEvent& event : pending)
        tree.append(ledger::leaf_hash(event.leaf.bytes()));
    tree.finish();
    const ledger::Checkpoint statement{ledger::origin(store.identity.repository), head.size + pending.size(), tree.root()};
    checkpoint = sign(statement.text());
    Query(store.database, "INSERT INTO checkpoint(size, note) VALUES(?1, ?2)", static_cast<std::int64_t>(statement.size),
          checkpoint)
        .run();
}

void Transaction::commit(Instant received, const Signer& sign)
{
    State& state = *m_state;
    Database& database = state.store.database;
    if (!state.open)
        throw Error(Fault::Internal, {"ტრანზაქცია უკვე დასრულებულია", "the transaction is over"});
    if (!state.pending.empty()) {
        const std::string note = sign(ledger::BatchStatement::over(state.store.identity.repository, state.ids()).text());
        const Hash batch_id = sha256(note);
        for (PendingEvent& event : state.pending) {
            event.leaf.received = received;
            event.leaf.batch_id = batch_id;
        }
        state.write_events();
        state.write_index();
        Query(database, "INSERT INTO batch(first, count, note) VALUES(?1, ?2, ?3)",
              static_cast<std::int64_t>(state.head.size), static_cast<std::int64_t>(state.pending.size()), note)
            .run();
        state.write_tree(sign);
        state.projection.finish();
    }
    database.execute("COMMIT");
    state.open = false;
    state.store.log.show(nullptr);
    if (!state.pending.empty())
        write_head_note(state.store.folder, state.checkpoint);
}

} // namespace ogp::store

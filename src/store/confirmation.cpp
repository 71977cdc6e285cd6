#include "store/confirmation.hpp"

#include "base/text.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/event_bytes.hpp"
#include "ledger/note.hpp"
#include "store/clocks.hpp"
#include "store/erasure.hpp"
#include "store/log_writer.hpp"
#include "store/overlay.hpp"

#include <utility>

namespace ogp::store {
namespace {

Error not_the_authoritys(const Localized& reason)
{
    return {Fault::Integrity, {"ისტორია შეცვლილია: " + reason.ka, "history changed: " + reason.en},
            {"არაფერი შეცვლილა; ჰკითხეთ მთავარი საცავის მფლობელს", "nothing was taken over; ask whoever keeps the authority"}};
}

} // namespace

struct Confirmation::State
{
    explicit State(Store::State& owner) : log(owner) {}

    LogWriter log;
    std::size_t appended = 0;

    Confirmed take_over(ConfirmedEvent taken, model::Event event);
    void take_out_twin(const model::Event& event, AddedEvent& added);
    Hash check(const std::string& note);
    void fold_again(const Refolded& refolded);
};

Confirmation Store::begin_confirming()
{
    Database& database = m_state->database;
    if (database.in_transaction() || (m_state->identity.is_authority() && !m_state->shared))
        throw Error(Fault::Internal, {"აქ არაფერია დასადასტურებელი", "there is nothing to confirm here"});
    m_state->finish_erasures_if_any();
    auto state = std::make_unique<Confirmation::State>(*m_state);
    Overlay(database).retract();
    state->log.head.last_number = last_own_number(database, m_state->identity);
    return Confirmation(std::move(state));
}

Confirmation::Confirmation(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Confirmation::Confirmation(Confirmation&&) noexcept = default;
Confirmation::~Confirmation() = default;

Head Confirmation::head() const
{
    Head head = m_state->log.head;
    head.size = m_state->log.batch_end;
    return head;
}

std::size_t Confirmation::appended() const
{
    return m_state->appended;
}

void Confirmation::keep_workflow(const WorkflowRow& workflow)
{
    m_state->log.store.workflows.keep(workflow);
}

void Confirmation::write_clocks(std::int64_t case_row, const std::vector<ClockRow>& clocks)
{
    store::write_clocks(m_state->log.store.database, case_row, clocks);
}

void Confirmation::write_due(std::int64_t case_row, std::int64_t place, const ClockRow& clock)
{
    store::write_due(m_state->log.store.database, case_row, place, clock);
}

void Confirmation::write_stay(std::int64_t case_row, std::optional<Instant> look)
{
    store::write_stay(m_state->log.store.database, case_row, look);
}

Confirmed Confirmation::append(ConfirmedEvent taken)
{
    State& state = *m_state;
    model::Event event;
    try {
        event = ledger::decode(taken.bytes);
        check_repository(event, state.log.store.identity);
        return state.take_over(std::move(taken), std::move(event));
    } catch (const Error& error) {
        if (error.fault() == Fault::Io || error.fault() == Fault::Internal)
            throw;
        const std::string sequence = std::to_string(state.log.next());
        throw not_the_authoritys({"მოვლენა " + sequence + ": " + error.message().ka, "event " + sequence + ": " + error.message().en});
    }
}

Confirmed Confirmation::State::take_over(ConfirmedEvent taken, model::Event event)
{
    const std::int64_t last = log.projection.last_number(event.replica);
    const bool counts = taken.verdict != ledger::Verdict::Rejected && taken.verdict != ledger::Verdict::Quarantined;
    if (counts && event.number != last + 1)
        throw Error(Fault::Invalid, say("მოვლენის ნომერია {}, უნდა იყოს {}", "the event's number is {}, it should be {}", event.number, last + 1));
    AddedEvent added;
    added.bytes = std::move(taken.bytes);
    added.sealed = std::move(taken.sealed);
    added.leaf.sequence = log.next();
    added.leaf.event_id = ledger::event_id(added.bytes);
    added.leaf.verdict = taken.verdict;
    added.leaf.rule = taken.rule;
    added.leaf.late = taken.late;
    added.leaf.set_clock = event.clock == ClockSource::Set;
    if (event.replica == log.store.identity.replica)
        take_out_twin(event, added);
    empty_erased(log.store.database, added.sealed);
    Folded folded = log.projection.fold(added.sequence(), event, added.leaf.event_id, {taken.verdict, taken.rule, std::nullopt});
    Confirmed confirmed{added.leaf.sequence, std::move(event), std::move(folded.before), {}};
    ++appended;
    confirmed.row = log.add(std::move(added), std::move(folded));
    return confirmed;
}

/// The own event that waited for this: what it has sealed goes with it. One with the same number and another content goes on waiting:
/// a copy of this replica has spoken in its name, which whoever pushes it is told.
void Confirmation::State::take_out_twin(const model::Event& event, AddedEvent& added)
{
    Database& database = log.store.database;
    if (Query(database, "DELETE FROM pending WHERE n = ?1 AND id = ?2", event.number, added.leaf.event_id).run() == 0)
        return;
    const std::int64_t sequence = pending_sequence(event.number);
    added.sealed = log.store.log.sealed_of(sequence);
    Query(database, "DELETE FROM sealed WHERE seq = ?1", sequence).run();
}

void Confirmation::end_batch(Instant received, const std::string& note)
{
    LogWriter& log = m_state->log;
    try {
        if (log.added.empty() || ledger::BatchStatement::parse(ledger::parse_note(note).text) !=
                                     ledger::BatchStatement::over(log.store.identity.repository, log.ids()))
            throw Error(Fault::Invalid, {"შეკვრის ჩანაწერი მის მოვლენებს არ ემთხვევა", "the statement of the batch is not that of its events"});
    } catch (const Error& error) {
        throw not_the_authoritys(error.message());
    }
    log.end_batch(received, note);
}

/// Whether the authority has signed what was taken over. Gives the root.
Hash Confirmation::State::check(const std::string& note)
{
    const Identity& identity = log.store.identity;
    ledger::Checkpoint checkpoint;
    try {
        const ledger::Note parsed = ledger::parse_note(note);
        checkpoint = ledger::Checkpoint::parse(parsed.text);
        const ledger::VerifierKey key = log_keys_of(log.store.database, identity).at(checkpoint.size);
        if (!ledger::verify_note(parsed, key.name, key.key))
            throw Error(Fault::Invalid, {"საკონტროლო წერტილს მთავარი საცავის ხელმოწერა აკლია", "the checkpoint is not signed by the authority"});
    } catch (const Error& error) {
        throw not_the_authoritys(error.message());
    }
    if (!log.added.empty() || checkpoint.size != log.batch_end || checkpoint.origin != ledger::origin(identity.repository))
        throw not_the_authoritys(say("საკონტროლო წერტილი {} მოვლენაზეა, აქ კი {} არის", "the checkpoint is over {} events, here are {}",
                                     checkpoint.size, log.next()));
    const Hash root = log.finish_tree();
    if (checkpoint.root != root)
        throw not_the_authoritys(say("{} მოვლენის ხე სხვაა, ვიდრე ის, რომელსაც ხელი მოეწერა", "the tree over {} events is not the one that was signed",
                                     checkpoint.size));
    return root;
}

void Confirmation::State::fold_again(const Refolded& refolded)
{
    Projection projection(log.store.database, log.store.workflows, log.store.log, log.store.identity);
    log.store.fold_pending_again(projection, [&](const StoredEvent& stored, Folded&& folded) {
        if (!refolded)
            return;
        const model::Case before = std::move(folded.before);
        std::optional<Surroundings> above;
        refolded(stored, before, folded.record.id == 0 ? CaseRow{} : case_row(log.store.database, std::move(folded.record), above));
    });
}

void Confirmation::commit(const std::string& checkpoint_note, const Refolded& refolded)
{
    State& state = *m_state;
    LogWriter& log = state.log;
    if (!log.open)
        throw Error(Fault::Internal, {"ტრანზაქცია უკვე დასრულებულია", "the transaction is over"});
    const bool is_new = log.batch_end > log.head.size || !log.added.empty();
    const Hash root = state.check(checkpoint_note);
    if (is_new)
        log.write_checkpoint(checkpoint_note, root);
    drop_answered_batches(log.store.database);
    state.fold_again(refolded);
    log.commit();
}

} // namespace ogp::store

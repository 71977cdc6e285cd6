#include "ledger/checkpoint.hpp"
#include "ledger/event_bytes.hpp"
#include "ledger/note.hpp"
#include "store/clocks.hpp"
#include "store/erasure.hpp"
#include "store/outbox.hpp"
#include "store/log_writer.hpp"
#include "store/shared_stretches.hpp"

#include <cstdint>
#include <filesystem>
#include <utility>
#include <vector>

namespace ogp::store {
namespace {

// In KiB. The keys of a million cases, which are written in random order, fit in; all else is written at the end.
constexpr std::size_t cache_for_many = 56 * 1024;

// To catch up with a shared log before it is this process's turn.
constexpr int most_attempts = 100;

} // namespace

struct Transaction::State
{
    explicit State(Store::State& owner) : log(owner) {}

    ~State() { release(); }

    LogWriter log;
    std::int64_t last_number = 0; ///< replica: of its own events
    bool holds_shared = false;    ///< the lock of the shared log

    bool lock_shared();
    void release();
    void append_to_shared();

    bool is_authority() const { return log.store.identity.is_authority(); }
    CaseRow wait(NewEvent added);
    void write_waiting(const Signer& sign);
    void end_own_batch(Instant received, const Signer& sign);
    void sign_checkpoint(const Signer& sign);
};

Transaction Store::begin()
{
    Database& database = m_state->database;
    if (database.in_transaction())
        throw Error(Fault::Internal, {"ტრანზაქცია უკვე დაწყებულია", "a transaction is open already"});
    if (!m_state->shared && std::filesystem::exists(m_state->folder / shared_log_mark))
        throw Error(Fault::Conflict, {"ჟურნალი ახლა სხვა ბაზაშია (ogp store move)", "the log lies in another database now (ogp store move)"},
                    {"გაუშვით პროგრამა თავიდან", "start the program again"});
    m_state->finish_erasures_if_any();
    auto state = std::make_unique<Transaction::State>(*m_state);
    for (int attempt = 1; !state->lock_shared(); ++attempt) {
        state.reset(); // takes over in transactions of its own
        if (attempt == most_attempts)
            throw Error(Fault::Conflict, {"საერთო ჟურნალში სხვები გამუდმებით წერენ", "others keep writing to the shared log"},
                        {"სცადეთ ხელახლა", "try again"});
        m_state->take_over_shared();
        state = std::make_unique<Transaction::State>(*m_state);
    }
    state->log.head.last_number = state->last_number = last_own_number(database, m_state->identity);
    return Transaction(std::move(state));
}

Transaction::Transaction(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Transaction::Transaction(Transaction&&) noexcept = default;
Transaction::~Transaction() = default;

Head Transaction::head() const
{
    return m_state->log.head;
}

std::size_t Transaction::pending() const
{
    return m_state->log.ended + m_state->log.added.size();
}

void Transaction::expect_many()
{
    m_state->log.store.database.set_cache(cache_for_many);
}

void Transaction::keep_workflow(const WorkflowRow& workflow)
{
    m_state->log.store.workflows.keep(workflow);
}

void Transaction::write_clocks(std::int64_t case_row, const std::vector<ClockRow>& clocks)
{
    store::write_clocks(m_state->log.store.database, case_row, clocks);
}

void Transaction::write_due(std::int64_t case_row, std::int64_t place, const ClockRow& clock)
{
    store::write_due(m_state->log.store.database, case_row, place, clock);
}

void Transaction::write_stay(std::int64_t case_row, std::optional<Instant> look)
{
    store::write_stay(m_state->log.store.database, case_row, look);
}

namespace {

void check_counter(const model::Event& event, std::int64_t last, ledger::Verdict verdict)
{
    const bool counts = verdict != ledger::Verdict::Rejected && verdict != ledger::Verdict::Quarantined;
    if (counts && event.number != last + 1)
        throw Error(Fault::Internal, say("მოვლენის ნომერია {}, უნდა იყოს {}", "the event's number is {}, it should be {}",
                                         event.number, last + 1));
}

/// The first checkpoint after the key was changed is for those who know the older one as well.
void check_handed_over(LogWriter& log, const std::string& checkpoint)
{
    const ledger::LogKeys keys = log_keys_of(log.store.database, log.store.identity);
    const ledger::Handover& handover = keys.handovers().back();
    const ledger::Note note = ledger::parse_note(checkpoint);
    for (const ledger::VerifierKey& key : {handover.older, handover.newer})
        if (!ledger::verify_note(note, key.name, key.key))
            throw Error(Fault::Internal, {"საკონტროლო წერტილს ორივე გასაღებმა უნდა მოაწეროს ხელი", "both keys have to sign the checkpoint"});
}

/// What only the authority decides.
void check_may_wait(const model::Event& event, const Identity& identity)
{
    if (event.replica != identity.replica)
        throw Error(Fault::Internal, {"ასლში სხვისი მოვლენა იწერება", "an event of another replica is written to this one"});
    if (!model::acts_on_case(event.op) || event.op == model::Op::Tick || event.op == model::Op::Migrate)
        throw Error(Fault::Forbidden, {"ეს მოქმედება მხოლოდ მთავარ საცავში შეიძლება", "this can only be done on the authority"},
                    {"შეასრულეთ იქ, საიდანაც ეს ასლი შეიქმნა (ogp remote)", "do it where this copy was cloned from (ogp remote)"});
}

} // namespace

CaseRow Transaction::append(NewEvent added)
{
    State& state = *m_state;
    LogWriter& log = state.log;
    check_repository(added.event, log.store.identity);
    if (!state.is_authority())
        return state.wait(std::move(added));
    check_counter(added.event, log.projection.last_number(added.event.replica), added.verdict);

    AddedEvent event;
    event.bytes = std::move(added.bytes);
    event.sealed = std::move(added.sealed);
    // What this replica seals, it seals under a key, and who was erased has none. Others may not know of it yet.
    if (added.event.replica != log.store.identity.replica)
        empty_erased(log.store.database, event.sealed);
    event.leaf.sequence = log.next();
    event.leaf.event_id = ledger::event_id(event.bytes);
    event.leaf.verdict = added.verdict;
    event.leaf.rule = added.rule;
    event.leaf.late = added.late;
    event.leaf.set_clock = added.event.clock == ClockSource::Set;
    Folded folded = log.projection.fold(event.sequence(), added.event, event.leaf.event_id, {added.verdict, added.rule, std::nullopt});
    write_outbox(log.store.database, event.leaf.sequence, added.outbox);
    return log.add(std::move(event), std::move(folded));
}

CaseRow Transaction::State::wait(NewEvent added)
{
    check_may_wait(added.event, log.store.identity);
    check_counter(added.event, last_number, ledger::Verdict::Applied);
    AddedEvent event;
    const std::int64_t sequence = pending_sequence(added.event.number);
    event.leaf = pending_leaf(sequence, added.event, ledger::event_id(added.bytes));
    event.bytes = std::move(added.bytes);
    event.sealed = std::move(added.sealed);
    Folded folded = log.projection.fold_pending(sequence, added.event, event.leaf.event_id);
    last_number = added.event.number;
    return log.add(std::move(event), std::move(folded));
}

void Transaction::State::write_waiting(const Signer& sign)
{
    const std::string note = sign(ledger::BatchStatement::over(log.store.identity.repository, log.ids()).text());
    const std::int64_t first = pending_number(log.added.front().sequence());
    for (const AddedEvent& event : log.added)
        log.store.log.write_pending(event, first);
    Query(log.store.database, "INSERT INTO pending_batch(first, count, note, refused) VALUES(?1, ?2, ?3, '')", first,
          static_cast<std::int64_t>(log.added.size()), note)
        .run();
    log.ended += log.added.size();
    log.added.clear();
}

/// False where the shared log has more than this one.
bool Transaction::State::lock_shared()
{
    SharedLog* shared = log.store.shared.get();
    if (shared == nullptr)
        return true;
    const SharedHead there = shared->lock();
    holds_shared = true;
    if (there.size == log.head.size && there.checkpoint == log.head.checkpoint)
        return true;
    release();
    if (there.size > log.head.size)
        return false;
    throw Error(Fault::Integrity, say("{0}: ჟურნალში {1} მოვლენაა, აქ კი – {2}", "{0}: the log has {1} events, and {2} here, and they are not the same",
                                      shared->place(), there.size, log.head.size),
                {"ბაზა ძველი ასლიდან აღადგინეს ან სხვა საცავისაა; შეადარეთ: ogp audit", "the database was restored from an older copy, or is another one; compare: ogp audit"});
}

void Transaction::State::release()
{
    if (std::exchange(holds_shared, false))
        log.store.shared->release();
}

void Transaction::State::append_to_shared()
{
    SharedLog* shared = log.store.shared.get();
    if (shared == nullptr || log.ended == 0)
        return release();
    // Whoever folds these events there needs the case types that they name.
    const std::int64_t definitions =
        number_of(log.store.database, "SELECT (SELECT count(*) FROM workflow) + (SELECT count(*) FROM calendar)").value_or(0);
    if (definitions != log.store.shared_definitions)
        shared->keep(definitions_of(log.store.database, log.store.workflows, Blobs(log.store.folder / "blobs")));
    const std::uint64_t first = log.batch_end - log.ended;
    std::vector<std::string> erased;
    Query query(log.store.database, "SELECT subject FROM erased WHERE seq >= ?1 ORDER BY subject", static_cast<std::int64_t>(first));
    while (query.step())
        erased.push_back(query.text(0));
    if (!erased.empty())
        shared->erase(erased);
    shared->append([&](const auto& visit) { each_stretch(log.store.database, first, visit); });
    log.store.shared_definitions = definitions;
}

void Transaction::State::end_own_batch(Instant received, const Signer& sign)
{
    log.end_batch(received, sign(ledger::BatchStatement::over(log.store.identity.repository, log.ids()).text()));
}

void Transaction::State::sign_checkpoint(const Signer& sign)
{
    const Hash root = log.finish_tree();
    const ledger::Checkpoint statement{ledger::origin(log.store.identity.repository), log.batch_end, root};
    const std::string checkpoint = sign(statement.text());
    if (log.projection.has_handover())
        check_handed_over(log, checkpoint);
    log.write_checkpoint(checkpoint, root);
}

void Transaction::end_batch(Instant received, const std::string& foreign_note)
{
    LogWriter& log = m_state->log;
    const auto expected = ledger::BatchStatement::over(log.store.identity.repository, log.ids());
    if (log.added.empty() || !m_state->is_authority() || ledger::BatchStatement::parse(ledger::parse_note(foreign_note).text) != expected)
        throw Error(Fault::Internal, {"შეკვრის ჩანაწერი მის მოვლენებს არ ემთხვევა", "the statement of the batch is not that of its events"});
    log.end_batch(received, foreign_note);
}

void Transaction::end_own_batch(Instant received, const Signer& sign)
{
    if (!m_state->log.added.empty() && m_state->is_authority())
        m_state->end_own_batch(received, sign);
}

void Transaction::end_long_batch(Instant received, const Signer& sign, std::size_t longest)
{
    if (m_state->log.added.size() < longest)
        return;
    if (!m_state->is_authority())
        return m_state->write_waiting(sign);
    m_state->end_own_batch(received, sign);
    m_state->sign_checkpoint(sign);
}

void Transaction::commit(Instant received, const Signer& sign)
{
    commit(received, sign, sign);
}

void Transaction::commit(Instant received, const Signer& sign, const Signer& sign_checkpoint)
{
    State& state = *m_state;
    LogWriter& log = state.log;
    if (!log.open)
        throw Error(Fault::Internal, {"ტრანზაქცია უკვე დასრულებულია", "the transaction is over"});
    if (!log.added.empty() && !state.is_authority()) {
        state.write_waiting(sign);
    } else if (state.is_authority()) {
        if (!log.added.empty())
            state.end_own_batch(received, sign);
        if (log.batch_end > log.head.size)
            state.sign_checkpoint(sign_checkpoint);
    }
    log.commit([&] { state.append_to_shared(); });
    state.holds_shared = false;
}

} // namespace ogp::store

#include "store/overlay.hpp"
#include "store/state.hpp"

#include <vector>

namespace ogp::store {
namespace {

void place(Database& database, std::int64_t number, std::int64_t case_id, std::int64_t previous)
{
    Query(database, "UPDATE pending SET case_id = ?2, prev = ?3 WHERE n = ?1 AND (case_id <> ?2 OR prev <> ?3)", number, case_id, previous)
        .run();
}

} // namespace

void Store::State::fold_pending_again(Projection& projection, const Visit& visit)
{
    std::vector<std::int64_t> numbers;
    {
        Query query(database, "SELECT n FROM pending ORDER BY n");
        while (query.step())
            numbers.push_back(query.integer(0));
    }
    for (const std::int64_t number : numbers) {
        const std::int64_t sequence = pending_sequence(number);
        const StoredEvent stored = log.read(sequence).value();
        Folded folded;
        try {
            folded = projection.fold_pending(sequence, stored.event, stored.id);
        } catch (const Error& error) {
            if (error.fault() == Fault::Io || error.fault() == Fault::Integrity)
                throw;
            folded = {};
        }
        place(database, number, folded.record.id, folded.previous);
        visit(stored, std::move(folded));
    }
}

void drop_answered_batches(Database& database)
{
    Query(database, "DELETE FROM pending_batch WHERE NOT EXISTS (SELECT 1 FROM pending WHERE pending.n >= pending_batch.first AND "
                    "pending.n < pending_batch.first + pending_batch.count)")
        .run();
}

void Store::each_pending(const std::function<bool(const StoredEvent&)>& visit, std::uint64_t first) const
{
    m_state->log.each_pending(static_cast<std::int64_t>(first), visit);
}

std::int64_t Store::count_pending() const
{
    return number_of(m_state->database, "SELECT count(*) FROM pending").value_or(0);
}

bool Store::has_effect(std::uint64_t sequence) const
{
    return number_of(m_state->database, "SELECT case_id FROM pending WHERE n = ?1", pending_number(static_cast<std::int64_t>(sequence)))
               .value_or(0) != 0;
}

std::vector<PendingBatch> Store::pending_batches() const
{
    std::vector<PendingBatch> batches;
    Query query(m_state->database, "SELECT first, count, note, refused FROM pending_batch ORDER BY first");
    while (query.step())
        batches.push_back({query.integer(0), query.integer(1), query.text(2), query.text(3)});
    return batches;
}

void Store::mark_refused(std::int64_t first, std::string_view reason)
{
    Query(m_state->database, "UPDATE pending_batch SET refused = ?2 WHERE first = ?1", first, reason).run();
}

std::size_t Store::discard_pending(std::int64_t first)
{
    Database& database = m_state->database;
    database.begin_writing();
    try {
        Overlay(database).retract();
        Query(database, "DELETE FROM sealed WHERE seq >= ?1", pending_sequence(first)).run();
        const std::int64_t discarded = Query(database, "DELETE FROM pending WHERE n >= ?1", first).run();
        drop_answered_batches(database);
        Projection projection(database, m_state->workflows, m_state->log, m_state->identity);
        m_state->fold_pending_again(projection, [](const StoredEvent&, Folded&&) {});
        database.execute("COMMIT");
        return static_cast<std::size_t>(discarded);
    } catch (...) {
        database.roll_back();
        throw;
    }
}

} // namespace ogp::store

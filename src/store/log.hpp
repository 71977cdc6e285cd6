#pragma once

#include "ledger/merkle.hpp"
#include "store/database.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace ogp::store {

/// An event that has been folded, but not been committed. An import holds very many: the bytes are taken apart again for
/// the few that are asked for.
struct AddedEvent
{
    ledger::Leaf leaf; ///< without time and batch
    std::string bytes;
    std::vector<SealedField> sealed;
    std::int64_t case_id = 0;
    std::int64_t previous = -1;

    std::int64_t sequence() const { return static_cast<std::int64_t>(leaf.sequence); }
    StoredEvent stored() const;
};

/// Reads and writes the rows of the log, and of what waits to enter it.
class Log
{
public:
    explicit Log(Database& database) : m_database(database) {}

    /// While a transaction is open its events are seen behind those of the tables.
    void show(const std::vector<AddedEvent>* added)
    {
        m_added = added;
        m_unindexed.clear();
    }
    /// Whether there may be events that wait: an authority has none, and need not look for them.
    enum class Waiting { Never, Perhaps };
    void expect(Waiting waiting) { m_waiting = waiting; }

    std::optional<StoredEvent> read(std::int64_t sequence) const;
    std::optional<StoredEvent> find(const Hash& id) const;
    /// The events of a chain that ends at `last`, oldest first.
    std::vector<StoredEvent> chain(std::int64_t last) const;
    void each(std::int64_t first, const std::function<bool(const StoredEvent&)>& visit) const;
    void each_pending(std::int64_t first, const std::function<bool(const StoredEvent&)>& visit) const;
    std::vector<StoredEvent> latest(std::size_t limit) const;
    std::vector<SealedField> sealed_of(std::int64_t sequence) const;
    /// The subject of the newest sealed value in the chain.
    std::optional<std::string> subject_in_chain(std::int64_t last) const;

    /// index_written() is still to follow, in the same transaction.
    void write(const AddedEvent& event);
    /// The same for one that waits.
    void write_pending(const AddedEvent& event, std::int64_t batch);
    /// Makes all that was written findable by its ids. Throws as index().
    void index_written();
    /// Makes an event findable by its id. Throws Error{Conflict} where the log has it already.
    void index(const Hash& id, std::int64_t sequence);
    std::int64_t previous(std::int64_t sequence) const; ///< -1 for none

private:
    const AddedEvent* added(std::int64_t sequence) const;
    void write_sealed(const AddedEvent& event);
    std::optional<StoredEvent> find_pending(const Hash& id) const;

    Database& m_database;
    Waiting m_waiting = Waiting::Never;
    const std::vector<AddedEvent>* m_added = nullptr;
    std::vector<std::pair<std::int64_t, std::int64_t>> m_unindexed; ///< prefixes and sequence numbers of what was written
};

/// Takes a row apart. Throws Error{Integrity} that names the event.
StoredEvent take_apart(const Database& database, std::int64_t sequence, std::string_view leaf, std::string_view body);

/// The row of an event that waits, with a leaf as if it had been applied when it was written. Throws as take_apart().
StoredEvent take_pending_apart(const Database& database, std::int64_t sequence, std::string_view id, std::string_view body);
/// The leaf of such an event.
ledger::Leaf pending_leaf(std::int64_t sequence, const model::Event& event, const Hash& id);

/// What is at hand of the events that wait under a counter.
constexpr std::int64_t pending_sequence(std::int64_t number)
{
    return static_cast<std::int64_t>(first_pending) + number;
}
constexpr std::int64_t pending_number(std::int64_t sequence)
{
    return sequence - static_cast<std::int64_t>(first_pending);
}
constexpr bool is_pending_row(std::int64_t sequence)
{
    return sequence >= static_cast<std::int64_t>(first_pending);
}

/// The first 64 bits of an id, as event_id holds them.
std::int64_t id_prefix(const Hash& id);

/// What stands at the end of the log; the own counter is left out.
Head read_head(Database& database);

} // namespace ogp::store

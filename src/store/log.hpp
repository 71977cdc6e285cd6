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
struct PendingEvent
{
    ledger::Leaf leaf; ///< without time and batch
    std::string bytes;
    std::vector<SealedField> sealed;
    std::int64_t case_id = 0;
    std::int64_t previous = -1;

    std::int64_t sequence() const { return static_cast<std::int64_t>(leaf.sequence); }
    StoredEvent stored() const;
};

/// Reads and writes the rows of the log.
class Log
{
public:
    explicit Log(Database& database) : m_database(database) {}

    /// While a transaction is open its events are seen behind those of the tables.
    void show(const std::vector<PendingEvent>* pending)
    {
        m_pending = pending;
        m_unindexed.clear();
    }

    std::optional<StoredEvent> read(std::int64_t sequence) const;
    std::optional<StoredEvent> find(const Hash& id) const;
    /// The events of a chain that ends at `last`, oldest first.
    std::vector<StoredEvent> chain(std::int64_t last) const;
    void each(std::int64_t first, const std::function<bool(const StoredEvent&)>& visit) const;
    std::vector<StoredEvent> latest(std::size_t limit) const;
    std::vector<SealedField> sealed_of(std::int64_t sequence) const;
    /// The subject of the newest sealed value in the chain.
    std::optional<std::string> subject_in_chain(std::int64_t last) const;

    /// index_written() is still to follow, in the same transaction.
    void write(const PendingEvent& event);
    /// Makes all that was written findable by its ids. Throws as index().
    void index_written();
    /// Makes an event findable by its id. Throws Error{Conflict} where the log has it already.
    void index(const Hash& id, std::int64_t sequence);
    std::int64_t previous(std::int64_t sequence) const; ///< -1 for none

private:
    const PendingEvent* pending(std::int64_t sequence) const;

    Database& m_database;
    const std::vector<PendingEvent>* m_pending = nullptr;
    std::vector<std::pair<std::int64_t, std::int64_t>> m_unindexed; ///< prefixes and sequence numbers of what was written
};

/// Takes a row apart. Throws Error{Integrity} that names the event.
StoredEvent take_apart(const Database& database, std::int64_t sequence, std::string_view leaf, std::string_view body);

/// The first 64 bits of an id, as event_id holds them.
std::int64_t id_prefix(const Hash& id);

/// What stands at the end of the log; the own counter is left out.
Head read_head(Database& database);

} // namespace ogp::store

#include "store/state.hpp"

#include <algorithm>

namespace ogp::store {
namespace {

template <class Broken>
BatchRow waiting_batch(Database& database, std::int64_t number, const Broken& broken)
{
    Query query(database, "SELECT first, note FROM pending_batch WHERE first <= ?1 AND ?1 - first < count ORDER BY first DESC LIMIT 1", number);
    if (!query.step())
        throw broken();
    BatchRow batch{static_cast<std::uint64_t>(pending_sequence(query.integer(0))), query.text(1), {}};
    Query ids(database, "SELECT id FROM pending WHERE batch = ?1 ORDER BY n", query.integer(0));
    while (ids.step())
        batch.ids.push_back(Hash::from_bytes(ids.bytes(0)).value_or(Hash{}));
    return batch;
}

} // namespace

BatchRow Store::batch_of(std::uint64_t sequence) const
{
    Database& database = m_state->database;
    const auto broken = [&] { return damaged(database.file(), say("მოვლენის {} შეკვრა", "the batch of event {}", sequence)); };
    if (is_pending(sequence))
        return waiting_batch(database, pending_number(static_cast<std::int64_t>(sequence)), broken);
    Query query(database, "SELECT first, count, note FROM batch WHERE first <= ?1 ORDER BY first DESC LIMIT 1",
                static_cast<std::int64_t>(sequence));
    if (!query.step())
        throw broken();
    BatchRow batch{static_cast<std::uint64_t>(query.integer(0)), query.text(2), {}};
    const std::int64_t count = query.integer(1);
    // The leaves alone: a batch may be an import of a million events.
    Query leaves(database, "SELECT leaf FROM event WHERE seq >= ?1 ORDER BY seq LIMIT ?2", query.integer(0), std::max<std::int64_t>(count, 0));
    while (leaves.step()) {
        const std::string_view leaf = leaves.bytes(0);
        if (leaf.size() != ledger::leaf_size)
            throw broken();
        batch.ids.push_back(ledger::Leaf::parse(leaf).event_id);
    }
    if (std::ssize(batch.ids) != count || sequence - batch.first >= batch.ids.size())
        throw broken();
    return batch;
}

std::vector<StoredEvent> Store::find_events(std::string_view digits, std::size_t limit) const
{
    constexpr std::size_t least = 8;  // with these the first and the last prefix have the same sign
    constexpr std::size_t whole = 64;
    if (digits.size() < least || digits.size() > whole)
        return {};
    std::string low(digits);
    std::string high(digits);
    low.resize(whole, '0');
    high.resize(whole, 'f');
    const auto first = Hash::from_hex(low);
    const auto last = Hash::from_hex(high);
    std::vector<StoredEvent> events;
    if (!first || !last)
        return events;
    Query query(m_state->database, "SELECT seq FROM event_id WHERE prefix BETWEEN ?1 AND ?2 ORDER BY seq", id_prefix(*first),
                id_prefix(*last));
    while (events.size() < limit && query.step())
        if (auto event = m_state->log.read(query.integer(0)); event && event->id >= *first && event->id <= *last)
            events.push_back(std::move(*event));
    return events;
}

} // namespace ogp::store

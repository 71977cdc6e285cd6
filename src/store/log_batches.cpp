#include "store/state.hpp"

namespace ogp::store {

void Store::each_batch(std::uint64_t first, const std::function<bool(const LogBatch&)>& visit) const
{
    Database& database = m_state->database;
    Query batches(database, "SELECT first, count, note FROM batch WHERE first >= ?1 ORDER BY first", static_cast<std::int64_t>(first));
    Query events(database, "SELECT leaf, body FROM event WHERE seq >= ?1 ORDER BY seq", static_cast<std::int64_t>(first));
    std::uint64_t next = first;
    while (batches.step()) {
        LogBatch batch;
        batch.first = static_cast<std::uint64_t>(batches.integer(0));
        batch.note = batches.text(2);
        const auto broken = [&] { return damaged(database.file(), say("მოვლენის {} შეკვრა", "the batch of event {}", next)); };
        const std::int64_t count = batches.integer(1);
        if (batch.first != next || count < 1)
            throw broken();
        for (std::int64_t i = 0; i < count; ++i) {
            if (!events.step() || events.bytes(0).size() != ledger::leaf_size)
                throw broken();
            batch.events.push_back({ledger::Leaf::parse(events.bytes(0)), events.text(1)});
        }
        next += static_cast<std::uint64_t>(count);
        if (!visit(batch))
            return;
    }
}

} // namespace ogp::store

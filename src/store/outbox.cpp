#include "store/outbox.hpp"

#include "store/state.hpp"

#include <fmt/format.h>

namespace ogp::store {

void write_outbox(Database& database, std::uint64_t sequence, const std::vector<OutboxEntry>& entries)
{
    const auto event = static_cast<std::int64_t>(sequence);
    std::int64_t index = 0;
    for (const OutboxEntry& entry : entries) {
        const std::string arguments = to_json(entry.arguments);
        const Hash digest = outbox_digest(event, index, entry.kind, arguments, entry.why, 0);
        Query(database, "INSERT INTO outbox(seq, idx, kind, arguments, why, delivered, digest) VALUES(?1, ?2, ?3, ?4, ?5, 0, ?6)",
              event, index, entry.kind, arguments, entry.why, BlobView{digest.view()})
            .run();
        ++index;
    }
}

Hash outbox_digest(std::int64_t sequence, std::int64_t index, std::string_view kind, std::string_view arguments,
                   std::string_view why, std::int64_t delivered)
{
    const std::string numbers = fmt::format("{} {} {} {} {} {} ", sequence, index, delivered, kind.size(), arguments.size(), why.size());
    return sha256({std::string_view(numbers), kind, arguments, why});
}

std::vector<OutboxRow> Store::outbox(Delivered which, std::pair<std::uint64_t, std::int64_t> first, std::size_t limit) const
{
    Database& database = m_state->database;
    // A condition of its own for each, so that the index of what waits is used.
    Query query(database,
                which == Delivered::NotYet
                    ? "SELECT seq, idx, kind, arguments, why, delivered FROM outbox WHERE delivered = 0 AND (seq, idx) >= (?1, ?2) "
                      "ORDER BY seq, idx LIMIT ?3"
                    : "SELECT seq, idx, kind, arguments, why, delivered FROM outbox WHERE (seq, idx) >= (?1, ?2) "
                      "ORDER BY seq, idx LIMIT ?3",
                static_cast<std::int64_t>(first.first), first.second, static_cast<std::int64_t>(limit));
    std::vector<OutboxRow> rows;
    while (query.step()) {
        OutboxRow row{static_cast<std::uint64_t>(query.integer(0)), query.integer(1), {query.text(2), {}, query.text(4)}, {}};
        try {
            row.entry.arguments = parse_json(query.bytes(3));
        } catch (const Error&) {
            throw damaged(database.file(), say("გასაგზავნი {}.{}", "outbox entry {}.{}", row.sequence, row.index));
        }
        if (query.integer(5) != 0)
            row.delivered = Instant::from_milliseconds(query.integer(5));
        rows.push_back(std::move(row));
    }
    return rows;
}

bool Store::mark_delivered(std::uint64_t sequence, std::int64_t index, Instant at)
{
    Database& database = m_state->database;
    const auto event = static_cast<std::int64_t>(sequence);
    Hash digest;
    {
        Query row(database, "SELECT kind, arguments, why FROM outbox WHERE seq = ?1 AND idx = ?2 AND delivered = 0", event, index);
        if (!row.step())
            return false;
        digest = outbox_digest(event, index, row.bytes(0), row.bytes(1), row.bytes(2), at.milliseconds());
    }
    Query query(database, "UPDATE outbox SET delivered = ?3, digest = ?4 WHERE seq = ?1 AND idx = ?2 AND delivered = 0 RETURNING seq",
                event, index, at.milliseconds(), BlobView{digest.view()});
    const bool marked = query.step();
    while (query.step()) {
        // To the end, or nothing is written.
    }
    return marked;
}

} // namespace ogp::store

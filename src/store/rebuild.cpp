#include "ledger/event_bytes.hpp"
#include "store/overlay.hpp"
#include "store/schema.hpp"
#include "store/state.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace ogp::store {
namespace {

/// In KiB: the index over the uids of a million cases, which are in no order, is not read back from the WAL all the time.
constexpr std::size_t rebuild_cache = 64 * 1024;

/// event_id is made of the log as well; in chunks sorted by prefix, so that neighbouring keys are written together.
class IndexWriter
{
public:
    IndexWriter(Database& database, Log& log) : m_log(log) { database.execute("DELETE FROM event_id"); }

    void add(const Hash& id, std::int64_t sequence)
    {
        m_chunk.emplace_back(id, sequence);
        if (m_chunk.size() == chunk_size)
            flush();
    }

    void flush()
    {
        std::sort(m_chunk.begin(), m_chunk.end(),
                  [](const auto& a, const auto& b) { return id_prefix(a.first) < id_prefix(b.first); });
        for (const auto& [id, sequence] : m_chunk)
            m_log.index(id, sequence);
        m_chunk.clear();
    }

private:
    static constexpr std::size_t chunk_size = 500'000;
    Log& m_log;
    std::vector<std::pair<Hash, std::int64_t>> m_chunk;
};

/// Lets pages be given up as they are while the projection is made anew. Overwriting them would read and journal all of it,
/// and it holds nothing that the log does not hold as well: personal values are in neither.
class KeepFreedPages
{
public:
    explicit KeepFreedPages(Database& database) : m_database(database) { m_database.execute("PRAGMA secure_delete=OFF"); }
    ~KeepFreedPages()
    {
        try {
            m_database.execute("PRAGMA secure_delete=ON");
        } catch (const Error&) {
            return; // It needs no disk; without a connection there is nothing to set.
        }
    }
    KeepFreedPages(const KeepFreedPages&) = delete;
    KeepFreedPages& operator=(const KeepFreedPages&) = delete;

private:
    Database& m_database;
};

/// Runs until the end or rolls back.
class Rollback
{
public:
    explicit Rollback(Database& database) : m_database(database) { m_database.begin_writing(); }
    ~Rollback() { m_database.roll_back(); }
    Rollback(const Rollback&) = delete;
    Rollback& operator=(const Rollback&) = delete;
    void commit() { m_database.execute("COMMIT"); }

private:
    Database& m_database;
};

} // namespace

void Store::rebuild(const std::function<void(std::uint64_t, std::uint64_t)>& progress)
{
    State& state = *m_state;
    Database& database = state.database;
    const KeepFreedPages keep(database);
    database.set_cache(rebuild_cache);
    Rollback transaction(database);
    const std::uint64_t total = read_head(database).size;
    // The clocks of cases go back as well; what waits is folded again below.
    if (!state.identity.is_authority())
        Overlay(database).retract_clocks();
    empty_projection(database);
    IndexWriter index(database, state.log);
    Projection projection(database, state.workflows, state.log, state.identity);
    std::uint64_t done = 0;
    Query query(database, "SELECT seq, case_id, prev, leaf, body FROM event ORDER BY seq");
    while (query.step()) {
        const std::int64_t sequence = query.integer(0);
        const StoredEvent stored = take_apart(database, sequence, query.bytes(3), query.bytes(4));
        if (ledger::event_id(stored.bytes) != stored.id || stored.sequence != done)
            throw damaged(database.file(), say("მოვლენა {}", "event {}", sequence));
        const Folded folded = projection.fold(
            sequence, stored.event, stored.id, {stored.leaf.verdict, stored.leaf.rule, stored.leaf.official_number});
        // The chain of a case lies with its events, but is as much a result of folding as the case is.
        if (query.integer(1) != folded.record.id || query.integer(2) != folded.previous)
            Query(database, "UPDATE event SET case_id = ?2, prev = ?3 WHERE seq = ?1", sequence, folded.record.id,
                  folded.previous)
                .run();
        index.add(stored.id, sequence);
        ++done;
        if (progress && done % 1000 == 0)
            progress(done, total);
    }
    index.flush();
    projection.finish();
    create_projection_indices(database);
    state.fold_pending_again(projection, [](const StoredEvent&, Folded&&) {});
    transaction.commit();
    state.finish_erasures_if_any();
    if (progress)
        progress(done, total);
}

void Store::rewrite_pages()
{
    m_state->database.rewrite_pages();
    Database(m_state->folder / "keys.db", {.page_sums = PageSums::Accept}).rewrite_pages();
}

} // namespace ogp::store

#include "store/verifier.hpp"

#include "ledger/event_bytes.hpp"
#include "store/checksum_vfs.hpp"
#include "store/head_note.hpp"
#include "store/state.hpp"
#include "store/verifier_cases.hpp"
#include "store/verifier_notes.hpp"
#include "store/verifier_pages.hpp"
#include "store/verifier_pending.hpp"
#include "store/verifier_tables.hpp"
#include "store/verifier_tree.hpp"

#include <algorithm>
#include <array>

namespace ogp::store {
namespace {

constexpr std::uint64_t progress_step = 1000;

/// All reads of a check see the same state, whoever writes meanwhile.
class Snapshot
{
public:
    explicit Snapshot(Database& database) : m_database(database), m_own(!database.in_transaction())
    {
        if (m_own)
            m_database.execute("BEGIN");
    }
    ~Snapshot()
    {
        try {
            if (m_own && m_database.in_transaction())
                m_database.execute("ROLLBACK");
        } catch (const Error&) {
            return; // Nothing was written.
        }
    }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

private:
    Database& m_database;
    bool m_own;
};

/// How many events there should be. Events, batches and checkpoints each say it; where one of them is damaged, the other two
/// agree.
std::int64_t expected_size(Database& database)
{
    std::array<std::int64_t, 3> sizes{
        number_of(database, "SELECT max(seq) + 1 FROM event").value_or(0),
        number_of(database, "SELECT first + count FROM batch ORDER BY first DESC LIMIT 1").value_or(0),
        number_of(database, "SELECT max(size) FROM checkpoint").value_or(0)};
    std::sort(sizes.begin(), sizes.end());
    return sizes[1];
}

std::string event_name(std::int64_t sequence)
{
    return fmt::format("event {}", sequence);
}

/// One walk through the log with all checks side by side.
class LogWalk
{
public:
    LogWalk(Database& database, const Identity& identity, const std::filesystem::path& folder, Report& report,
            std::size_t most_cases, const std::optional<VerifiedMark>& mark)
        : m_database(database),
          m_report(report),
          m_tree(database, report),
          m_notes(database, identity, m_tree, report, mark),
          m_cases(database, identity, report, most_cases),
          m_sealed(database, identity, folder, report),
          m_index(database, report),
          m_repository(database, identity, folder, report),
          m_pending(database, identity, m_cases.workflows(), report)
    {}

    void run(const std::function<void(std::uint64_t, std::uint64_t)>& progress)
    {
        const std::int64_t size = expected_size(m_database);
        Query rows(m_database, "SELECT seq, case_id, prev, leaf, body FROM event ORDER BY seq");
        while (rows.step()) {
            const std::int64_t sequence = rows.integer(0);
            if (sequence < 0 || sequence >= size) {
                m_report.add("event_damaged", event_name(sequence),
                             {"მოვლენა ჟურნალის ბოლოს იქითაა", "the event lies beyond the end of the log"});
                continue;
            }
            miss_until(sequence);
            check(rows);
            ++m_next;
            if (progress && static_cast<std::uint64_t>(m_next) % progress_step == 0)
                progress(static_cast<std::uint64_t>(m_next), static_cast<std::uint64_t>(size));
        }
        miss_until(size);
        m_notes.finish(size);
        m_tree.finish(m_notes.signed_root());
        m_cases.finish();
        m_pending.run(m_cases.numbers(), [this](const LogRow& row) {
            m_sealed.add(row);
            m_repository.add_pending(row);
        });
        m_sealed.finish();
        m_index.finish();
        m_repository.finish();
        if (progress)
            progress(static_cast<std::uint64_t>(size), static_cast<std::uint64_t>(size));
    }
    const NoteCheck& notes() const { return m_notes; }

private:
    void miss_until(std::int64_t sequence)
    {
        for (; m_next < sequence; ++m_next) {
            m_report.add("event_missing", event_name(m_next), {"მოვლენა აკლია", "the event is missing"});
            m_tree.add_missing();
            spoil(0, std::nullopt);
        }
    }

    void spoil(std::int64_t case_id, const std::optional<ledger::Leaf>& leaf)
    {
        m_notes.add_unreadable(m_next);
        m_cases.add_unreadable(case_id, leaf);
        m_sealed.add_unreadable(m_next);
        m_repository.add_unreadable(m_next);
    }

    void check(const Query& rows)
    {
        const bool in_tree = m_tree.add(ledger::leaf_hash(rows.bytes(3)));
        LogRow row{rows.integer(0), rows.integer(1), rows.integer(2), {}, ledger::event_id(rows.bytes(4)), {}};
        ++m_report.result().events;
        std::optional<ledger::Leaf> leaf;
        try {
            leaf = row.leaf = ledger::Leaf::parse(rows.bytes(3));
        } catch (const Error& error) {
            m_report.add("leaf_damaged", fmt::format("leaf {}", row.sequence), error.message());
        }
        try {
            row.event = ledger::decode(rows.bytes(4));
        } catch (const Error& error) {
            m_report.add("event_damaged", event_name(row.sequence), error.message());
            return spoil(row.case_id, leaf);
        }
        if (!leaf)
            return spoil(row.case_id, leaf);
        if (!check_leaf(row, in_tree))
            return spoil(row.case_id, leaf);
        m_notes.add(row, in_tree);
        m_cases.add(row);
        m_sealed.add(row);
        m_index.add(row.id, row.sequence);
        m_repository.add(row);
    }

    /// Whether leaf and event belong together and to this place.
    bool check_leaf(const LogRow& row, bool in_tree)
    {
        const ledger::Leaf& leaf = row.leaf;
        const std::string leaf_name = fmt::format("leaf {}", row.sequence);
        if (leaf.event_id != row.id) {
            m_report.add(
                in_tree ? "event_damaged" : "leaf_damaged", in_tree ? event_name(row.sequence) : leaf_name,
                {"მოვლენა და მისი ჩანაწერი ერთმანეთს არ ემთხვევა", "the event and its leaf do not belong together"});
            return false;
        }
        if (leaf.sequence != static_cast<std::uint64_t>(row.sequence) || leaf.stream != 1) {
            m_report.add("leaf_damaged", leaf_name,
                         say("ჩანაწერის ადგილია {}", "the place of the leaf is {}", leaf.sequence));
            return false;
        }
        if (leaf.set_clock != (row.event.clock == ClockSource::Set))
            m_report.add("leaf_damaged", leaf_name, {"საათის ნიშანი არასწორია", "its mark of a set clock is wrong"});
        return true;
    }

    Database& m_database;
    Report& m_report;
    TreeCheck m_tree;
    NoteCheck m_notes;
    CaseCheck m_cases;
    SealedCheck m_sealed;
    IndexCheck m_index;
    RepositoryCheck m_repository;
    PendingCheck m_pending;
    std::int64_t m_next = 0;
};

void check_structure(Database& database, Report& report)
{
    Query query(database, "PRAGMA integrity_check(100)");
    for (int line = 0; query.step(); ++line)
        if (query.bytes(0) != "ok")
            report.add("database_damaged", line == 0 ? "database" : fmt::format("database {}", line), both(query.text(0)));
}

} // namespace

Verification Verifier::run(const Progress& progress)
{
    const std::filesystem::path& folder = m_store.folder();
    const auto mark = m_signatures == Signatures::New ? read_verified_mark(folder) : std::nullopt;
    Verification result;
    if (!check(result, mark, progress)) {
        result = {};
        check(result, std::nullopt, progress);
    }
    return result;
}

bool Verifier::check(Verification& result, const std::optional<VerifiedMark>& mark, const Progress& progress)
{
    Report report(result);
    Store::State& state = *m_store.m_state;
    // Each part says what it cannot read, and the others go on.
    const auto part = [&](const char* where, auto&& check) {
        try {
            check();
        } catch (const Error& error) {
            report.add("unreadable", where, error.message());
        }
    };
    // The checks of the content go on where a page is damaged, and name what is.
    accept_wrong_sums(state.database.handle());
    // Read before the snapshot is taken: a note of a later change would speak of events that the snapshot does not see.
    std::optional<std::string> head_note;
    part("checkpoint file", [&] { head_note = read_head_note(state.folder); });
    std::optional<Snapshot> snapshot;
    part("database", [&] { snapshot.emplace(state.database); });
    part("meta", [&] { read_identity(state.database); });
    std::optional<VerifiedMark> reached;
    bool is_misled = false;
    part("database", [&] {
        LogWalk walk(state.database, state.identity, state.folder, report, m_most_cases, mark);
        walk.run(progress);
        reached = walk.notes().reached();
        is_misled = walk.notes().is_misled();
    });
    if (is_misled)
        return false;
    part("checkpoint file", [&] { verify_head_note(head_note, m_store, report); });
    part("database", [&] { check_structure(state.database, report); });
    part("ogp.db", [&] { check_pages(database_file(state.folder), report); });
    part("keys", [&] { check_pages(state.folder / "keys.db", report); });
    report.finish();
    if (result.findings.empty() && reached && reached != mark && reached->size != 0)
        write_verified_mark(state.folder, *reached);
    return true;
}

} // namespace ogp::store

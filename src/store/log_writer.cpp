#include "store/log_writer.hpp"

#include "store/erasure.hpp"
#include "store/head_note.hpp"

#include <utility>

namespace ogp::store {

LogWriter::LogWriter(Store::State& owner)
    : store(owner),
      projection(owner.database, owner.workflows, owner.log, owner.identity)
{
    store.database.begin_writing();
    try {
        store.identity = read_identity(store.database); // another process may have changed the key
        head = read_head(store.database);
        batch_end = head.size;
        check_not_shortened(store.folder, head.size);
    } catch (...) {
        store.database.roll_back();
        throw;
    }
    store.log.show(&added);
}

LogWriter::~LogWriter()
{
    if (!open)
        return;
    store.log.show(nullptr);
    // What the rollback takes away must not be remembered.
    store.workflows.forget();
    store.database.roll_back();
}

CaseRow LogWriter::add(AddedEvent event, Folded&& folded)
{
    event.leaf.official_number = folded.official_number;
    event.case_id = folded.record.id;
    event.previous = folded.previous;
    if (folded.record.id != 0) {
        event.leaf.case_tag = ledger::case_tag(store.identity.tag_secret, folded.record.subject.uid);
        event.leaf.case_version = static_cast<std::uint32_t>(folded.record.subject.version);
    }
    added.push_back(std::move(event));
    // Cases that are opened one after another are mostly parts of the same one. Any other act may have changed that.
    if (!folded.opened)
        above.reset();
    return case_row(store.database, std::move(folded.record), above);
}

std::vector<Hash> LogWriter::ids() const
{
    std::vector<Hash> ids;
    ids.reserve(added.size());
    for (const AddedEvent& event : added)
        ids.push_back(event.leaf.event_id);
    return ids;
}

void LogWriter::end_batch(Instant received, const std::string& note)
{
    if (!m_tree)
        m_tree.emplace(store.database, batch_end);
    const Hash batch_id = sha256(note);
    for (AddedEvent& event : added) {
        if (projection.has_erased())
            empty_erased(store.database, event.sealed);
        event.leaf.received = received;
        event.leaf.batch_id = batch_id;
        store.log.write(event);
        m_tree->append(ledger::leaf_hash(event.leaf.bytes()));
    }
    const auto first = static_cast<std::int64_t>(batch_end);
    Query(store.database, "INSERT INTO batch(first, count, note) VALUES(?1, ?2, ?3)", first, static_cast<std::int64_t>(added.size()), note)
        .run();
    if (m_last_batch)
        Query(store.database, "INSERT INTO joined_batch(first) VALUES(?1)", *m_last_batch).run();
    m_last_batch = first;
    batch_end += added.size();
    ended += added.size();
    added.clear();
}

Hash LogWriter::finish_tree()
{
    if (!m_tree)
        return head.root;
    m_tree->finish();
    const Hash root = m_tree->root();
    m_tree.reset();
    return root;
}

void LogWriter::write_checkpoint(const std::string& note, const Hash& root)
{
    head.size = batch_end;
    head.root = root;
    head.checkpoint = note;
    m_last_batch.reset();
    m_has_checkpoint = true;
    Query(store.database, "INSERT INTO checkpoint(size, note) VALUES(?1, ?2)", static_cast<std::int64_t>(head.size), note).run();
}

void LogWriter::commit(const std::function<void()>& before)
{
    if (ended > 0) {
        store.log.index_written();
        projection.finish();
    }
    Identity identity = store.identity;
    if (projection.has_handover() && identity.is_authority()) {
        identity.key = log_keys_of(store.database, identity).present().key;
        write_identity(store.database, identity);
    }
    if (before)
        before();
    store.database.execute("COMMIT");
    store.identity = identity;
    open = false;
    store.log.show(nullptr);
    if (m_has_checkpoint)
        write_head_note(store.folder, head.checkpoint);
    store.finish_erasures_if_any();
}

void check_repository(const model::Event& event, const Identity& identity)
{
    if (event.repository != identity.repository)
        throw Error(Fault::Invalid,
                    say("მოვლენა სხვა საცავისაა: {}", "the event is of another repository: {}", event.repository.hex()));
}

} // namespace ogp::store

#include "app/sync/log_page.hpp"

#include "ledger/event_bytes.hpp"
#include "ledger/key_wrap.hpp"
#include "ledger/note.hpp"
#include "store/subject_keys.hpp"

#include <map>
#include <memory>
#include <set>
#include <utility>

namespace ogp::app {
namespace {

using Privacy = workflow::Privacy;

/// Writes one page.
class Page
{
public:
    Page(const Repository& repository, const sync::LogQuery& query, const PageReaderRights& rights, std::uint64_t size)
        : m_repository(repository), m_query(query), m_rights(rights), m_own(query.own ? query.own->replica.hex() : std::string()),
          m_writer({repository.store().identity().repository, query.after, size})
    {
    }

    std::string run()
    {
        std::uint64_t end = m_query.after;
        std::optional<std::string> checkpoint;
        m_repository.store().each_batch(m_query.after, [&](const store::LogBatch& batch) {
            write(batch);
            end = batch.first + batch.events.size();
            if (m_writer.text().size() >= m_query.limit)
                checkpoint = m_repository.store().checkpoint_at(end);
            return !checkpoint;
        });
        if (!checkpoint)
            checkpoint = m_repository.store().checkpoint_at(end);
        if (!checkpoint)
            throw Error(Fault::Integrity, say("მოვლენა {}: საკონტროლო წერტილი აკლია", "event {}: its checkpoint is missing", end));
        m_writer.checkpoint(*checkpoint);
        return m_writer.text();
    }

private:
    void write(const store::LogBatch& batch)
    {
        std::vector<std::vector<sync::SealedRecord>> sealed(batch.events.size());
        for (std::size_t i = 0; i < batch.events.size(); ++i)
            sealed[i] = sealed_of(batch.events[i]);
        const ledger::Note note = ledger::parse_note(batch.note);
        const ledger::NoteSignature& signature = note.signatures.front();
        m_writer.batch(batch.events.size(), batch.events.front().leaf.received, signature.name, key_of(signature), sync::note_signature(batch.note));
        for (std::size_t i = 0; i < batch.events.size(); ++i)
            m_writer.event(line_of(batch.events[i], std::move(sealed[i])));
    }

    const ledger::PublicKey& key_of(const ledger::NoteSignature& signature)
    {
        const auto name = std::pair(signature.name, signature.key_id);
        auto known = m_signers.find(name);
        if (known == m_signers.end()) {
            const auto holder = m_repository.store().key_by_id(signature.name, signature.key_id);
            if (!holder)
                throw Error(Fault::Integrity, say("უცნობი ხელმოწერა: {}", "an unknown signature: {}", signature.name));
            known = m_signers.emplace(name, holder->key).first;
        }
        return known->second;
    }

    sync::PageEvent line_of(const store::LogBatch::Event& event, std::vector<sync::SealedRecord> sealed) const
    {
        sync::PageEvent line;
        line.own = own_number(event);
        if (line.own == 0)
            line.bytes = event.bytes;
        line.verdict = event.leaf.verdict;
        line.rule = event.leaf.rule;
        line.late = event.leaf.late;
        line.sealed = std::move(sealed);
        return line;
    }

    /// The counter of an event that the reader has, else 0.
    std::int64_t own_number(const store::LogBatch::Event& event) const
    {
        if (m_own.empty() || event.bytes.find(m_own) == std::string::npos)
            return 0;
        const model::Event decoded = ledger::decode(event.bytes);
        const bool has_it = decoded.replica == m_query.own->replica && decoded.number >= m_query.own->first &&
                            decoded.number <= m_query.own->last;
        return has_it ? decoded.number : 0;
    }

    /// The sealed values of an event that the reader may have, their keys written before.
    std::vector<sync::SealedRecord> sealed_of(const store::LogBatch::Event& event)
    {
        std::vector<sync::SealedRecord> records;
        if ((!m_rights.personal && !m_rights.secret) || event.bytes.find(R"("private":)") == std::string::npos || own_number(event) != 0)
            return records;
        const model::Event decoded = ledger::decode(event.bytes);
        const workflow::CaseType* type = type_of(decoded, event.leaf.event_id);
        for (const store::SealedField& sealed : m_repository.store().sealed_of(event.leaf.sequence)) {
            const Privacy privacy = privacy_of(type, decoded.op, sealed.field);
            if (!(privacy == Privacy::Personal && m_rights.personal) && !(privacy == Privacy::Secret && m_rights.secret))
                continue;
            if (write_key(sealed.subject))
                records.push_back({sealed.field, sealed.subject, sealed.ciphertext});
            else if (m_repository.store().is_erased(sealed.subject))
                records.push_back({sealed.field, sealed.subject, {}}); // that there was one, and is no more
        }
        return records;
    }

    const workflow::CaseType* type_of(const model::Event& event, const Hash& id) const
    {
        const auto row = m_repository.store().find(event.case_uid.value_or(case_uid(id)));
        return row ? &m_repository.type(row->subject.workflow) : nullptr;
    }

    /// What nothing says is treated as the most private.
    static Privacy privacy_of(const workflow::CaseType* type, model::Op op, const std::string& name)
    {
        if (type == nullptr)
            return Privacy::Secret;
        if (name == model::words_name(op) || (op == model::Op::Attach && name == model::sealed_files))
            return type->comments;
        const workflow::Field* field = type->field(name);
        return field != nullptr ? field->privacy : Privacy::Secret;
    }

    /// False where the person was erased.
    bool write_key(const std::string& subject)
    {
        if (m_written.contains(subject))
            return true;
        if (!m_keys)
            m_keys = std::make_unique<store::SubjectKeys>(m_repository.data_folder(), store::Access::Read);
        const auto key = m_keys->find(subject);
        if (!key)
            return false;
        for (const ledger::PublicKey& receiver : m_rights.receivers)
            m_writer.key({subject, ledger::wrap_key(*key, receiver)});
        m_written.insert(subject);
        return true;
    }

    const Repository& m_repository;
    const sync::LogQuery& m_query;
    const PageReaderRights& m_rights;
    std::string m_own; ///< replica id in hex, "" where everything is wanted
    sync::PageWriter m_writer;
    std::map<std::pair<std::string, std::uint32_t>, ledger::PublicKey> m_signers;
    std::unique_ptr<store::SubjectKeys> m_keys;
    std::set<std::string> m_written;
};

} // namespace

std::optional<std::string> log_page(const Repository& repository, const sync::LogQuery& query, const PageReaderRights& rights)
{
    const std::uint64_t size = repository.store().head().size;
    if (query.after > size)
        throw Error(Fault::Conflict, say("ჟურნალში {} მოვლენაა და არა {}", "the log has {} events, not {}", size, query.after),
                    {"მთავარი საცავი ძველი ასლიდან აღდგა?", "was the authority restored from an old backup?"});
    if (query.after == size)
        return std::nullopt;
    if (query.after != 0 && !repository.store().checkpoint_at(query.after))
        throw Error(Fault::Invalid, say("მოვლენა {}: გვერდი აქედან არ იწყება", "event {}: no page begins there", query.after));
    return Page(repository, query, rights, size).run();
}

} // namespace ogp::app

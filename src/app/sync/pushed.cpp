#include "app/sync/pushed.hpp"

#include "ledger/checkpoint.hpp"
#include "ledger/event_bytes.hpp"
#include "ledger/note.hpp"
#include "ledger/seal.hpp"
#include "store/subject_keys.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace ogp::app {
namespace {

/// Takes apart the batches of one push.
class Taking
{
public:
    Taking(const Repository& repository, const sync::PushBody& body) : m_repository(repository), m_body(body) { m_pushed.head = body.head; }

    Pushed run()
    {
        for (const sync::KeyRecord& record : m_body.keys) {
            auto key = m_repository.unwrap_key(record.box);
            if (!key)
                throw Error(Fault::Invalid, {"პერსონალური მნიშვნელობის გასაღები სხვისთვის არის დაშიფრული",
                                             "a key of personal values was sealed for somebody else"});
            m_pushed.keys.insert_or_assign(record.subject, std::move(*key));
        }
        for (const sync::PushBatch& batch : m_body.batches) {
            PushedBatch& taken = m_pushed.batches.emplace_back();
            try {
                take(batch, taken);
            } catch (const Error& error) {
                if (error.fault() == Fault::Io || error.fault() == Fault::Integrity || error.fault() == Fault::Internal)
                    throw;
                taken.events.clear();
                taken.refused = error;
            }
        }
        return std::move(m_pushed);
    }

private:
    void take(const sync::PushBatch& batch, PushedBatch& taken)
    {
        std::vector<Hash> ids;
        ids.reserve(batch.events.size());
        taken.events.reserve(batch.events.size());
        for (const sync::PushEvent& sent : batch.events) {
            PushedEvent& event = taken.events.emplace_back();
            event.bytes = std::string(sent.bytes);
            event.event = ledger::decode(event.bytes);
            event.id = ledger::event_id(event.bytes);
            ids.push_back(event.id);
            check(event.event, taken.events.front().event, taken.events.size() - 1);
            for (const sync::SealedRecord& sealed : sent.sealed)
                event.sealed.push_back({sealed.field, sealed.subject, sealed.ciphertext});
            check_sealed(event);
        }
        check_signature(batch, ids, taken);
    }

    void check(const model::Event& event, const model::Event& first, std::size_t place) const
    {
        if (event.repository != m_body.head.repository)
            throw Error(Fault::Invalid, say("მოვლენა სხვა საცავისაა: {}", "the event is of another repository: {}", event.repository.hex()));
        if (event.replica != m_body.head.replica || event.number != first.number + static_cast<std::int64_t>(place))
            throw Error(Fault::Invalid, say("მოვლენების რიგი დარღვეულია, ნომერი {}", "the events do not follow one another, number {}", event.number));
        if (event.actor != first.actor)
            throw Error(Fault::Invalid, {"ერთი ხელმოწერით ორი მომხმარებლის მოვლენა მოვიდა", "events of two actors came under one signature"});
        if (event.replica == m_repository.store().identity().replica)
            throw Error(Fault::Invalid, {"მოვლენა თავად მთავარი საცავის სახელით მოვიდა", "the event claims to be the authority's own"});
    }

    /// What is sealed is there or was erased in the meantime; nothing else lies beside an event, and it is what the event committed to.
    void check_sealed(const PushedEvent& event)
    {
        for (const store::SealedField& sealed : event.sealed) {
            const auto commitment = event.event.sealed.find(sealed.field);
            if (commitment == event.event.sealed.end())
                throw Error(Fault::Invalid, say("მოვლენას დალუქული „{}“ არ აქვს", "the event has no sealed \"{}\"", sealed.field));
            const auto key = key_of(sealed.subject);
            if (key && !ledger::unseal(sealed.ciphertext, *key, ledger::seal_binding(event.event.nonce, sealed.field), commitment->second))
                throw Error(Fault::Invalid, say("დალუქული „{}“ თავის მოვლენას არ ემთხვევა", "the sealed \"{}\" is not what its event committed to",
                                                sealed.field));
        }
    }

    std::optional<std::string> key_of(std::string_view subject)
    {
        if (const auto sent = m_pushed.keys.find(subject); sent != m_pushed.keys.end())
            return sent->second;
        if (!m_keys)
            m_keys = std::make_unique<store::SubjectKeys>(m_repository.data_folder(), store::Access::Read);
        return m_keys->find(subject);
    }

    /// Any key that the actor was ever granted: whether it is in force is asked again under the lock.
    void check_signature(const sync::PushBatch& batch, const std::vector<Hash>& ids, PushedBatch& taken)
    {
        const RepositoryId& repository = m_body.head.repository;
        const std::string text = ledger::BatchStatement::over(repository, ids).text();
        const std::string& actor = taken.events.front().event.actor;
        if (!m_key || m_key_of != actor || !ledger::verify(*m_key, text, batch.signature)) {
            m_key.reset();
            m_key_of = actor;
            for (const store::GrantRow& grant : m_repository.store().grants(actor))
                if (grant.key && ledger::verify(*grant.key, text, batch.signature))
                    m_key = grant.key;
        }
        if (!m_key)
            throw Error(Fault::Forbidden,
                        say("ხელმოწერა მომხმარებლის „{}“ არც ერთი გასაღების არ არის", "the signature is by none of the keys of the actor \"{}\"", actor),
                        {"ასლი მთავარ საცავში უნდა იყოს ჩაწერილი: ogp clone", "the replica has to be known to the authority: ogp clone"});
        taken.key = *m_key;
        taken.note = sync::batch_note(repository, ids, ledger::signer_name(repository, m_body.head.replica), *m_key, batch.signature);
    }

    const Repository& m_repository;
    const sync::PushBody& m_body;
    Pushed m_pushed;
    std::unique_ptr<store::SubjectKeys> m_keys;
    std::optional<ledger::PublicKey> m_key; ///< of the batch before: mostly of all
    std::string m_key_of;
};

} // namespace

std::size_t Pushed::events() const
{
    std::size_t count = 0;
    for (const PushedBatch& batch : batches)
        count += batch.events.size();
    return count;
}

Pushed take_apart(const Repository& repository, std::string_view text)
{
    const sync::PushBody body = sync::parse_push(text);
    if (body.head.repository != repository.store().identity().repository)
        throw Error(Fault::Conflict, {"ეს სხვა საცავის მთავარია", "this is the authority of another repository"},
                    {"ნახეთ: ogp remote", "look at: ogp remote"});
    return Taking(repository, body).run();
}

} // namespace ogp::app

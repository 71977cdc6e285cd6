#include "app/sync/replica_push.hpp"

#include "ledger/key_wrap.hpp"
#include "store/subject_keys.hpp"

#include <utility>

namespace ogp::app {

/// A batch with everything that goes with it.
struct PushPart::Batch
{
    ledger::Signature signature{};
    std::vector<sync::KeyRecord> keys;
    std::vector<std::pair<std::string, std::vector<sync::SealedRecord>>> events;
    std::vector<Hash> blobs;
    std::size_t bytes = 0; ///< about as many as it will have
};

PushPart::PushPart(const Repository& repository, ReplicaBlobs& blobs, std::span<const store::PendingBatch> waiting,
                   const ledger::PublicKey& authority)
    : m_repository(&repository),
      m_authority(authority),
      m_writer({.repository = repository.store().identity().repository,
                .replica = repository.store().identity().replica,
                .have = repository.store().head().size})
{
    for (const store::PendingBatch& one : waiting) {
        const Batch batch = read(one);
        const bool is_full = m_writer.text().size() + batch.bytes > sync::max_push_bytes ||
                             m_writer.events() + batch.events.size() > sync::max_push_events;
        if (is_full && m_batches == 0)
            throw Error(Fault::Invalid, say("ერთი ბრძანების {} მოვლენა ერთად ვერ გაიგზავნება", "the {} events of one command are too many to be handed in together",
                                            batch.events.size()),
                        {"დიდი იმპორტი მთავარ საცავში გააკეთეთ", "make large imports on the authority"});
        if (is_full)
            return;
        blobs.hand_in(batch.blobs);
        write(batch);
        ++m_batches;
    }
}

PushPart::Batch PushPart::read(const store::PendingBatch& waiting) const
{
    constexpr std::size_t around = 200; // the batch's own line, and the key of a subject
    Batch batch;
    batch.signature = sync::note_signature(waiting.note);
    batch.bytes = around;
    std::int64_t left = waiting.count;
    std::optional<store::SubjectKeys> keys;
    m_repository->store().each_pending(
        [&](const store::StoredEvent& event) {
            std::vector<sync::SealedRecord> sealed;
            for (store::SealedField& field : m_repository->store().sealed_of(event.sequence)) {
                batch.bytes += around + field.ciphertext.size() * 3 / 2;
                if (!m_subjects.contains(field.subject)) {
                    if (!keys)
                        keys.emplace(m_repository->data_folder(), store::Access::Read);
                    if (const auto key = keys->find(field.subject))
                        batch.keys.push_back({field.subject, ledger::wrap_key(*key, m_authority)});
                }
                sealed.push_back({std::move(field.field), std::move(field.subject), std::move(field.ciphertext)});
            }
            for (const Hash& hash : ReplicaBlobs::named_by(event.event))
                batch.blobs.push_back(hash);
            batch.bytes += event.bytes.size() + 1;
            batch.events.emplace_back(event.bytes, std::move(sealed));
            return --left > 0;
        },
        store::first_pending + static_cast<std::uint64_t>(waiting.first));
    return batch;
}

void PushPart::write(const Batch& batch)
{
    for (const sync::KeyRecord& key : batch.keys)
        if (m_subjects.insert(key.subject).second)
            m_writer.key(key);
    m_writer.batch(batch.events.size(), batch.signature);
    for (const auto& [bytes, sealed] : batch.events)
        m_writer.event(bytes, sealed);
}

} // namespace ogp::app

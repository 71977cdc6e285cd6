#include "app/sync/acceptance.hpp"

#include "app/cases/subjects.hpp"
#include "app/sync/replica_blobs.hpp"
#include "store/blobs.hpp"

#include <algorithm>
#include <utility>

namespace ogp::app {
namespace {

/// A file that nobody has handed in could never be shown; one under the key of somebody who was erased need not be.
void check_files(const Repository& repository, const model::Event& event, const std::vector<store::SealedField>& sealed)
{
    const store::Blobs blobs(repository.data_folder() / "blobs");
    for (const Hash& hash : ReplicaBlobs::named_by(event)) {
        const auto is_erased = [&](const store::SealedField& one) { return one.field == model::sealed_files && repository.store().is_erased(one.subject); };
        if (!blobs.has(hash) && std::none_of(sealed.begin(), sealed.end(), is_erased))
            throw Error(Fault::Invalid, say("ფაილი {}, რომელსაც მოვლენა ასახელებს, არ მოსულა", "the file {} that an event names did not come", hash.hex()),
                        {"სინქრონიზაცია გაიმეორეთ", "synchronise again"});
    }
}

} // namespace

/// Under which subject the values of that key are kept. Where the person was erased, the store keeps nothing of them but the row.
std::string Acceptance::keep_key(const std::string& subject, const std::string& key)
{
    for (std::string name = subject;; name = next_subject(name)) {
        if (m_keys->is_erased(name))
            return name;
        const auto known = m_keys->find(name);
        if (known && *known != key)
            continue;
        if (!known)
            m_keys->put(name, key);
        return name;
    }
}

std::vector<std::vector<store::SealedField>> Acceptance::keep_keys(const PushedBatch& batch,
                                                                   const std::map<std::string, std::string, std::less<>>& keys)
{
    std::vector<std::vector<store::SealedField>> all;
    for (const PushedEvent& pushed : batch.events) {
        std::vector<store::SealedField>& kept = all.emplace_back();
        for (const store::SealedField& sealed : pushed.sealed) {
            if (!m_keys) {
                m_keys = std::make_unique<store::SubjectKeys>(m_repository.data_folder(), store::Access::Write);
                m_keys->begin();
            }
            std::string subject = sealed.subject;
            if (const auto sent = keys.find(sealed.subject); sent != keys.end())
                subject = keep_key(sealed.subject, sent->second);
            else if (!m_keys->is_erased(sealed.subject) && !m_keys->find(sealed.subject))
                throw Error(Fault::Invalid, say("დალუქული „{}“: გასაღები არ მოსულა", "the key of the sealed \"{}\" did not come", sealed.field));
            kept.push_back({sealed.field, std::move(subject), sealed.ciphertext});
        }
        check_files(m_repository, pushed.event, kept);
    }
    return all;
}

} // namespace ogp::app

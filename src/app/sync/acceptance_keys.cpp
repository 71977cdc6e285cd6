#include "app/sync/acceptance.hpp"

#include "app/cases/subjects.hpp"

#include <utility>

namespace ogp::app {

/// Under which subject the values of that key are kept; "" where the person was erased.
std::string Acceptance::keep_key(const std::string& subject, const std::string& key)
{
    for (std::string name = subject;; name = next_subject(name)) {
        if (m_keys->is_erased(name))
            return {};
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
            else if (m_keys->is_erased(sealed.subject))
                subject.clear();
            else if (!m_keys->find(sealed.subject))
                throw Error(Fault::Invalid, say("დალუქული „{}“: გასაღები არ მოსულა", "the key of the sealed \"{}\" did not come", sealed.field));
            if (!subject.empty())
                kept.push_back({sealed.field, std::move(subject), sealed.ciphertext});
        }
    }
    return all;
}

} // namespace ogp::app

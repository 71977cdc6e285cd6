#include "app/cases/personal.hpp"

#include "app/cases/effective_history.hpp"
#include "ledger/seal.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace ogp::app {

std::optional<Json> PersonalValues::open(const store::StoredEvent& event, std::string_view field)
{
    const auto commitment = event.event.sealed.find(std::string(field));
    if (commitment == event.event.sealed.end())
        return {};
    if (!m_keys)
        m_keys = std::make_unique<store::SubjectKeys>(m_repository.data_folder(), store::Access::Read);
    for (const store::SealedField& sealed : m_repository.store().sealed_of(event.sequence)) {
        if (sealed.field != field)
            continue;
        const auto key = m_keys->find(sealed.subject);
        if (!key)
            return {};
        const auto value = ledger::unseal(sealed.ciphertext, *key, ledger::seal_binding(event.event.nonce, field),
                                          commitment->second);
        if (!value)
            throw Error(Fault::Integrity,
                        say("მოვლენა {}: დალუქული მნიშვნელობა „{}“ დაზიანებულია", "event {}: the sealed value \"{}\" is damaged",
                            event.sequence, field),
                        say("შეამოწმეთ: ogp fsck", "check it: ogp fsck"));
        return parse_json(*value);
    }
    return {};
}

Localized PersonalValues::why_not(const store::StoredEvent& event, std::string_view field) const
{
    const std::vector<store::SealedField> here = m_repository.store().sealed_of(event.sequence);
    const bool is_here = std::any_of(here.begin(), here.end(), [&](const store::SealedField& sealed) { return sealed.field == field; });
    return is_here ? Localized("წაშლილია", "erased") : Localized("დალუქულია", "sealed");
}

Localized PersonalValues::why_not(std::span<const store::StoredEvent> events, std::string_view field) const
{
    for (auto event = events.rbegin(); event != events.rend(); ++event)
        if (event->event.sealed.contains(std::string(field)))
            return why_not(*event, field);
    return {};
}

std::optional<Json> PersonalValues::latest(std::span<const store::StoredEvent> events, std::string_view field)
{
    for (auto event = events.rbegin(); event != events.rend(); ++event)
        if (event->event.sealed.contains(std::string(field)))
            return open(*event, field);
    return {};
}

std::optional<Json> PersonalValues::current(const CaseUid& uid, std::string_view field)
{
    return latest(effective_history(m_repository, uid), field);
}

} // namespace ogp::app

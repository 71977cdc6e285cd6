#pragma once

#include "app/repository/repository.hpp"
#include "base/language.hpp"
#include "store/subject_keys.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace ogp::app {

/// Opens sealed values for who holds the keys. keys.db is touched only when there is something to open.
class PersonalValues
{
public:
    explicit PersonalValues(const Repository& repository) : m_repository(repository) {}

    /// The sealed value of that name in that event; nothing where it cannot be opened here.
    std::optional<Json> open(const store::StoredEvent& event, std::string_view field);
    /// The newest sealed value of that name in these events, which stand oldest first.
    std::optional<Json> latest(std::span<const store::StoredEvent> events, std::string_view field);
    /// The value that a case's sealed field has now.
    std::optional<Json> current(const CaseUid& uid, std::string_view field);

    /// Why a value cannot be opened, in a word: "erased", or "sealed" where this copy was never given it.
    Localized why_not(const store::StoredEvent& event, std::string_view field) const;
    /// The same of the newest one.
    Localized why_not(std::span<const store::StoredEvent> events, std::string_view field) const;

private:
    const Repository& m_repository;
    std::unique_ptr<store::SubjectKeys> m_keys;
};

} // namespace ogp::app

#pragma once

#include "app/repository/repository.hpp"
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

    /// The sealed value of that name in that event; nothing where the key was destroyed.
    std::optional<Json> open(const store::StoredEvent& event, std::string_view field);
    /// The newest sealed value of that name in these events, which stand oldest first.
    std::optional<Json> latest(std::span<const store::StoredEvent> events, std::string_view field);
    /// The value that a case's sealed field has now.
    std::optional<Json> current(const CaseUid& uid, std::string_view field);

private:
    const Repository& m_repository;
    std::unique_ptr<store::SubjectKeys> m_keys;
};

} // namespace ogp::app

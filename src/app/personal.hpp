#pragma once

#include "app/repository.hpp"
#include "store/subject_keys.hpp"

#include <memory>
#include <optional>
#include <string_view>

namespace ogp::app {

/// Opens sealed values for who holds the keys. keys.db is touched only when there is something to open.
class PersonalValues
{
public:
    explicit PersonalValues(const Repository& repository) : m_repository(repository) {}

    /// The sealed value of that name in that event; nothing where the key was destroyed.
    std::optional<Json> open(const store::StoredEvent& event, std::string_view field);
    /// The value that a case's sealed field has now.
    std::optional<Json> current(const CaseUid& uid, std::string_view field);

private:
    const Repository& m_repository;
    std::unique_ptr<store::SubjectKeys> m_keys;
};

} // namespace ogp::app

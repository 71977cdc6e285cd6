#pragma once

#include "app/clocks/repository_calendars.hpp"
#include "app/repository/repository.hpp"
#include "workflow/guard.hpp"

#include <optional>
#include <string>

namespace ogp::app {

/// A condition on cases as a person wrote it for a list. Clocks and calendars are as they are now; each case counts in the calendar
/// of its type.
class CaseCondition
{
public:
    /// `type`: active version, or nullptr for cases of all types. "" holds for every case. Throws InvalidInput with the
    /// findings of workflow::Guard, each with its column in the source.
    CaseCondition(const Repository& repository, const workflow::CaseType* type, const std::string& source);

    bool always() const { return !m_guard; }
    bool holds(const store::CaseRow& row) const;

private:
    workflow::ChildCounts children_of(const CaseUid& uid) const;
    workflow::Clocks clocks_of(const store::CaseRow& row) const;

    const Repository& m_repository;
    RepositoryCalendars m_calendars;
    bool m_of_one_type;
    mutable workflow::CaseType m_type; ///< for cases of all types with the calendar of the one that is looked at
    std::optional<workflow::Guard> m_guard;
    bool m_counts_children = false;
    bool m_asks_clocks = false;
    workflow::Actor m_actor;
    Date m_today;
};

} // namespace ogp::app

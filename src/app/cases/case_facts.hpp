#pragma once

#include "app/clocks/clock_table.hpp"
#include "app/repository/repository.hpp"
#include "workflow/decide.hpp"
#include "workflow/further_acts.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ogp::app {

/// What a decision on a case needs beside the case itself, from the present state of the store: for who changes a case and for
/// an authority that judges somebody else's change.
class CaseFacts
{
public:
    CaseFacts(const Repository& repository, const workflow::Calendars& calendars, const ClockTable& clocks)
        : m_repository(repository), m_calendars(calendars), m_clocks(clocks)
    {
    }

    /// `row`: the case, nullptr where one of this type is opened with the values `set`. What it returns holds until the next call.
    const workflow::Facts& gather(const store::CaseRow* row, const workflow::CaseType& type, const Json& set, Instant now);

    /// The acts on cases that a consequence of an act on this one means, as the cases are now.
    std::vector<workflow::FurtherAct> further_acts(const workflow::Consequence& consequence, const CaseUid& subject) const;

private:
    void gather_parent(const workflow::CaseType& type, const Json& set);
    std::int64_t count_standing(const CaseUid& parent, const std::string& type) const;
    std::vector<workflow::Part> parts_of(const CaseUid& uid, const std::string& type) const;

    const Repository& m_repository;
    const workflow::Calendars& m_calendars;
    const ClockTable& m_clocks;
    workflow::Facts m_facts;
    std::optional<store::CaseRow> m_above;
    std::optional<workflow::ParentFacts> m_parent;
    std::optional<CaseUid> m_without_rules; ///< the last parent that has no rule for its parts: many cases open under one
};

} // namespace ogp::app

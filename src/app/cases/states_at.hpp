#pragma once

#include "app/repository/repository.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ogp::app {

/// The cases of a repository as they stood at an instant, many at once. What counts is what had been recorded before it, in the order
/// of the log, as history.hpp has it: an act that was written down later is not there, whatever day it speaks of.
///
/// Most cases have not changed since: of those nothing is read but their row. Of one that has, each of its events is read once.
/// Where a case lies (CaseRow::root, path) is as it is now.
class CasesAt
{
public:
    /// `until` is not included: of a day that is TimeZone::start_of(day + 1).
    CasesAt(const Repository& repository, Instant until) : m_repository(repository), m_until(until) {}

    Instant until() const { return m_until; }
    /// The case then, from the case now; nothing where it was not on record yet.
    std::optional<store::CaseRow> find(const store::CaseRow& now) const;
    /// Those of its events that had made it by then, oldest first, each as it took effect.
    std::vector<store::StoredEvent> events(const store::CaseRow& now) const;
    /// Whether that is the case as it is now, or was not on record yet: what can be said without reading events. Nothing: it changed
    /// since.
    enum class Known { Same, Later };
    std::optional<Known> known(Instant opened, Instant updated) const;

    /// The cases of a type ("" for all) that did not stand then as they stand now.
    struct Others
    {
        std::vector<store::CaseRow> changed; ///< as they stood then, in order of opening
        std::vector<std::int64_t> later;     ///< CaseRow::row of those that were not on record yet, ascending

        bool is_later(std::int64_t row) const;
        /// nullptr where the case did not change.
        const store::CaseRow* find(std::int64_t row) const;
    };
    Others others(std::string_view type = {}) const;

private:
    const Repository& m_repository;
    Instant m_until;
};

/// The end of a day, as CasesAt takes it.
Instant end_of(const Repository& repository, Date day);

/// When the record of the repository begins: the time of its first event.
Instant record_begins(const Repository& repository);

/// A case as some of its events made it: number, title, category and parent as the fields of that time say, the rest of `now`.
store::CaseRow row_then(const Repository& repository, const store::CaseRow& now, model::Case subject);

} // namespace ogp::app

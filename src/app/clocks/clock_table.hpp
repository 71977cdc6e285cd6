#pragma once

#include "app/clocks/kept_clock.hpp"
#include "app/clocks/repository_calendars.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace ogp::app {

/// Writes the clocks of cases with each event, in the same transaction.
class ClockTable
{
public:
    ClockTable(const Repository& repository, const workflow::Calendars& calendars) : m_repository(repository), m_calendars(calendars) {}

    /// Whether there is anything to write after an event of such a case. Others cost nothing.
    static bool follows(const workflow::CaseType& type, model::Op op);
    /// After an event was appended. `before`: the case that it found, empty where it opened it. `Writer`: store::Transaction or
    /// store::Confirmation.
    template <class Writer>
    void follow(Writer& writer, const model::Case& before, const store::CaseRow& after, const model::Event& event);

    std::vector<KeptClock> of(const store::CaseRow& row) const;

private:
    const Repository& m_repository;
    const workflow::Calendars& m_calendars;
};

/// The zone in which a case type reckons days.
TimeZone zone_of(const Repository& repository, const workflow::CaseType& type);

/// The clocks of a case folded from its events, each counted in what was in force then, those that have not stopped in what is in force
/// now.
struct FoldedClocks
{
    std::vector<KeptClock> clocks;
    std::optional<Instant> stay;
};
FoldedClocks folded_clocks(const Repository& repository, const std::vector<store::StoredEvent>& events, CalendarVersions& versions);

/// One clock that is not as it should be.
struct ClockDifference
{
    std::int64_t case_row = 0;
    std::string name;  ///< "FOI-2026-00017/answer"
    Localized message; ///< what the table says and what follows from the log
};

/// Folds the clocks of all cases from the log and tells each one in the table that differs, in order of the cases; `repair` writes what
/// follows from the log. Cases whose history cannot be read are left out: that is damage of another kind. Returns how many clocks
/// there are.
enum class Repair { No, Yes };
std::int64_t refold_clocks(Repository& repository, Repair repair, const std::function<void(const ClockDifference&)>& tell,
                           const std::function<void(std::uint64_t done, std::uint64_t total)>& progress = {});

/// Counts every clock of the table anew from the runs that it holds, which is a hundred times as fast as the log, and compares.
std::int64_t recount_clocks(Repository& repository, Repair repair, const std::function<void(const ClockDifference&)>& tell);

/// Counts every clock that runs or waits, and every end of a state, anew: a calendar has come into force. `Writer` as above.
template <class Writer>
void count_anew(Repository& repository, Writer& writer, const workflow::Calendars& calendars);

/// Store::rebuild(), and the clocks with it.
void rebuild_repository(Repository& repository, const std::function<void(std::uint64_t done, std::uint64_t total)>& progress = {});

} // namespace ogp::app

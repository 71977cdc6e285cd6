#pragma once

#include "app/clocks/clock_table.hpp"
#include "app/repository/repository.hpp"
#include "report/table.hpp"
#include "workflow/case_clocks.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ogp::app {

/// A clock of a case as it stands at some time.
struct ReadClock
{
    const workflow::Sla* sla = nullptr;
    KeptClock kept;                     ///< of an idle clock its SLA alone
    calendar::ClockReading reading;
    std::string status;                 ///< one of workflow::clock_statuses
    const calendar::Calendar* calendar = nullptr;
    std::vector<int> incomplete_years;  ///< that it touches
    Localized problem;                  ///< why it cannot be counted, "" where it can
};

/// A time that lists and sheets are made for. A day means its end, in the repository's zone.
struct AsOf
{
    std::optional<Instant> at; ///< nothing: now
};
/// "2026-04-20" or RFC 3339; "" for now. Error{Usage} for anything else.
AsOf as_of_from(const Repository& repository, const std::string& text);

/// Reads clocks. In the past the log says what had been recorded by then, and the calendars are looked at as they were known on that day.
class ClockReader
{
public:
    ClockReader(const Repository& repository, AsOf as_of);

    Instant now() const { return m_now; }
    bool is_past() const { return m_past; }
    /// The clocks of the case at that time, all cycles, in order of definition; nothing where it did not exist yet. Those that never
    /// started come at their place as idle.
    std::vector<ReadClock> clocks(const store::CaseRow& row);
    ReadClock read(const workflow::CaseType& type, KeptClock kept);
    const workflow::CaseType& type_of(std::int64_t workflow);
    /// The calendars that clocks are counted in which have not stopped.
    const workflow::Calendars& calendars() const;

private:
    std::vector<KeptClock> kept_then(const store::CaseRow& row);

    const Repository& m_repository;
    Instant m_now;
    bool m_past;
    CalendarVersions m_versions;
    std::optional<RepositoryCalendars> m_known_then;
};

/// One of workflow::clock_statuses, in words for people.
report::Cell status_cell(const std::string& status);

/// The clocks of a case: name, label, status, due_on, due_at, used, left, unit, pauses, and on request cycle, target, started_at,
/// stopped_at, legal_basis, calendar, incomplete_years, used_ticks, left_ticks, problem. `used` and `left` are whole units of the
/// target, as guards see them; ticks are seconds, or days of a unit that counts days.
enum class Cycles { Newest, All };
report::Table show_clocks(const Repository& repository, const store::CaseRow& row, AsOf as_of = {}, Cycles cycles = Cycles::Newest);

/// The sum of one clock, or of all, line by line: clock, date, weekday, counted, ticks, total, reason, act. Error{NotFound} with the
/// nearest for a clock that the case does not have.
report::Table explain_clocks(const Repository& repository, const store::CaseRow& row, const std::string& clock, AsOf as_of = {});

struct ClockFilter
{
    std::string type{};                                ///< "" for all
    bool overdue = false;                              ///< due by then
    std::optional<calendar::Duration> due_within{};    ///< not yet due, but so soon, each counted in its own calendar
    AsOf as_of{};
    std::optional<std::int64_t> limit{};
};

/// Clocks that run or are paused, the soonest due first: case, type, title, state, clock, status, due_on, due_at, left, and on request
/// used, unit, cycle, target, legal_basis. Where both are asked for, those that are overdue or soon due. What a limit leaves out is
/// counted in `total`. Of a time in the past, each case as it stood then (cases/states_at.hpp).
struct ClockList
{
    report::Table table;
    std::int64_t total = 0;
};
ClockList list_clocks(const Repository& repository, const ClockFilter& filter);

} // namespace ogp::app

#pragma once

#include "app/repository/repository.hpp"
#include "workflow/calendars.hpp"
#include "workflow/case_clocks.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace ogp::app {

/// A clock of a case as the table of clocks has it: what was folded, and what follows from it with a calendar.
struct KeptClock
{
    workflow::CaseClock clock;
    std::optional<Instant> due;  ///< nothing while paused with time left, or where it cannot be counted
    std::optional<Instant> look; ///< when it comes to a point that was not said; nothing: never
    std::int64_t calendar = 0;   ///< number_of() it, 0 where there is none

    bool operator==(const KeptClock&) const = default;
    /// Stopped at or past its due time; of one that is not stopped, whether `now` is.
    bool overdue(Instant now) const;
    /// Stopped, with a due time that no calendar changes any more.
    bool is_settled() const { return clock.status == calendar::ClockStatus::Stopped && due; }
};

KeptClock kept_clock(const store::ClockText& row);
KeptClock kept_clock(const store::ClockRow& row);
store::ClockRow row_of(const KeptClock& clock);

/// Whether cases of this type have clocks, and whether the system ends any of their states.
bool has_clocks(const workflow::CaseType& type);
bool has_stays(const workflow::CaseType& type);

/// Counts a clock. Where that cannot be done (no calendar, a day outside of it), it has no due time and has to be looked at any time,
/// so that whoever looks says why.
KeptClock counted(const workflow::CaseType& type, workflow::CaseClock clock, const workflow::Calendars& calendars);
/// When the state of the case has to be looked at; likewise.
std::optional<Instant> counted_stay(const workflow::CaseType& type, const model::Case& subject, const workflow::Calendars& calendars);

/// One event of a case. `type`: its version after the event; `calendars`: those in force then. A clock that is settled and
/// does not go on keeps its due time whatever calendars say since.
void step(std::vector<KeptClock>& clocks, const workflow::CaseType& type, const model::Case& before, const model::Case& after,
          const model::Event& event, const TimeZone& zone, const workflow::Calendars& calendars);

/// Without what was counted.
std::vector<workflow::CaseClock> bare(const std::vector<KeptClock>& clocks);

} // namespace ogp::app

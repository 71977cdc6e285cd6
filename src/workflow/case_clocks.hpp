#pragma once

#include "base/time_zone.hpp"
#include "calendar/clock.hpp"
#include "model/case.hpp"
#include "model/event.hpp"
#include "workflow/calendars.hpp"
#include "workflow/definition.hpp"
#include "workflow/guard.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ogp::workflow {

/// One cycle of one clock of a case, folded from what happened to it. When it is due is not kept here: that follows from the
/// runs and the calendar, so that a day off that becomes known later changes nothing that was folded.
struct CaseClock
{
    std::string sla;
    std::int64_t cycle = 1;         ///< one more for every restart
    calendar::ClockStatus status = calendar::ClockStatus::Idle; ///< never Idle once it is kept
    Term target;
    std::vector<calendar::Running> runs;
    std::int64_t pauses = 0;
    // What the system has said of it, so that each is said once: bit i is warning or escalation number i.
    std::uint64_t warned = 0;
    std::uint64_t escalated = 0;
    bool breached = false;

    bool operator==(const CaseClock&) const = default;
};

/// No SLA has more warnings, or more escalations.
inline constexpr std::size_t most_clock_points = 60;

/// Folds one event into the clocks of its case, `clocks` sorted by order of definition, then cycle. `before` is the case that the
/// event found (of an Open: the empty case), `after` what it made of it, `type` the version that it is pinned to after it.
///
/// A clock starts at an event of `start.events` or on entering a state of `start.in`, at the time that the event counts from or at
/// that of the field `start.from`, which it follows when the field is corrected. It is paused while in a state of `pause.in`, or
/// from an event of `pause.events` until the state changes; stopped while in a state of `stop.in`, or by an event of `stop.events`
/// until a start or a state outside of `stop.in` is entered; what leaving a stop means says `reopen`. An event of `reset`
/// ends the cycle and begins the next. Each only where its guard holds. Pure.
void advance(std::vector<CaseClock>& clocks, const CaseType& type, const model::Case& before, const model::Case& after,
             const model::Event& event, const TimeZone& zone);

/// The calendars that the type counts in, sorted, "always" left out.
std::vector<std::string> named_calendars(const CaseType& type);

/// The newest cycle of each clock, in order of definition.
std::vector<const CaseClock*> newest_cycles(std::span<const CaseClock> clocks);

/// Its definition. Error{Integrity} where the case type has none of that name.
const Sla& sla_of(const CaseType& type, const CaseClock& clock);
/// The term with the conventions of its SLA.
calendar::Term counted_term(const Sla& sla, const CaseClock& clock);
/// The calendar that a clock counts in. Throws Error{Invalid} naming the case type, the clock and the calendar where there is none.
const calendar::Calendar& calendar_of(const CaseType& type, const CaseClock& clock, const Calendars& calendars);
/// A clock as it stands at `now`.
calendar::ClockReading read(const CaseType& type, const CaseClock& clock, const Calendars& calendars, Instant now);
/// The word for it: one of clock_statuses (guard.hpp).
std::string_view status_word(const calendar::ClockReading& reading);
/// Whether a guard of the case type asks for any clock.
bool asks_clocks(const CaseType& type);
/// What guards may ask of them.
Clocks clock_facts(const CaseType& type, std::span<const CaseClock> clocks, const Calendars& calendars, Instant now);

} // namespace ogp::workflow

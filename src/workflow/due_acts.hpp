#pragma once

#include "base/time.hpp"
#include "model/case.hpp"
#include "model/event_detail.hpp"
#include "workflow/calendars.hpp"
#include "workflow/case_clocks.hpp"
#include "workflow/definition.hpp"
#include "workflow/guard.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ogp::workflow {

/// One thing that the system has to do: say that a clock has come to a point, or make a transition.
struct DueAct
{
    Instant at;                            ///< when it fell due
    std::optional<model::TickDetail> tick; ///< else a transition
    std::string transition;

    bool operator==(const DueAct&) const = default;
};

/// A case as the system looks at it.
struct Watched
{
    const CaseType& type;
    const model::Case& subject;
    std::span<const CaseClock> clocks;
    const Calendars& calendars;
    const ChildCounts& children; ///< of counted_parts()
    Date today;                  ///< `now` in the zone of the case type
};

/// What the system has to do by `now` and has not done, in the order in which it fell due. Each act may change the case, so that
/// after the first one the others are asked for anew. A warning or escalation of a clock that has stopped is no longer due; a
/// breach is, because it happened. Pure. Error{Invalid} for times that a calendar does not cover.
std::vector<DueAct> due_acts(const Watched& watched, Instant now);

/// When the system has to look at the case again if nothing happens to it before; nothing: never. A state with a transition that
/// waits for a guard alone is looked at every time: what a guard sees may change with any hour.
std::optional<Instant> next_look(const Watched& watched, Instant now);

/// A clock as it stands, and when it comes to the next point that was not said; nothing: never.
struct ClockOutlook
{
    calendar::ClockReading reading;
    std::optional<Instant> next;
    bool is_complete = true; ///< false where the calendar does not cover some of its points
};
ClockOutlook outlook(const CaseType& type, const CaseClock& clock, const Calendars& calendars, Instant now);

/// When the system has to see whether it moves the case on, by max_stay or auto; nothing: never. What hangs on a guard has to be
/// looked at from its time on, where it has none `always`. Guards are not asked.
std::optional<Instant> next_stay(const CaseType& type, const model::Case& subject, const Calendars& calendars, Instant always);

} // namespace ogp::workflow

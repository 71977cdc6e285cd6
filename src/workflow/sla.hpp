#pragma once

#include "base/language.hpp"
#include "calendar/clock.hpp"
#include "calendar/duration.hpp"
#include "workflow/effect.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogp::workflow {

/// The event beside transitions that a trigger may name: the opening of the case.
inline constexpr std::string_view create_event = "create";
/// The calendar in which every hour of every day counts.
inline constexpr std::string_view always_calendar = "always";

/// When a clock does something: at one of these events ("create", a transition), or while the case is in one of these
/// states; and only where `when` holds.
struct ClockTrigger
{
    std::vector<std::string> events;
    std::vector<std::string> in;
    std::string when; ///< guard, "" for always
    std::string from; ///< start only: a date or datetime field from which the clock counts instead of the event's time

    bool empty() const { return events.empty() && in.empty(); }
};

/// A length of time and, where it is not the case type's own, the calendar it is counted in ("always" has every hour).
struct Term
{
    calendar::Duration duration;
    std::string calendar; ///< "" for the case type's

    bool operator==(const Term&) const = default;
};

/// One length for all cases, or one for each member of an enumeration (a one-column decision table, first match).
struct ClockTarget
{
    std::optional<Term> fixed;
    std::string by; ///< enum field, "" where fixed
    std::vector<std::pair<std::string, Term>> table;
    std::optional<Term> otherwise; ///< YAML `default`
};

/// Either `percent` or `before` is given.
struct ClockWarning
{
    std::optional<std::int64_t> percent; ///< `at: 75%` of the target, 1 to 99
    std::optional<calendar::Duration> before;
    std::vector<Effect> effects;
};

struct ClockBreach
{
    std::vector<Effect> effects;
    bool is_public = false; ///< the breach is shown to everybody
};

/// Counted from the due time. Either `percent` or `after` is given.
struct ClockEscalation
{
    std::optional<std::int64_t> percent; ///< of the target: 100% is once more the target after the due time
    std::optional<calendar::Duration> after;
    std::vector<Effect> effects;
};

/// A deadline of a case type: what starts, pauses and stops its clock and what follows from it.
struct Sla
{
    std::string id;
    Localized label;
    std::string legal_basis;
    std::string applies; ///< guard at the start, "" for every case
    ClockTarget target;
    calendar::Conventions count;
    ClockTrigger start;
    ClockTrigger pause;
    ClockTrigger stop;
    ClockTrigger reset;
    calendar::Reopen reopen = calendar::Reopen::Continue;         ///< when the case leaves the states of `stop`
    calendar::Retarget retarget = calendar::Retarget::Recompute;  ///< when the field `by` of the target changes
    std::vector<ClockWarning> warnings;
    ClockBreach breach;
    std::vector<ClockEscalation> escalations;
};

} // namespace ogp::workflow

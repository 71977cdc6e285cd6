#include "app/clocks/kept_clock.hpp"

#include "app/clocks/repository_calendars.hpp"
#include "workflow/clock_record.hpp"
#include "workflow/due_acts.hpp"

#include <algorithm>
#include <utility>

namespace ogp::app {
namespace {

using calendar::ClockStatus;

ClockStatus status_from(std::int64_t number)
{
    for (const ClockStatus status : {ClockStatus::Running, ClockStatus::Paused, ClockStatus::Stopped})
        if (static_cast<std::int64_t>(status) == number)
            return status;
    throw Error(Fault::Integrity, {"ვადის ჩანაწერი დაზიანებულია", "the record of a clock is damaged"},
                {"აღადგინეთ: ogp fsck --repair", "repair it: ogp fsck --repair"});
}

static_assert(static_cast<int>(ClockStatus::Running) == 1 && static_cast<int>(ClockStatus::Stopped) == 3, "as store/schema.hpp has it");

const KeptClock* find_same(const std::vector<KeptClock>& clocks, const workflow::CaseClock& clock)
{
    const auto found = std::find_if(clocks.begin(), clocks.end(), [&](const KeptClock& one) {
        return one.clock.sla == clock.sla && one.clock.cycle == clock.cycle;
    });
    return found == clocks.end() ? nullptr : &*found;
}

/// What was said of a stopped clock changes nothing but whether it has to be looked at.
KeptClock still_stopped(const KeptClock& before, workflow::CaseClock clock)
{
    KeptClock after{std::move(clock), before.due, before.look, before.calendar};
    if (after.clock.breached)
        after.look.reset();
    return after;
}

} // namespace

bool KeptClock::overdue(Instant now) const
{
    if (!due)
        return false;
    const calendar::Running& last = clock.runs.back();
    return (last.until ? *last.until : now) >= *due;
}

KeptClock kept_clock(const store::ClockText& row)
{
    return {workflow::clock_from_record(row.sla, row.cycle, status_from(row.status), row.record), row.due, row.look, row.calendar};
}

KeptClock kept_clock(const store::ClockRow& row)
{
    return {workflow::clock_from_record(row.sla, row.cycle, status_from(row.status), row.record), row.due, row.look, row.calendar};
}

store::ClockRow row_of(const KeptClock& kept)
{
    store::ClockRow row;
    row.sla = kept.clock.sla;
    row.cycle = kept.clock.cycle;
    row.status = static_cast<std::int64_t>(kept.clock.status);
    row.due = kept.due;
    row.look = kept.look;
    row.calendar = kept.calendar;
    row.record = workflow::clock_record(kept.clock);
    return row;
}

bool has_clocks(const workflow::CaseType& type)
{
    return !type.slas.empty();
}

bool has_stays(const workflow::CaseType& type)
{
    return std::any_of(type.states.begin(), type.states.end(), [](const workflow::State& state) { return state.max_stay.has_value(); }) ||
           std::any_of(type.transitions.begin(), type.transitions.end(),
                       [](const workflow::Transition& transition) { return transition.automatic.has_value(); });
}

KeptClock counted(const workflow::CaseType& type, workflow::CaseClock clock, const workflow::Calendars& calendars)
{
    KeptClock kept;
    kept.clock = std::move(clock);
    // When it is due does not hang on when one asks.
    const Instant at = kept.clock.runs.back().from;
    try {
        kept.calendar = number_of(workflow::calendar_of(type, kept.clock, calendars));
        const workflow::ClockOutlook outlook = workflow::outlook(type, kept.clock, calendars, at);
        if (outlook.reading.due)
            kept.due = outlook.reading.due->at;
        kept.look = outlook.is_complete ? outlook.next : store::any_time;
    } catch (const Error& error) {
        if (error.fault() != Fault::Invalid)
            throw;
        kept.look = store::any_time;
    }
    return kept;
}

std::optional<Instant> counted_stay(const workflow::CaseType& type, const model::Case& subject, const workflow::Calendars& calendars)
{
    try {
        return workflow::next_stay(type, subject, calendars, store::any_time);
    } catch (const Error& error) {
        if (error.fault() != Fault::Invalid)
            throw;
        return store::any_time;
    }
}

void step(std::vector<KeptClock>& clocks, const workflow::CaseType& type, const model::Case& before, const model::Case& after,
          const model::Event& event, const TimeZone& zone, const workflow::Calendars& calendars)
{
    std::vector<workflow::CaseClock> folded = bare(clocks);
    workflow::advance(folded, type, before, after, event, zone);
    std::vector<KeptClock> next;
    next.reserve(folded.size());
    for (workflow::CaseClock& clock : folded) {
        const KeptClock* was = find_same(clocks, clock);
        if (was != nullptr && was->is_settled() && clock.status == ClockStatus::Stopped)
            next.push_back(still_stopped(*was, std::move(clock)));
        else if (was != nullptr && was->clock == clock && event.op != model::Op::Migrate && event.op != model::Op::Tick)
            next.push_back(*was);
        else
            next.push_back(counted(type, std::move(clock), calendars));
    }
    clocks = std::move(next);
}

std::vector<workflow::CaseClock> bare(const std::vector<KeptClock>& clocks)
{
    std::vector<workflow::CaseClock> all;
    all.reserve(clocks.size());
    for (const KeptClock& kept : clocks)
        all.push_back(kept.clock);
    return all;
}

} // namespace ogp::app

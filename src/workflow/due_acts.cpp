#include "workflow/due_acts.hpp"

#include "base/error.hpp"
#include "calendar/scale.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace ogp::workflow {
namespace {

bool is_set(std::uint64_t bits, std::size_t index)
{
    return index < most_clock_points && ((bits >> index) & 1U) != 0;
}

/// A share of a whole, rounded up: a warning never comes before its share is used.
std::int64_t share(std::int64_t whole, std::int64_t percent)
{
    return (whole * percent + 99) / 100;
}

/// So much earlier or later, in the unit's own time.
Instant moved(const calendar::Calendar& calendar, Instant from, const calendar::Duration& by, std::int64_t sign)
{
    const calendar::Scale scale(calendar, by.unit);
    return scale.when(scale.at(from) + sign * by.amount * calendar::ticks_in(by.unit));
}

/// Is given each point that has not been said.
using PointSink = std::function<void(model::TickKind kind, std::size_t index, Instant at)>;

/// The points of one clock that have not been said.
class ClockPoints
{
public:
    ClockPoints(const CaseType& type, const CaseClock& clock, const Calendars& calendars, Instant now, const PointSink& sink)
        : m_clock(clock), m_sla(sla_of(type, clock)), m_calendar(calendar_of(type, clock, calendars)), m_term(counted_term(m_sla, clock)),
          m_sink(sink)
    {
        m_reading = calendar::read(m_calendar, m_term, clock.runs, clock.status == calendar::ClockStatus::Stopped, now);
    }

    const calendar::ClockReading& reading() const { return m_reading; }

    void collect()
    {
        if (!m_reading.due)
            return;
        const bool stopped = m_clock.status == calendar::ClockStatus::Stopped;
        if (!stopped)
            warnings();
        if (!m_clock.breached && (!stopped || m_reading.overdue))
            m_sink(model::TickKind::Breach, 0, m_reading.due->at);
        if (!stopped)
            escalations();
    }

private:
    void warnings()
    {
        for (std::size_t i = 0; i < m_sla.warnings.size(); ++i) {
            if (is_set(m_clock.warned, i))
                continue;
            const ClockWarning& warning = m_sla.warnings[i];
            const auto at = warning.percent ? calendar::when_used(m_calendar, m_term, m_clock.runs, share(m_reading.target, *warning.percent))
                                            : std::optional(moved(m_calendar, m_reading.due->at, *warning.before, -1));
            if (at)
                m_sink(model::TickKind::Warn, i, *at);
        }
    }

    void escalations()
    {
        for (std::size_t i = 0; i < m_sla.escalations.size(); ++i) {
            if (is_set(m_clock.escalated, i))
                continue;
            const ClockEscalation& escalation = m_sla.escalations[i];
            const calendar::Scale scale(m_calendar, m_term.target.unit);
            m_sink(model::TickKind::Escalate, i,
                escalation.after ? moved(m_calendar, m_reading.due->at, *escalation.after, 1)
                                 : scale.when(scale.at(m_reading.due->at) + share(m_reading.target, escalation.percent.value_or(100))));
        }
    }

    const CaseClock& m_clock;
    const Sla& m_sla;
    const calendar::Calendar& m_calendar;
    calendar::Term m_term;
    const PointSink& m_sink;
    calendar::ClockReading m_reading;
};

Instant after_entering(const CaseType& type, const model::Case& subject, const Calendars& calendars, const Term& term)
{
    CaseClock stay;
    stay.sla = subject.state;
    stay.target = term;
    return calendar::due(calendar_of(type, stay, calendars), term.duration, {}, subject.entered).at;
}

bool guard_holds(const Watched& watched, const std::string& guard, Instant now)
{
    Findings findings;
    const Guard compiled = Guard::compile(guard, watched.type, nullptr, findings);
    const Clocks facts = clock_facts(watched.type, watched.clocks, watched.calendars, now);
    return compiled
        .evaluate({.type = watched.type,
                   .subject = watched.subject,
                   .children = watched.children,
                   .actor = {},
                   .role = system_role,
                   .now = now,
                   .today = watched.today,
                   .clocks = &facts,
                   .calendars = &watched.calendars})
        .holds;
}

void add_points(const Watched& watched, const CaseClock& clock, Instant now, std::vector<DueAct>& acts)
{
    const std::size_t before = acts.size();
    const PointSink sink = [&](model::TickKind kind, std::size_t index, Instant at) {
        DueAct act;
        act.at = at;
        act.tick = model::TickDetail{clock.sla, clock.cycle, kind, static_cast<std::int64_t>(index), {}, std::nullopt};
        acts.push_back(std::move(act));
    };
    ClockPoints points(watched.type, clock, watched.calendars, now, sink);
    points.collect();
    for (std::size_t i = before; i < acts.size(); ++i)
        acts[i].tick->due = points.reading().due->at;
}

/// Everything that lies ahead or is due, with the time; `by_guard` for what hangs on a guard, which is looked at now.
struct Ahead
{
    std::vector<DueAct> acts;
    bool by_guard = false;
};

Ahead everything(const Watched& watched, Instant now)
{
    Ahead ahead;
    // Of earlier cycles too: one that ended late and was not looked at in time is still a breach.
    for (const CaseClock& clock : watched.clocks)
        add_points(watched, clock, now, ahead.acts);
    const State* state = watched.type.state(watched.subject.state);
    if (state != nullptr && state->max_stay) {
        DueAct act;
        act.at = after_entering(watched.type, watched.subject, watched.calendars, state->max_stay->term);
        act.transition = state->max_stay->then;
        ahead.acts.push_back(std::move(act));
    }
    for (const Transition& transition : watched.type.transitions) {
        const auto& from = transition.from;
        if (!transition.automatic || std::find(from.begin(), from.end(), watched.subject.state) == from.end())
            continue;
        DueAct act;
        act.transition = transition.id;
        act.at = transition.automatic->after ? after_entering(watched.type, watched.subject, watched.calendars, *transition.automatic->after) : now;
        if (!transition.automatic->when.empty() && act.at <= now) {
            ahead.by_guard = true;
            if (!guard_holds(watched, transition.automatic->when, now))
                continue;
        }
        ahead.acts.push_back(std::move(act));
    }
    std::stable_sort(ahead.acts.begin(), ahead.acts.end(), [](const DueAct& a, const DueAct& b) { return a.at < b.at; });
    return ahead;
}

} // namespace

std::vector<DueAct> due_acts(const Watched& watched, Instant now)
{
    std::vector<DueAct> acts = everything(watched, now).acts;
    std::erase_if(acts, [&](const DueAct& act) { return act.at > now; });
    return acts;
}

std::optional<Instant> next_look(const Watched& watched, Instant now)
{
    const Ahead ahead = everything(watched, now);
    if (ahead.by_guard)
        return now;
    return ahead.acts.empty() ? std::nullopt : std::optional(ahead.acts.front().at);
}

ClockOutlook outlook(const CaseType& type, const CaseClock& clock, const Calendars& calendars, Instant now)
{
    std::optional<Instant> next;
    const PointSink sink = [&](model::TickKind, std::size_t, Instant at) { next = next ? std::min(*next, at) : at; };
    ClockPoints points(type, clock, calendars, now, sink);
    try {
        points.collect();
    } catch (const Error& error) {
        if (error.fault() != Fault::Invalid)
            throw;
        return {points.reading(), next, false};
    }
    return {points.reading(), next, true};
}

std::optional<Instant> next_stay(const CaseType& type, const model::Case& subject, const Calendars& calendars, Instant always)
{
    std::optional<Instant> next;
    const auto at_latest = [&](Instant at) { next = next ? std::min(*next, at) : at; };
    const State* state = type.state(subject.state);
    if (state != nullptr && state->max_stay)
        at_latest(after_entering(type, subject, calendars, state->max_stay->term));
    for (const Transition& transition : type.transitions) {
        const auto& from = transition.from;
        if (!transition.automatic || std::find(from.begin(), from.end(), subject.state) == from.end())
            continue;
        at_latest(transition.automatic->after ? after_entering(type, subject, calendars, *transition.automatic->after) : always);
    }
    return next;
}

} // namespace ogp::workflow

#include "workflow/case_clocks.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "model/printed_date.hpp"

#include <algorithm>
#include <optional>

namespace ogp::workflow {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

std::string_view name_of(const model::Event& event)
{
    switch (event.op) {
    case model::Op::Open: return create_event;
    case model::Op::Move: return event.transition;
    default: return {};
    }
}

/// One event, as the clocks of a case see it.
class Passage
{
public:
    Passage(const CaseType& type, const model::Case& before, const model::Case& after, const model::Event& event, const TimeZone& zone)
        : m_type(type), m_before(before), m_after(after), m_event(event), m_zone(zone), m_name(name_of(event))
    {
    }

    const CaseType& type() const { return m_type; }
    const model::Case& after() const { return m_after; }
    const model::Event& event() const { return m_event; }
    Instant at() const { return m_event.counts_from(); }
    bool changes_state() const { return m_event.op == model::Op::Open || m_before.state != m_after.state; }

    bool happens(const ClockTrigger& trigger) const { return !m_name.empty() && contains(trigger.events, m_name) && holds(trigger.when); }
    bool enters(const ClockTrigger& trigger) const
    {
        return contains(trigger.in, m_after.state) && changes_state() && holds(trigger.when) &&
               (m_event.op == model::Op::Open || !contains(trigger.in, m_before.state));
    }
    bool is_in(const ClockTrigger& trigger) const { return contains(trigger.in, m_after.state) && holds(trigger.when); }

    bool holds(const std::string& guard) const
    {
        if (guard.empty())
            return true;
        Findings findings;
        const Guard compiled = Guard::compile(guard, m_type, nullptr, findings);
        static const ChildCounts none;
        return compiled
            .evaluate({.type = m_type,
                       .subject = m_after,
                       .children = none,
                       .actor = m_event.actor,
                       .role = m_event.role,
                       .now = at(),
                       .today = m_zone.date_at(at())})
            .holds;
    }

    /// The time in a date or datetime field, a day at its beginning; nothing where it is not set.
    std::optional<Instant> time_in(const std::string& field) const
    {
        const Json& value = m_after.fields[field];
        if (value.is_text()) {
            if (const auto date = Date::parse(value.as_text()))
                return m_zone.start_of(*date);
            return Instant::parse(value.as_text());
        }
        if (!value.is_object())
            return std::nullopt;
        const model::PrintedDate printed = model::PrintedDate::from_json(value);
        return printed.known() ? std::optional(m_zone.start_of(printed.first())) : std::nullopt;
    }

private:
    const CaseType& m_type;
    const model::Case& m_before;
    const model::Case& m_after;
    const model::Event& m_event;
    const TimeZone& m_zone;
    std::string_view m_name;
};

std::optional<Term> target_of(const ClockTarget& target, const model::Case& subject)
{
    if (target.fixed)
        return target.fixed;
    const Json& value = subject.fields[target.by];
    for (const auto& [member, term] : target.table) {
        if (value.is_text() && value.as_text() == member)
            return term;
    }
    return target.otherwise;
}

/// One SLA while an event passes.
class Turn
{
public:
    Turn(std::vector<CaseClock>& clocks, const Sla& sla, const Passage& passage) : m_clocks(clocks), m_sla(sla), m_passage(passage)
    {
        const auto newest = std::find_if(clocks.rbegin(), clocks.rend(), [&](const CaseClock& clock) { return clock.sla == sla.id; });
        m_place = newest == clocks.rend() ? none : static_cast<std::size_t>(clocks.rend() - newest) - 1;
    }

    void run()
    {
        if (m_place != none)
            follow_fields();
        if (m_place != none && m_passage.happens(m_sla.reset))
            begin_cycle(m_passage.at());
        const bool starts = m_passage.happens(m_sla.start) || m_passage.enters(m_sla.start);
        const bool stops = m_passage.happens(m_sla.stop) || m_passage.is_in(m_sla.stop);
        if (m_place == none) {
            if (starts && !stops)
                start();
            return;
        }
        if (stops)
            stop();
        else if (newest().status == calendar::ClockStatus::Stopped)
            leave_stop(starts);
        if (newest().status != calendar::ClockStatus::Stopped)
            pause_or_resume();
    }

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    CaseClock& newest() { return m_clocks[m_place]; }

    /// No later than what was folded before: recorded clocks of several machines may disagree.
    Instant in_order(Instant at)
    {
        if (m_place == none || newest().runs.empty())
            return at;
        const calendar::Running& last = newest().runs.back();
        return std::max(at, last.until.value_or(last.from));
    }

    void start()
    {
        const auto target = target_of(m_sla.target, m_passage.after());
        if (!target || !m_passage.holds(m_sla.applies))
            return;
        CaseClock clock;
        clock.sla = m_sla.id;
        clock.status = calendar::ClockStatus::Running;
        clock.target = *target;
        clock.runs.push_back({start_time(), std::nullopt});
        // In order of definition, as everything is shown.
        const auto rank = [&](const CaseClock& c) {
            const Sla* sla = m_passage.type().sla(c.sla);
            return sla == nullptr ? m_passage.type().slas.size() : static_cast<std::size_t>(sla - m_passage.type().slas.data());
        };
        const auto place = std::find_if(m_clocks.begin(), m_clocks.end(), [&](const CaseClock& c) { return rank(c) > rank(clock); });
        m_place = static_cast<std::size_t>(place - m_clocks.begin());
        m_clocks.insert(place, std::move(clock));
        pause_or_resume();
    }

    Instant start_time() const
    {
        const auto given = m_sla.start.from.empty() ? std::nullopt : m_passage.time_in(m_sla.start.from);
        return given.value_or(m_passage.at());
    }

    /// The field that the clock starts from may be corrected, and the one that its target depends on.
    void follow_fields()
    {
        CaseClock& clock = newest();
        if (clock.status == calendar::ClockStatus::Stopped)
            return;
        if (!m_sla.start.from.empty() && clock.cycle == 1) {
            const auto given = m_passage.time_in(m_sla.start.from);
            calendar::Running& first = clock.runs.front();
            if (given && (!first.until || *given <= *first.until))
                first.from = *given;
        }
        if (m_sla.retarget == calendar::Retarget::Recompute && !m_sla.target.fixed) {
            if (const auto target = target_of(m_sla.target, m_passage.after()))
                clock.target = *target;
        }
    }

    void begin_cycle(Instant at)
    {
        CaseClock next;
        next.sla = m_sla.id;
        next.cycle = newest().cycle + 1;
        next.status = calendar::ClockStatus::Running;
        next.target = target_of(m_sla.target, m_passage.after()).value_or(newest().target);
        const Instant begin = in_order(at);
        stop();
        next.runs.push_back({begin, std::nullopt});
        ++m_place;
        m_clocks.insert(m_clocks.begin() + static_cast<std::ptrdiff_t>(m_place), std::move(next));
    }

    void close_run()
    {
        calendar::Running& last = newest().runs.back();
        if (!last.until)
            last.until = in_order(m_passage.at());
    }

    void stop()
    {
        if (newest().status == calendar::ClockStatus::Stopped)
            return;
        close_run();
        newest().status = calendar::ClockStatus::Stopped;
    }

    /// Stopped, and nothing stops it now: what that means is the business of `reopen`.
    void leave_stop(bool starts)
    {
        if (!starts && !(m_passage.changes_state() && !m_sla.stop.in.empty()))
            return;
        switch (m_sla.reopen) {
        case calendar::Reopen::KeepClosed: return;
        case calendar::Reopen::Restart:
            // Out of a stop that only events make, nothing but a new start leads.
            begin_cycle(m_passage.at());
            return;
        case calendar::Reopen::Continue:
            newest().runs.push_back({in_order(m_passage.at()), std::nullopt});
            newest().status = calendar::ClockStatus::Running;
            return;
        }
    }

    void pause_or_resume()
    {
        CaseClock& clock = newest();
        const bool paused = clock.status == calendar::ClockStatus::Paused;
        const bool is_pause = m_passage.is_in(m_sla.pause) || m_passage.happens(m_sla.pause) ||
                              (paused && !m_sla.pause.events.empty() && !m_passage.changes_state());
        if (is_pause && !paused) {
            close_run();
            clock.status = calendar::ClockStatus::Paused;
            ++clock.pauses;
        } else if (!is_pause && paused) {
            clock.runs.push_back({in_order(m_passage.at()), std::nullopt});
            clock.status = calendar::ClockStatus::Running;
        }
    }

    std::vector<CaseClock>& m_clocks;
    const Sla& m_sla;
    const Passage& m_passage;
    std::size_t m_place = none;
};

void note_tick(std::vector<CaseClock>& clocks, const model::Event& event)
{
    const auto tick = model::TickDetail::from_json(event.detail);
    if (!tick)
        return;
    const std::uint64_t bit = std::uint64_t{1} << static_cast<std::uint64_t>(std::clamp<std::int64_t>(tick->index, 0, most_clock_points));
    for (CaseClock& clock : clocks) {
        if (clock.sla != tick->clock || clock.cycle != tick->cycle)
            continue;
        switch (tick->kind) {
        case model::TickKind::Warn: clock.warned |= bit; break;
        case model::TickKind::Breach: clock.breached = true; break;
        case model::TickKind::Escalate: clock.escalated |= bit; break;
        case model::TickKind::Moved: break;
        }
    }
}

ClockMigration migration_of(const model::MigrateDetail& detail, const std::string& sla)
{
    const Json* word = detail.clocks.find(sla);
    return word != nullptr && word->is_text() ? clock_migration_from(word->as_text()).value_or(ClockMigration::KeepStart)
                                              : ClockMigration::KeepStart;
}

/// The case goes on under another version: what the migration says of each clock, and none of those that are gone.
void migrate(std::vector<CaseClock>& clocks, const Passage& passage)
{
    const auto detail = model::MigrateDetail::from_json(passage.event().detail);
    if (!detail)
        return;
    std::erase_if(clocks, [&](const CaseClock& clock) {
        return passage.type().sla(clock.sla) == nullptr || migration_of(*detail, clock.sla) == ClockMigration::Drop;
    });
    for (CaseClock& clock : clocks) {
        if (clock.status == calendar::ClockStatus::Stopped)
            continue;
        const ClockMigration migration = migration_of(*detail, clock.sla);
        const auto target = target_of(passage.type().sla(clock.sla)->target, passage.after());
        if (migration != ClockMigration::KeepDue && target)
            clock.target = *target;
        if (migration == ClockMigration::Restart)
            clock.runs = {{passage.at(), std::nullopt}};
    }
}

} // namespace

void advance(std::vector<CaseClock>& clocks, const CaseType& type, const model::Case& before, const model::Case& after,
             const model::Event& event, const TimeZone& zone)
{
    const Passage passage(type, before, after, event, zone);
    if (event.op == model::Op::Tick)
        note_tick(clocks, event);
    if (event.op == model::Op::Migrate)
        migrate(clocks, passage);
    for (const Sla& sla : type.slas)
        Turn(clocks, sla, passage).run();
}

std::vector<const CaseClock*> newest_cycles(std::span<const CaseClock> clocks)
{
    std::vector<const CaseClock*> newest;
    for (const CaseClock& clock : clocks) {
        if (!newest.empty() && newest.back()->sla == clock.sla)
            newest.back() = &clock;
        else
            newest.push_back(&clock);
    }
    return newest;
}

calendar::Term counted_term(const Sla& sla, const CaseClock& clock)
{
    return {clock.target.duration, sla.count};
}

const Sla& sla_of(const CaseType& type, const CaseClock& clock)
{
    const Sla* sla = type.sla(clock.sla);
    if (sla == nullptr)
        throw Error(Fault::Integrity, say("{0}: ვადა „{1}“ განსაზღვრული არ არის", "{0}: the clock \"{1}\" is not defined", type.id,
                                          printable(clock.sla)));
    return *sla;
}

const calendar::Calendar& calendar_of(const CaseType& type, const CaseClock& clock, const Calendars& calendars)
{
    const std::string& id = clock.target.calendar.empty() ? type.calendar : clock.target.calendar;
    const calendar::Calendar* found = calendars.find(id);
    if (found == nullptr)
        throw Error(Fault::Invalid,
                    say("{0}: ვადა „{1}“ ითვლის კალენდრით „{2}“, რომელიც აქ არ მოქმედებს",
                        "{0}: the clock \"{1}\" counts in the calendar \"{2}\", which is not in force here", type.id, clock.sla,
                        printable(id)),
                    say("დაამატეთ workflows/calendars/{0}.yaml და: ogp calendar apply {0}", "add workflows/calendars/{0}.yaml, then: ogp calendar apply {0}",
                        printable(id)));
    return *found;
}

calendar::ClockReading read(const CaseType& type, const CaseClock& clock, const Calendars& calendars, Instant now)
{
    return calendar::read(calendar_of(type, clock, calendars), counted_term(sla_of(type, clock), clock), clock.runs,
                          clock.status == calendar::ClockStatus::Stopped, now);
}

std::string_view status_word(const calendar::ClockReading& reading)
{
    if (reading.overdue)
        return clock_statuses[4];
    return clock_statuses[static_cast<std::size_t>(reading.status)];
}

bool asks_clocks(const CaseType& type)
{
    // As text: a word in a string that looks like it costs a moment, no more.
    const auto asks = [](const std::string& guard) { return guard.find("sla.") != std::string::npos; };
    if (type.slas.empty())
        return false;
    const auto effects_ask = [&](const std::vector<Effect>& effects) {
        return std::any_of(effects.begin(), effects.end(), [&](const Effect& effect) {
            return asks(effect.when) ||
                   std::any_of(effect.values.begin(), effect.values.end(), [&](const auto& value) { return asks(value.second); });
        });
    };
    const auto steps_ask = [&](const auto& steps) {
        return std::any_of(steps.begin(), steps.end(), [&](const auto& step) { return effects_ask(step.effects); });
    };
    return std::any_of(type.fields.begin(), type.fields.end(), [&](const Field& field) { return asks(field.computed); }) ||
           std::any_of(type.slas.begin(), type.slas.end(),
                       [&](const Sla& sla) {
                           return steps_ask(sla.warnings) || steps_ask(sla.escalations) || effects_ask(sla.breach.effects);
                       }) ||
           std::any_of(type.transitions.begin(), type.transitions.end(), [&](const Transition& transition) {
               return asks(transition.when) || effects_ask(transition.effects) ||
                      (transition.automatic && asks(transition.automatic->when)) ||
                      std::any_of(transition.set.begin(), transition.set.end(), [&](const auto& set) { return asks(set.second); });
           });
}

std::vector<std::string> named_calendars(const CaseType& type)
{
    std::vector<std::string> ids{type.calendar};
    const auto add = [&](const std::optional<Term>& term) {
        if (term)
            ids.push_back(term->calendar);
    };
    for (const Sla& sla : type.slas) {
        add(sla.target.fixed);
        for (const auto& [member, term] : sla.target.table)
            ids.push_back(term.calendar);
        add(sla.target.otherwise);
    }
    for (const State& state : type.states)
        if (state.max_stay)
            ids.push_back(state.max_stay->term.calendar);
    for (const Transition& transition : type.transitions)
        if (transition.automatic)
            add(transition.automatic->after);
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::erase_if(ids, [](const std::string& id) { return id.empty() || id == always_calendar; });
    return ids;
}

Clocks clock_facts(const CaseType& type, std::span<const CaseClock> clocks, const Calendars& calendars, Instant now)
{
    Clocks facts;
    for (const CaseClock* clock : newest_cycles(clocks)) {
        const calendar::ClockReading reading = read(type, *clock, calendars, now);
        const std::int64_t unit = calendar::ticks_in(clock->target.duration.unit);
        facts[clock->sla] = {std::string(status_word(reading)), reading.used / unit, reading.left / unit, clock->pauses};
    }
    return facts;
}

} // namespace ogp::workflow

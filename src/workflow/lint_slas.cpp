#include "workflow/lint.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace ogp::workflow {
namespace {

using States = std::set<std::string, std::less<>>;

bool holds(const std::vector<std::string>& list, std::string_view word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

/// Follows a clock through the states that a case can come to.
class ClockWalk
{
public:
    ClockWalk(const CaseType& type, const Sla& sla) : m_type(type), m_sla(sla) { walk(); }

    bool starts() const { return m_starts; }
    /// States in which it may still run.
    const States& running() const { return m_running; }

private:
    void enter(const std::string& state, bool running, std::string_view event)
    {
        const bool started = running || holds(m_sla.start.events, event) || holds(m_sla.start.in, state);
        m_starts = m_starts || started;
        const bool stopped = holds(m_sla.stop.events, event) || holds(m_sla.stop.in, state);
        const bool runs = started && !stopped;
        if ((runs ? m_running : m_idle).insert(state).second)
            m_open.emplace_back(state, runs);
    }

    void walk()
    {
        enter(m_type.initial_state().id, false, create_event);
        while (!m_open.empty()) {
            const auto [state, runs] = m_open.back();
            m_open.pop_back();
            for (const Transition& transition : m_type.transitions) {
                if (holds(transition.from, state))
                    enter(transition.to, runs, transition.id);
            }
        }
    }

    const CaseType& m_type;
    const Sla& m_sla;
    bool m_starts = false;
    States m_running;
    States m_idle;
    std::vector<std::pair<std::string, bool>> m_open;
};

void check_course(const CaseType& type, const Sla& sla, Findings& findings)
{
    const std::string where = "slas." + sla.id;
    const ClockWalk walk(type, sla);
    if (!walk.starts())
        add_lint(findings, "never_started", where + ".start",
                 say("ვადა „{}“ არასოდეს იწყება: აქამდე გზა არ მიდის", "the deadline \"{}\" never starts: no way leads there", sla.id));
    for (const State& state : type.states) {
        if (state.terminal && walk.running().contains(state.id))
            add_lint(findings, "never_stopped", where + ".stop",
                     say("ვადა „{}“ საბოლოო მდგომარეობაში „{}“ ისევ გადის; დაამატეთ stop-ში",
                         "the deadline \"{}\" still runs in the terminal state \"{}\"; add it to stop", sla.id, state.id));
    }
}

void check_triggers(const CaseType& type, const Sla& sla, Findings& findings)
{
    const std::string where = "slas." + sla.id;
    const auto shared = [](const std::vector<std::string>& a, const std::vector<std::string>& b) {
        const auto found = std::find_if(a.begin(), a.end(), [&](const std::string& word) { return holds(b, word); });
        return found == a.end() ? std::string() : *found;
    };
    for (const auto& [mine, theirs] : {std::pair(&sla.start.events, &sla.stop.events), std::pair(&sla.start.in, &sla.stop.in)}) {
        if (const std::string word = shared(*mine, *theirs); !word.empty())
            add_lint(findings, "start_is_stop", where + ".stop",
                     say("„{}“ ვადას იწყებს და ასრულებს კიდეც", "\"{}\" starts the deadline and stops it as well", word));
    }
    for (const auto& [mine, theirs] : {std::pair(&sla.pause.events, &sla.stop.events), std::pair(&sla.pause.in, &sla.stop.in)}) {
        if (const std::string word = shared(*mine, *theirs); !word.empty())
            add_lint(findings, "pause_overlaps_stop", where + ".pause",
                     say("„{}“ ვადას აჩერებს და ასრულებს კიდეც", "\"{}\" pauses the deadline and stops it as well", word));
    }
    for (const std::string& id : sla.pause.in) {
        const State* state = type.state(id);
        if (state != nullptr && !state->max_stay)
            add_lint(findings, "pause_without_limit", "states." + id,
                     say("„{}“ ვადას „{}“ აჩერებს და max_stay არ აქვს: საქმე აქ სამუდამოდ დარჩება",
                         "\"{}\" pauses the deadline \"{}\" and has no max_stay: a case may stay here for ever", id, sla.id));
    }
}

/// Whether the first is at least as long, where both count the same kind of time.
bool is_as_long(const calendar::Duration& a, const calendar::Duration& b)
{
    const bool comparable = a.unit == b.unit || (calendar::counts_days(a.unit) == calendar::counts_days(b.unit) &&
                                                 calendar::counts_working_time(a.unit) == calendar::counts_working_time(b.unit));
    return comparable && a.amount * calendar::ticks_in(a.unit) >= b.amount * calendar::ticks_in(b.unit);
}

std::vector<Term> terms_of(const ClockTarget& target)
{
    std::vector<Term> terms;
    for (const std::optional<Term>& term : {target.fixed, target.otherwise}) {
        if (term)
            terms.push_back(*term);
    }
    for (const auto& [key, term] : target.table)
        terms.push_back(term);
    return terms;
}

void check_target(const CaseType& type, const Sla& sla, Findings& findings)
{
    const std::string where = "slas." + sla.id;
    for (std::size_t i = 0; i < sla.warnings.size(); ++i) {
        for (const Term& term : terms_of(sla.target)) {
            if (sla.warnings[i].before && is_as_long(*sla.warnings[i].before, term.duration)) {
                add_lint(findings, "warning_too_early", fmt::format("{}.warn.{}.before", where, i),
                         say("გაფრთხილება ({}) მთელ ვადაზე ({}) ნაკლები უნდა იყოს", "the warning ({}) must be shorter than the term ({})",
                             sla.warnings[i].before->text(), term.duration.text()));
                break;
            }
        }
    }
    const Field* field = type.field(sla.target.by);
    const Enumeration* members = field == nullptr ? nullptr : type.enumeration(field->of);
    if (members == nullptr || !sla.target.otherwise)
        return;
    std::vector<std::string> rest;
    for (const EnumMember& member : members->members) {
        if (std::none_of(sla.target.table.begin(), sla.target.table.end(), [&](const auto& row) { return row.first == member.id; }))
            rest.push_back(member.id);
    }
    if (!rest.empty())
        add_lint(findings, "target_by_default", where + ".target.default",
                 say("ამ მნიშვნელობების ვადა default-იდანაა: {}", "the term of these is the default: {}", join(rest, ", ")));
}

/// Days on the wall calendar that a term may take at most, roughly.
std::int64_t rough_days(const calendar::Duration& duration)
{
    if (calendar::counts_days(duration.unit))
        return duration.amount * calendar::ticks_in(duration.unit) * (calendar::counts_working_time(duration.unit) ? 2 : 1);
    constexpr std::int64_t seconds_of_day = 86'400;
    constexpr std::int64_t working_seconds = 6 * 3'600;
    const std::int64_t seconds = duration.amount * calendar::ticks_in(duration.unit);
    return 1 + (calendar::counts_working_time(duration.unit) ? seconds / working_seconds * 2 : seconds / seconds_of_day);
}

class CalendarCheck
{
public:
    CalendarCheck(const LintContext& context, Findings& findings) : m_context(context), m_findings(findings) {}

    void known(const std::string& id, const std::string& where)
    {
        if (id.empty() || id == always_calendar || !m_context.calendars || m_context.calendars->contains(id))
            return;
        std::vector<std::string> ids;
        for (const auto& [name, until] : *m_context.calendars)
            ids.push_back(name);
        const auto near = nearest(id, ids);
        add_lint(m_findings, "unknown_calendar", where,
                 near ? say("კალენდარი „{}“ არ არის; ხომ არ გულისხმობდით „{}“-ს?", "there is no calendar \"{}\"; did you mean \"{}\"?", id, *near)
                      : say("კალენდარი „{}“ არ არის; არსებობს: {}", "there is no calendar \"{}\"; there are: {}", id, join(ids, ", ")));
    }

    /// The calendar must know the days that a term begun today, and one after it, may take.
    void reaches(const CaseType& type, const Term& term, const std::string& where)
    {
        const std::string& id = term.calendar.empty() ? type.calendar : term.calendar;
        if (!m_context.calendars || !m_context.today || id == always_calendar)
            return;
        const auto found = m_context.calendars->find(id);
        const std::int64_t days = std::min<std::int64_t>(2 * rough_days(term.duration), 100 * 365);
        if (found != m_context.calendars->end() && found->second < *m_context.today + static_cast<std::int32_t>(days))
            add_lint(m_findings, "calendar_ends", where,
                     say("კალენდარი „{}“ მხოლოდ {}-მდე იცის დღეები, ეს ვადა კი მალე გასცდება მას",
                         "the calendar \"{}\" knows days until {} only, which this term will soon go beyond", id, found->second.iso()));
    }

private:
    const LintContext& m_context;
    Findings& m_findings;
};

} // namespace

void lint_slas(const CaseType& type, const LintContext& context, Findings& findings)
{
    CalendarCheck calendars(context, findings);
    calendars.known(type.calendar, "calendar");
    for (const State& state : type.states) {
        if (state.max_stay)
            calendars.known(state.max_stay->term.calendar, "states." + state.id + ".max_stay");
    }
    for (const Sla& sla : type.slas) {
        check_course(type, sla, findings);
        check_triggers(type, sla, findings);
        check_target(type, sla, findings);
        for (const Term& term : terms_of(sla.target)) {
            calendars.known(term.calendar, "slas." + sla.id + ".target");
            calendars.reaches(type, term, "slas." + sla.id + ".target");
        }
    }
}

} // namespace ogp::workflow

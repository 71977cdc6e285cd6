#include "workflow/scenario.hpp"

#include "base/text.hpp"
#include "model/official_number.hpp"
#include "workflow/due_acts.hpp"
#include "workflow/simulation.hpp"

#include <algorithm>
#include <map>

namespace ogp::workflow {
namespace {

constexpr int most_automatic_acts = 200;

/// The uid that stands for a case that the scenario does not tell of.
std::string untold(const std::string& name)
{
    return sha256("ogp scenario " + name).hex().substr(0, 32);
}

/// A value as a failure shows it.
std::string shown(const Json& value)
{
    if (value.is_null())
        return "-";
    return value.is_text() ? value.as_text() : to_json(value);
}

/// One scenario while it is played.
class Play
{
public:
    Play(const ScenarioFile& file, const std::vector<CaseType>& types, const Calendars& calendars, Coverage& coverage)
        : m_file(file), m_calendars(calendars), m_coverage(coverage), m_simulation(types, &calendars)
    {
        m_simulation.set_clocks([this](const CaseType& type, const model::Case& subject) {
            const auto found = m_clocks.find(subject.uid);
            return found == m_clocks.end() ? Clocks() : clock_facts(type, found->second, m_calendars, m_now);
        });
        m_simulation.set_observer([this](const CaseType& type, const model::Case& before, const model::Case& after, const model::Event& event) {
            observe(type, before, after, event);
        });
    }

    ScenarioResult run(const Scenario& scenario)
    {
        ScenarioResult result{scenario.name, scenario.place, {}};
        m_failures = &result.failures;
        for (const ScenarioStep& step : scenario.steps) {
            try {
                if (!make(step))
                    break;
                for (const ScenarioExpectation& expectation : step.then)
                    compare(expectation);
            } catch (const Error& error) {
                // A time that no calendar covers.
                fail(step.place, what_of(step), "possible", error.message().en);
                break;
            }
        }
        return result;
    }

private:
    const TimeZone& zone_of(const CaseType& type) const
    {
        const calendar::Calendar* calendar = m_calendars.find(type.calendar.empty() ? always_calendar : std::string_view(type.calendar));
        return (calendar != nullptr ? calendar : m_calendars.find(always_calendar))->zone();
    }

    void observe(const CaseType& type, const model::Case& before, const model::Case& after, const model::Event& event)
    {
        std::vector<CaseClock>& clocks = m_clocks[after.uid];
        const std::vector<CaseClock> old = clocks;
        advance(clocks, type, before, after, event, zone_of(type));
        if (event.op == model::Op::Open)
            m_opened.push_back({after.uid, event});
        if (type.id != m_file.type)
            return;
        m_seen.saw_state(after.state);
        if (event.op == model::Op::Move) {
            m_seen.saw_transition(event.transition);
            if (!type.transition(event.transition)->when.empty())
                m_seen.saw_guard(event.transition, true);
        }
        m_seen.saw_clocks(old, clocks);
    }

    void fail(const Place& place, std::string what, std::string expected, std::string actual)
    {
        m_failures->push_back({place, std::move(what), std::move(expected), std::move(actual)});
    }

    /// Acts as one, so that a refusal leaves no trace in the clocks either.
    template <class Work>
    Simulation::Result whole(Work work)
    {
        const auto clocks = m_clocks;
        const std::size_t opened = m_opened.size();
        m_seen = Coverage();
        Simulation::Result result = work();
        if (result.refusal) {
            m_clocks = clocks;
            m_opened.resize(opened);
        } else {
            m_coverage.add(m_seen);
        }
        return result;
    }

    void set_time(Instant now, const CaseType& type)
    {
        m_now = now;
        m_simulation.set_time(now, zone_of(type).date_at(now));
    }

    /// False where the rest of the scenario makes no sense.
    bool make(const ScenarioStep& step)
    {
        set_time(step.at, m_simulation.type(m_file.type));
        if (step.act == ScenarioStep::Act::Tick) {
            tick();
            return true;
        }
        if (step.act != ScenarioStep::Act::Open && !m_names.contains(step.subject)) {
            fail(step.place, what_of(step), step.subject, "there is no such case: it was not opened");
            return false;
        }
        Simulation::Result result;
        const std::int64_t times = std::max<std::int64_t>(step.voters, 1);
        for (std::int64_t i = 0; i < times && !result.refusal; ++i)
            result = whole([&] { return once(step, i); });
        return judged(step, result);
    }

    Simulation::Result once(const ScenarioStep& step, std::int64_t number)
    {
        Actor actor = step.actor;
        Intent intent;
        if (step.act == ScenarioStep::Act::Open) {
            intent.op = model::Op::Open;
            intent.state = step.state;
            intent.set = with_parent(m_simulation.type(step.what), resolved(m_simulation.type(step.what), step.set));
            Simulation::Result result = m_simulation.open(step.what, actor, intent);
            if (result.subject)
                m_names.insert_or_assign(step.subject, *result.subject);
            return result;
        }
        const CaseUid subject = m_names.at(step.subject);
        intent.set = resolved(m_simulation.type(m_simulation.find(subject).type), step.set);
        intent.text = step.text;
        switch (step.act) {
        case ScenarioStep::Act::Do:
            intent.op = model::Op::Move;
            intent.transition = step.what;
            break;
        case ScenarioStep::Act::Vote:
            intent.op = model::Op::Vote;
            intent.ballot = Ballot{step.group, {}, step.what};
            if (!step.group.empty())
                intent.ballot->voter = fmt::format("{} {} {}", step.group, step.what, number + 1);
            else if (step.voters > 0)
                actor.id += std::to_string(number + 1);
            break;
        case ScenarioStep::Act::Comment: intent.op = model::Op::Comment; break;
        default: intent.op = model::Op::Set; break;
        }
        return m_simulation.act(subject, actor, intent);
    }

    bool judged(const ScenarioStep& step, const Simulation::Result& result)
    {
        const std::string what = what_of(step);
        if (result.refusal && step.act == ScenarioStep::Act::Do && step.subject == main_case &&
            (result.refusal->rule == "guard_failed" || result.refusal->rule == "no_value"))
            m_coverage.saw_guard(step.what, false);
        if (!result.refusal && step.error) {
            fail(step.place, what, *step.error, "allowed");
            return false;
        }
        if (result.refusal && !step.error) {
            fail(step.place, what, "allowed", fmt::format("{}: {}", result.refusal->rule, result.refusal->reason.en));
            return false;
        }
        if (result.refusal && result.refusal->rule != *step.error)
            fail(step.place, what, *step.error, fmt::format("{}: {}", result.refusal->rule, result.refusal->reason.en));
        return true;
    }

    static std::string what_of(const ScenarioStep& step)
    {
        switch (step.act) {
        case ScenarioStep::Act::Open: return "open " + step.what;
        case ScenarioStep::Act::Do: return "do " + step.what;
        case ScenarioStep::Act::Set: return "set";
        case ScenarioStep::Act::Comment: return "comment";
        case ScenarioStep::Act::Vote: return "vote " + step.what;
        case ScenarioStep::Act::Tick: break;
        }
        return "tick";
    }

    /// What the system has to do for every case, until nothing is due.
    void tick()
    {
        const Actor system{std::string(system_role), {std::string(system_role)}, std::string(system_role)};
        for (std::size_t i = 0; i < m_opened.size(); ++i) {
            const CaseUid uid = m_opened[i].first;
            std::vector<DueAct> refused;
            for (int acts = 0; acts < most_automatic_acts; ++acts) {
                const auto next = next_due(uid, refused);
                if (!next)
                    break;
                Intent intent;
                intent.op = next->tick ? model::Op::Tick : model::Op::Move;
                intent.tick = next->tick;
                intent.transition = next->transition;
                if (whole([&] { return m_simulation.act(uid, system, intent); }).refusal)
                    refused.push_back(*next);
            }
        }
    }

    std::optional<DueAct> next_due(const CaseUid& uid, const std::vector<DueAct>& refused) const
    {
        const model::Case& subject = m_simulation.find(uid);
        const CaseType& type = m_simulation.type(subject.type);
        const ChildCounts children = m_simulation.count_parts(type, uid);
        const Watched watched{type, subject, m_clocks.at(uid), m_calendars, children, zone_of(type).date_at(m_now)};
        for (const DueAct& act : due_acts(watched, m_now))
            if (std::find(refused.begin(), refused.end(), act) == refused.end())
                return act;
        return std::nullopt;
    }

    /// Names of cases in ref fields become their uids.
    Json resolved(const CaseType& type, Json values) const
    {
        for (const Field& field : type.fields) {
            const Json* value = field.type == FieldType::Ref ? values.find(field.id) : nullptr;
            if (value == nullptr)
                continue;
            Json::Array found;
            for (const Json& item : value->is_array() ? value->items() : Json::Array{*value})
                found.push_back(item.is_text() ? Json(uid_of(item.as_text())) : item);
            Json changed = value->is_array() ? Json(std::move(found)) : found.front();
            values.set(field.id, std::move(changed));
        }
        return values;
    }

    std::string uid_of(const std::string& name) const
    {
        const auto known = m_names.find(name);
        return known != m_names.end() ? known->second.hex() : untold(name);
    }

    /// A part that names no parent is one of the case that the scenario is about.
    Json with_parent(const CaseType& type, Json values) const
    {
        const Field* parent = type.field(type.parent_field);
        const auto main = m_names.find(std::string(main_case));
        if (parent != nullptr && main != m_names.end() && values.find(parent->id) == nullptr && m_simulation.find(main->second).type == parent->to)
            values.set(parent->id, Json(main->second.hex()));
        return values;
    }

    void compare(const ScenarioExpectation& expectation)
    {
        if (expectation.key == "outbox")
            return equal(expectation, expectation.value, outbox());
        const auto named = m_names.find(expectation.subject);
        if (named == m_names.end())
            return fail(expectation.place, expectation.key, shown(expectation.value), "there is no such case");
        const model::Case& subject = m_simulation.find(named->second);
        const CaseType& type = m_simulation.type(subject.type);
        const std::string_view key = expectation.key;
        if (key == "state")
            return equal(expectation, expectation.value, Json(subject.state));
        if (key == "events")
            return equal(expectation, expectation.value, Json(subject.version));
        if (key == "number")
            return equal(expectation, expectation.value, Json(number_of(type, subject)));
        if (key == "tags") {
            const Json& tags = subject.fields[tags_field];
            return equal(expectation, expectation.value, tags.is_array() ? tags : Json::array());
        }
        if (key.starts_with("fields.")) {
            const std::string field(key.substr(7));
            Json wanted = resolved(type, Json::object({{field, expectation.value}}));
            return equal(expectation, wanted[field], subject.fields[field]);
        }
        const std::size_t dot = key.rfind('.');
        equal(expectation, expectation.value, of_clock(type, subject, key.substr(4, dot - 4), key.substr(dot + 1)));
    }

    void equal(const ScenarioExpectation& expectation, const Json& wanted, const Json& actual)
    {
        const std::string subject = expectation.subject == main_case ? std::string() : expectation.subject + ": ";
        if (wanted != actual)
            fail(expectation.place, subject + expectation.key, shown(wanted), shown(actual));
    }

    Json outbox() const
    {
        Json words = Json::array();
        for (const auto& [uid, consequence] : m_simulation.outbox())
            words.push(Json(consequence.kind == EffectKind::Notify   ? consequence.what
                            : consequence.kind == EffectKind::Follow ? std::string("follow")
                                                                     : consequence.to));
        return words;
    }

    /// The number that the authority would give: by the series of all cases opened.
    std::string number_of(const CaseType& type, const model::Case& subject) const
    {
        if (!type.number_field.empty())
            return subject.fields.text(type.number_field);
        const model::TypeProfile profile = type.profile();
        std::map<std::string, std::uint64_t> counters;
        for (const auto& [uid, event] : m_opened) {
            if (event.type != type.id)
                continue;
            const Date day = zone_of(type).date_at(event.counts_from());
            const std::uint64_t number = ++counters[model::series_of(profile, event, day)];
            if (uid == subject.uid)
                return model::format_number(type.numbering.pattern, event, day, number, uid);
        }
        return {};
    }

    Json of_clock(const CaseType& type, const model::Case& subject, std::string_view sla, std::string_view what) const
    {
        const auto clocks = m_clocks.find(subject.uid);
        const CaseClock* clock = nullptr;
        if (clocks != m_clocks.end())
            for (const CaseClock& each : clocks->second)
                if (each.sla == sla)
                    clock = &each;
        if (clock == nullptr)
            return what == "status" ? Json("idle") : Json();
        const calendar::ClockReading reading = read(type, *clock, m_calendars, m_now);
        const std::int64_t unit = calendar::ticks_in(clock->target.duration.unit);
        if (what == "status")
            return Json(status_word(reading));
        if (what == "due_on")
            return reading.due ? Json(reading.due->on.iso()) : Json();
        if (what == "due_at")
            return reading.due ? Json(reading.due->at.rfc3339()) : Json();
        if (what == "used")
            return Json(reading.used / unit);
        if (what == "left")
            return Json(reading.left / unit);
        return Json(what == "pauses" ? clock->pauses : clock->cycle);
    }

    const ScenarioFile& m_file;
    const Calendars& m_calendars;
    Coverage& m_coverage;
    Coverage m_seen; ///< in the act that is being made
    Simulation m_simulation;
    Instant m_now;
    std::map<CaseUid, std::vector<CaseClock>> m_clocks;
    std::map<std::string, CaseUid> m_names;
    std::vector<std::pair<CaseUid, model::Event>> m_opened;
    std::vector<ScenarioFailure>* m_failures = nullptr;
};

} // namespace

std::vector<ScenarioResult> run_scenarios(const ScenarioFile& file, const std::vector<CaseType>& types, const Calendars& calendars,
                                          Coverage& coverage)
{
    std::vector<CaseType> changed;
    if (!file.targets.empty()) {
        changed = types;
        for (CaseType& type : changed)
            for (Sla& sla : type.slas)
                for (const auto& [id, term] : file.targets)
                    if (type.id == file.type && sla.id == id)
                        sla.target = {.fixed = term, .by = {}, .table = {}, .otherwise = std::nullopt};
    }
    std::vector<ScenarioResult> results;
    for (const Scenario& scenario : file.scenarios)
        results.push_back(Play(file, file.targets.empty() ? types : changed, calendars, coverage).run(scenario));
    return results;
}

} // namespace ogp::workflow

#include "workflow/simulation.hpp"

#include "base/error.hpp"
#include "workflow/refuse.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {
namespace {

/// Different for every event, the same in every run.
Hash simulated_id(std::size_t number)
{
    return sha256("ogp simulation " + std::to_string(number));
}

/// As a store would: the values go, their names stay.
void seal(model::Event& event, const Intent& intent, const Permit& permit)
{
    const std::string words = std::string(words_name(event.op));
    for (const std::string& name : permit.to_seal) {
        event.set.erase(name);
        if (name != words && name != model::sealed_files)
            event.sealed.emplace(name, Hash());
    }
    for (const std::string& name : intent.sealed)
        event.sealed.emplace(name, Hash());
}

} // namespace

Simulation::Simulation(const std::vector<CaseType>& types, const Calendars* calendars) : m_types(types), m_calendars(calendars) {}

void Simulation::set_time(Instant now, Date today)
{
    m_now = now;
    m_today = today;
}

const CaseType& Simulation::type(std::string_view id) const
{
    const auto found = std::find_if(m_types.begin(), m_types.end(), [&](const CaseType& type) { return type.id == id; });
    if (found == m_types.end())
        throw Error(Fault::NotFound, say("ასეთი ტიპი არ არის: {}", "there is no case type {}", id));
    return *found;
}

/// All of it or nothing.
template <class Work>
Simulation::Result Simulation::whole(Work work)
{
    const auto cases = m_cases;
    const std::size_t events = m_events.size();
    const std::size_t outbox = m_outbox.size();
    m_followed = 0;
    try {
        return {work(), std::nullopt};
    } catch (Refused& refused) {
        m_cases = cases;
        m_events.resize(events);
        m_outbox.resize(outbox);
        m_why.clear();
        return {std::nullopt, std::move(refused.refusal)};
    }
}

Simulation::Result Simulation::open(std::string_view id, const Actor& actor, const Intent& intent)
{
    const CaseType& opened = type(id);
    return whole([&] { return run(opened, nullptr, actor, intent, 0); });
}

Simulation::Result Simulation::act(const CaseUid& subject, const Actor& actor, const Intent& intent)
{
    const model::Case before = find(subject);
    return whole([&] { return run(type(before.type), &before, actor, intent, 0); });
}

std::vector<Part> Simulation::parts_of(const CaseUid& subject, std::string_view id) const
{
    std::vector<Part> parts;
    for (const auto& [uid, part] : m_cases) {
        if (part.type != id)
            continue;
        const CaseType& part_type = type(id);
        const State* state = part_type.state(part.state);
        if (!part_type.parent_field.empty() && part.fields[part_type.parent_field] == Json(subject.hex()))
            parts.push_back({uid, state != nullptr && state->terminal});
    }
    return parts;
}

ChildCounts Simulation::count_parts(const CaseType& of, const CaseUid& subject) const
{
    ChildCounts counts;
    for (const std::string& id : counted_parts(of)) {
        auto& of_type = counts[id];
        for (const Part& part : parts_of(subject, id)) {
            const State* state = type(id).state(find(part.uid).state);
            ++of_type[state == nullptr ? model::StateCategory::Open : state->category];
        }
    }
    return counts;
}

CaseUid Simulation::run(const CaseType& type, const model::Case* subject, const Actor& actor, const Intent& intent, int depth)
{
    Facts facts;
    facts.now = m_now;
    facts.today = m_today;
    facts.calendars = m_calendars;
    std::optional<ParentFacts> parent;
    if (subject != nullptr) {
        facts.children = count_parts(type, subject->uid);
        if (m_clocks)
            facts.clocks = m_clocks(type, *subject);
    } else if (const Json& above = intent.set[type.parent_field]; above.is_text()) {
        const auto uid = CaseUid::from_hex(above.as_text());
        if (const auto found = uid ? m_cases.find(*uid) : m_cases.end(); found != m_cases.end()) {
            std::int64_t standing = 0;
            for (const Part& part : parts_of(*uid, type.id)) {
                const State* state = type.state(find(part.uid).state);
                standing += state != nullptr && state->category == model::StateCategory::Cancelled ? 0 : 1;
            }
            parent.emplace(ParentFacts{this->type(found->second.type), found->second, standing});
            facts.parent = &*parent;
        }
    }
    Decision decision = decide(type, subject, actor, intent, facts);
    if (!decision.allowed()) {
        if (intent.cause == Cause::Consequence && decision.refusal->rule == "nothing_to_do")
            return subject->uid;
        throw Refused{std::move(*decision.refusal)};
    }
    const CaseUid uid = write(type, subject, actor, intent, *decision.permit, m_why);
    carry_out(decision.permit->consequences, uid, actor, depth + 1);
    return uid;
}

CaseUid Simulation::write(const CaseType& type, const model::Case* subject, const Actor& actor, const Intent& intent,
                          const Permit& permit, const std::string& why)
{
    model::Event event;
    fill(event, intent, permit);
    event.type = type.id;
    event.at = m_now;
    event.actor = actor.id;
    event.role = actor.role;
    event.number = static_cast<std::int64_t>(m_events.size()) + 1;
    event.attachments = permit.attachments;
    if (intent.cause == Cause::Consequence)
        event.why = why;
    seal(event, intent, permit);
    const Hash id = simulated_id(m_events.size());
    CaseUid uid = case_uid(id);
    if (subject != nullptr) {
        uid = subject->uid;
        event.case_uid = uid;
        event.base = subject->version;
    }
    model::Case& folded = m_cases[uid];
    const model::Case before = folded;
    model::apply(folded, event, id);
    if (m_observer)
        m_observer(type, before, folded, event);
    m_events.push_back(std::move(event));
    for (const Consequence& consequence : permit.consequences) {
        if (consequence.is_delivered())
            m_outbox.emplace_back(uid, consequence);
    }
    return uid;
}

void Simulation::carry_out(const std::vector<Consequence>& consequences, const CaseUid& subject, const Actor& actor, int depth)
{
    const Actor system{actor.id, actor.roles, std::string(system_role), actor.unit};
    for (const Consequence& consequence : consequences) {
        const bool opens = consequence.kind == EffectKind::CreateChild;
        const std::string parent_field = opens ? type(consequence.what).parent_field : std::string();
        for (const FurtherAct& act : further_acts(consequence, subject, parts_of(subject, consequence.what), parent_field)) {
            if (depth > deepest_consequence || ++m_followed > most_consequences)
                refuse("too_much_follows", Localized("შედეგების ჯაჭვი ზედმეტად გრძელია", "too much follows from this act"));
            m_why = consequence.why;
            if (act.subject) {
                const model::Case before = find(*act.subject);
                run(type(before.type), &before, system, act.intent, depth);
            } else {
                run(type(act.type), nullptr, system, act.intent, depth);
            }
            m_why.clear();
        }
    }
}

} // namespace ogp::workflow

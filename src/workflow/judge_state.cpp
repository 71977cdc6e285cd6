#include "workflow/judge.hpp"

#include "base/text.hpp"
#include "calendar/scale.hpp"
#include "workflow/acting_role.hpp"

namespace ogp::workflow {

void Judge::check_holds_role() const
{
    if (!holds_role(m_actor))
        refuse("role_not_allowed",
               joined(say("{}-ს როლი „{}“ არ აქვს", "{} does not have the role \"{}\"", printable(m_actor.id),
                          printable(m_actor.role)),
                      suggestion(m_actor.role, m_actor.roles)),
               say("მინიჭებული როლები: {}", "the roles held are: {}", join(m_actor.roles, ", ")));
}

void Judge::check_role(const std::vector<std::string>& roles) const
{
    if (m_intent.cause == Cause::Consequence)
        return; // the act that it follows from was allowed
    check_holds_role();
    if (role_fits(roles, m_actor.role))
        return;
    if (roles.empty())
        refuse("role_not_allowed", Localized("ეს მოქმედება არავის შეუძლია", "nobody may do this"));
    refuse("role_not_allowed",
           say("როლს „{0}“ ეს არ შეუძლია; შეუძლია: {1}", "the role \"{0}\" may not do this; it is for: {1}", m_actor.role,
               join(roles, ", ")),
           allowed_now());
}

/// What the system does by itself: `auto`, or the end of the longest stay in the present state.
bool Judge::is_system_act(const Transition& transition) const
{
    const State* state = state_now();
    return transition.automatic || (state != nullptr && state->max_stay && state->max_stay->then == transition.id);
}

void Judge::check_mover(const Transition& transition) const
{
    if (m_actor.role == system_role && is_system_act(transition))
        check_holds_role();
    else
        check_role(transition.roles);
}

/// Acts of the system have their time.
void Judge::check_due(const Transition& transition) const
{
    if (m_actor.role != system_role || m_intent.cause == Cause::Consequence || !holds_word(transition.from, subject().state))
        return;
    if (transition.automatic) {
        if (transition.automatic->after)
            check_passed(*transition.automatic->after);
        check_guard(transition, transition.automatic->when, subject());
    } else if (const State* state = state_now(); state != nullptr && state->max_stay && state->max_stay->then == transition.id) {
        check_passed(state->max_stay->term);
    }
}

void Judge::check_passed(const Term& term) const
{
    const std::string& id = term.calendar.empty() ? m_type.calendar : term.calendar;
    const calendar::Calendar* calendar = m_facts.calendars == nullptr ? nullptr : m_facts.calendars->find(id);
    if (calendar == nullptr)
        refuse("no_value", say("კალენდარი „{}“ არ არის", "there is no calendar \"{}\"", id));
    const calendar::Due due = calendar::due(*calendar, term.duration, {}, subject().entered);
    if (due.at > m_facts.now)
        refuse("not_due", say("დრო ჯერ არ მოსულა: {}", "the time has not come: {}", due.at.rfc3339()));
}

/// Two different people: acting as admin does not get around it.
void Judge::check_four_eyes(const Transition& transition) const
{
    if (!transition.four_eyes || subject().mover != m_actor.id)
        return;
    const Localized name = labelled(transition.id, transition.label);
    refuse("four_eyes",
           {fmt::format("{}: საჭიროა მეორე ადამიანი, წინა მოქმედებაც {}-მა შეასრულა", name.ka, m_actor.id),
            fmt::format("{} takes a second person: {} made the transition before as well", name.en, m_actor.id)},
           allowed_now());
}

void Judge::check_fewest_children(const Transition& transition) const
{
    const State* state = state_now();
    const State* next = m_type.state(transition.to);
    if (state == nullptr || !state->initial || (next != nullptr && next->category == model::StateCategory::Cancelled))
        return;
    for (const ChildRule& rule : m_type.child_rules) {
        std::int64_t standing = 0;
        if (const auto counted = m_facts.children.find(rule.type); counted != m_facts.children.end())
            for (const auto& [category, number] : counted->second)
                standing += category == model::StateCategory::Cancelled ? 0 : number;
        if (rule.min && standing < *rule.min)
            refuse("children_missing", say("საჭიროა სულ მცირე {1} ({0}), არის {2}", "there must be at least {1} of {0}, there are {2}",
                                           rule.type, *rule.min, standing));
    }
}

void Judge::check_parent() const
{
    if (m_facts.parent == nullptr)
        return;
    for (const ChildRule& rule : m_facts.parent->type.child_rules) {
        if (rule.type == m_type.id && rule.max && m_facts.parent->children >= *rule.max)
            refuse("too_many_children",
                   say("დასაშვებია არაუმეტეს {1} ({0})", "there may be at most {1} of {0}", rule.type, *rule.max));
    }
}

std::string Judge::open_state() const
{
    if (!m_intent.state)
        return m_type.initial_state().id;
    const State* state = m_type.state(*m_intent.state);
    if (state == nullptr) {
        const auto states = ids_of(m_type.states);
        refuse("unknown_state",
               joined(say("უცნობია მდგომარეობა „{}“", "unknown state \"{}\"", printable(*m_intent.state)),
                      suggestion(*m_intent.state, states)),
               say("მდგომარეობებია: {}", "the states are: {}", join(states, ", ")));
    }
    if (!state->initial && m_actor.role != importer_role)
        refuse("role_not_allowed",
               say("საქმე იხსნება მდგომარეობაში {}; სხვაში მხოლოდ იმპორტით", "a case is opened as {}; in another state only by an import",
                   m_type.initial_state().id),
               say("როლში „{}“", "in the role \"{}\"", importer_role));
    return state->id;
}

const State* Judge::state_now() const { return m_type.state(subject().state); }

void Judge::check_not_closed() const
{
    const State* state = state_now();
    if (state == nullptr || !state->terminal)
        return;
    const Localized name = labelled(state->id, state->label);
    refuse("case_closed", {fmt::format("საქმე დახურულია: {}", name.ka), fmt::format("the case is closed: {}", name.en)},
           allowed_now());
}

const Transition& Judge::find_transition() const
{
    const Transition* transition = m_type.transition(m_intent.transition);
    if (transition != nullptr)
        return *transition;
    const std::string shown = printable(shorten(m_intent.transition, 60));
    refuse("unknown_transition",
           joined(say("უცნობია მოქმედება „{}“", "unknown transition \"{}\"", shown),
                  suggestion(m_intent.transition, ids_of(m_type.transitions))),
           allowed_now());
}

void Judge::check_from(const Transition& transition) const
{
    if (holds_word(transition.from, subject().state))
        return;
    check_not_closed();
    const State* state = state_now();
    const Localized name = labelled(transition.id, transition.label);
    const Localized now = state == nullptr ? both(subject().state) : labelled(state->id, state->label);
    const std::string from = join(transition.from, ", ");
    refuse("not_from_this_state",
           {fmt::format("{} შესაძლებელია მდგომარეობიდან: {}; ახლა არის {}", name.ka, from, now.ka),
            fmt::format("{} is possible from: {}; the case is now {}", name.en, from, now.en)},
           allowed_now());
}

Localized Judge::allowed_now() const
{
    if (m_subject == nullptr)
        return {};
    std::string ka;
    std::string en;
    for (const Transition* transition : open_transitions(m_type, *m_subject, m_actor)) {
        const Localized name = labelled(transition->id, transition->label);
        ka += (ka.empty() ? "" : ", ") + name.ka;
        en += (en.empty() ? "" : ", ") + name.en;
    }
    if (ka.empty())
        return say("როლს „{}“ ახლა არც ერთი მოქმედება არ შეუძლია", "nothing can be done now in the role \"{}\"", m_actor.role);
    return {"ახლა შესაძლებელია: " + ka, "possible now: " + en};
}

} // namespace ogp::workflow

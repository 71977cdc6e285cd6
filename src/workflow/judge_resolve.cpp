#include "workflow/judge.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace ogp::workflow {
namespace {

bool holds_all(const Json& present, const Json& elements)
{
    return present.is_array() && std::all_of(elements.items().begin(), elements.items().end(), [&](const Json& element) {
        return std::find(present.items().begin(), present.items().end(), element) != present.items().end();
    });
}

} // namespace

/// A person settles a conflict: whoever could have made the act that lost. A closed case is no obstacle, its state may be what
/// is disputed.
void Judge::resolve()
{
    if (m_intent.disputed == nullptr)
        refuse("nothing_to_resolve", {"ასეთი გადაუწყვეტელი მოვლენა საქმეს არ აქვს", "the case has no such event that waits to be settled"},
               {"გადაუწყვეტლებს აჩვენებს: ogp conflicts", "ogp conflicts shows what waits"});
    const model::Event& disputed = *m_intent.disputed;
    const model::ResolveDetail& settlement = m_intent.settlement.value();
    check_role(roles_to_settle(disputed));
    const bool takes_its_state = settlement.choice == model::Settlement::Replace && disputed.op == model::Op::Move;
    m_permit.from = subject().state;
    m_permit.to = m_intent.state.value_or(takes_its_state ? disputed.to : subject().state);
    read_values();
    check_settlement(disputed, settlement.choice);
    run_computed();
    read_text();
    if (!has_text())
        refuse("comment_missing", {"გადაწყვეტას მიზეზი სჭირდება", "a settlement takes a reason"},
               {"დაუმატეთ მიზეზი: --why \"…\"", "give the reason: --why \"…\""});
    m_permit.detail = settlement.to_json();
    const Transition* transition = takes_its_state ? m_type.transition(disputed.transition) : nullptr;
    if (transition != nullptr && subject().state != m_permit.to) {
        follow_from(transition->effects, transition, transition->id);
        cascade(*transition);
    }
}

const std::vector<std::string>& Judge::roles_to_settle(const model::Event& disputed) const
{
    const Transition* transition = disputed.op == model::Op::Move ? m_type.transition(disputed.transition) : nullptr;
    return transition != nullptr ? transition->roles : m_type.permissions.set;
}

void Judge::check_settlement(const model::Event& disputed, model::Settlement choice) const
{
    const bool is_move = disputed.op == model::Op::Move;
    const bool stays = m_permit.to == m_permit.from;
    const bool changes = m_permit.set.size() + m_permit.add.size() + m_permit.del.size() != 0 ||
                         std::any_of(m_intent.sealed.begin(), m_intent.sealed.end(), [&](const auto& name) { return !are_words(name); });
    bool fits = m_type.state(m_permit.to) != nullptr;
    switch (choice) {
    case model::Settlement::Keep: fits = fits && stays && !changes; break;
    case model::Settlement::Replace:
        fits = fits && m_permit.to == (is_move ? disputed.to : m_permit.from) && (changes || !stays);
        break;
    case model::Settlement::Both: fits = fits && (stays || (is_move && m_permit.to == disputed.to)); break;
    case model::Settlement::Adopt: break;
    }
    if (!fits)
        refuse("bad_value", say("არჩევანს „{}“ ეს მდგომარეობა ან მნიშვნელობები არ შეესაბამება",
                                "the state or the values do not go with the choice \"{}\"", code(choice)));
    if (choice == model::Settlement::Replace)
        check_as_disputed(disputed);
}

/// Nothing but what the event said that takes the place.
void Judge::check_as_disputed(const model::Event& disputed) const
{
    const auto check = [](bool same, const std::string& name) {
        if (!same)
            refuse("bad_value", say("ველს „{}“ სადავო მოვლენა ასეთ მნიშვნელობას არ აძლევს",
                                    "the disputed event does not give the field \"{}\" this value", name));
    };
    for (const auto& [name, value] : m_permit.set.members()) {
        const Json* wanted = disputed.set.find(name);
        check(disputed.sealed.contains(name) || (wanted != nullptr && *wanted == value), name);
    }
    for (const auto& [name, elements] : m_permit.add.members())
        check(holds_all(disputed.add[name], elements), name);
    for (const auto& [name, elements] : m_permit.del.members())
        check(holds_all(disputed.del[name], elements), name);
    for (const std::string& name : m_intent.sealed)
        check(are_words(name) || disputed.sealed.contains(name), name);
}

} // namespace ogp::workflow

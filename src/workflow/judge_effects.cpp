#include "workflow/judge.hpp"

#include "base/text.hpp"
#include "workflow/expression.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {
namespace {

bool changes_the_case(const Effect& effect)
{
    return effect.kind == EffectKind::Tag || effect.kind == EffectKind::Untag || effect.kind == EffectKind::Assign;
}

bool is_among(const Json& values, const Json& value)
{
    return values.is_array() && std::find(values.items().begin(), values.items().end(), value) != values.items().end();
}

} // namespace

GuardContext Judge::context(const model::Case& after) const
{
    return {m_type,        after,         m_facts.children, m_actor.id,      m_actor.role,      m_facts.now,
            m_facts.today, m_actor.unit, &input(),         &m_facts.clocks, m_facts.calendars};
}

void Judge::check_guard(const Transition& transition, const std::string& guard, const model::Case& after) const
{
    if (guard.empty())
        return;
    Findings findings;
    const GuardOutcome outcome = Guard::compile(guard, m_type, &transition, findings).evaluate(context(after));
    if (outcome.holds)
        return;
    Localized reason = outcome.reason;
    if (!transition.guard_help.empty())
        reason = {fmt::format("{} ({})", transition.guard_help.ka, reason.ka),
                  fmt::format("{} ({})", transition.guard_help.en, reason.en)};
    refuse("guard_failed", std::move(reason), allowed_now());
}

/// The value of an expression for `field`, or as it is where that is a field of another type.
Json Judge::worked_out(const std::string& source, const Transition* transition, const Field* field, const std::string& name,
                       const model::Case& after) const
{
    ExpressionOutcome outcome = Expression::compile(source, m_type, transition).evaluate(context(after));
    if (!outcome.value)
        refuse("no_value", {fmt::format("{} = {}: {}", name, source, outcome.reason.ka),
                            fmt::format("{} = {}: {}", name, source, outcome.reason.en)});
    return field == nullptr ? std::move(*outcome.value) : checked(m_type, *field, *outcome.value);
}

void Judge::write_value(const Field& field, Json value)
{
    m_permit.add.erase(field.id);
    m_permit.del.erase(field.id);
    std::erase(m_permit.to_seal, field.id);
    if (is_sealed(field.privacy) && !value.is_null())
        m_permit.to_seal.push_back(field.id);
    m_permit.set.set(field.id, std::move(value));
}

/// All values of `set` are worked out from the case as it was, whatever their order.
void Judge::run_set(const Transition& transition)
{
    const model::Case after = outcome();
    std::vector<std::pair<const Field*, Json>> values;
    for (const auto& [name, source] : transition.set) {
        const Field& field = find_field(name);
        values.emplace_back(&field, worked_out(source, &transition, &field, name, after));
    }
    for (auto& [field, value] : values)
        write_value(*field, std::move(value));
}

/// In the order of the fields: one may be computed from those before it.
void Judge::run_computed()
{
    for (const Field& field : m_type.fields) {
        if (field.computed.empty())
            continue;
        const model::Case after = outcome();
        Json value = worked_out(field.computed, nullptr, &field, field.id, after);
        if (after.fields[field.id] != value)
            write_value(field, std::move(value));
    }
}

Json Judge::computed()
{
    run_computed();
    return std::move(m_permit.set);
}

/// A condition that has no value does not hold.
bool Judge::applies(const Effect& effect, const Transition* transition, const model::Case& after) const
{
    if (effect.when.empty())
        return true;
    Findings findings;
    return Guard::compile(effect.when, m_type, transition, findings).evaluate(context(after)).holds;
}

/// Tags and the assignee change in the same event.
void Judge::change_by_effects(const std::vector<Effect>& effects, const Transition* transition)
{
    if (std::none_of(effects.begin(), effects.end(), changes_the_case))
        return;
    const model::Case after = outcome();
    for (const Effect& effect : effects) {
        if (changes_the_case(effect) && applies(effect, transition, after))
            change_by(effect, after);
    }
}

void Judge::change_by(const Effect& effect, const model::Case& after)
{
    const Field* field = m_type.field(effect.kind == EffectKind::Assign ? assignee_field : tags_field);
    if (field == nullptr)
        return;
    if (effect.kind == EffectKind::Assign) {
        const Json value = effect.to.starts_with("role:") ? Json(effect.to) : after.fields[effect.to];
        if (is_given(value) && after.fields[field->id] != value)
            write_value(*field, checked(m_type, *field, value));
        return;
    }
    const Json word(effect.what);
    const bool is_there = is_among(after.fields[field->id], word);
    if (is_there != (effect.kind == EffectKind::Untag))
        return;
    Json elements = Json::array();
    if (const Json* whole = m_permit.set.find(field->id)) {
        // The act sets the field as a whole: the effect changes what it sets.
        if (whole->is_array())
            for (const Json& element : whole->items())
                if (element != word)
                    elements.push(element);
        if (effect.kind == EffectKind::Tag)
            elements.push(word);
        m_permit.set.set(field->id, elements.size() == 0 ? Json() : std::move(elements));
        return;
    }
    Json& changed = effect.kind == EffectKind::Tag ? m_permit.add : m_permit.del;
    if (const Json* others = changed.find(field->id))
        elements = *others;
    changed.set(field->id, std::move(elements.push(word)));
}

void Judge::follow_from(const std::vector<Effect>& effects, const Transition* transition, const std::string& why)
{
    if (effects.empty())
        return;
    const model::Case after = outcome();
    for (const Effect& effect : effects) {
        if (!changes_the_case(effect) && applies(effect, transition, after))
            add_consequence(effect, transition, why, after);
    }
}

void Judge::add_consequence(const Effect& effect, const Transition* transition, const std::string& why, const model::Case& after)
{
    Consequence consequence{effect.kind, effect.to, effect.what, effect.by, effect.redact, Json::object(), why};
    if (effect.kind == EffectKind::Follow) {
        const Json& followed = after.fields[effect.to];
        if (!followed.is_text())
            return;
        consequence.to = followed.as_text();
    }
    for (const auto& [name, source] : effect.values)
        consequence.values.set(name, worked_out(source, transition, nullptr, name, after));
    m_permit.consequences.push_back(std::move(consequence));
}

void Judge::cascade(const Transition& transition)
{
    for (const ChildRule& rule : m_type.child_rules) {
        for (const auto& [mine, theirs] : rule.cascade) {
            if (mine == transition.id)
                m_permit.consequences.push_back(
                    {EffectKind::CloseChildren, {}, rule.type, theirs, {}, Json::object(), transition.id});
        }
    }
}

} // namespace ogp::workflow

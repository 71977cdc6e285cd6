#include "workflow/lint_replay.hpp"

#include "base/error.hpp"
#include "workflow/migration.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace ogp::workflow {
namespace {

/// The fields that the program wrote by itself, beside what somebody gave.
std::set<std::string> written_by_rules(const CaseType& then, const model::Event& event)
{
    std::set<std::string> fields;
    for (const Field& field : then.fields)
        if (!field.computed.empty())
            fields.insert(field.id);
    const Transition* transition = event.op == model::Op::Move ? then.transition(event.transition) : nullptr;
    if (transition == nullptr)
        return fields;
    for (const auto& [field, expression] : transition->set)
        fields.insert(field);
    for (const Effect& effect : transition->effects) {
        if (effect.kind == EffectKind::Tag || effect.kind == EffectKind::Untag)
            fields.emplace(tags_field);
        if (effect.kind == EffectKind::Assign)
            fields.emplace(assignee_field);
    }
    return fields;
}

/// Names of an older version under this one.
class Renaming
{
public:
    Renaming(const CaseType& to, const CaseType& then) : m_rules(migration_from(to, then.version)) {}

    /// Nothing for a field that is dropped.
    std::optional<std::string> of(const std::string& field) const
    {
        if (m_rules == nullptr)
            return field;
        const auto is_it = [&](const auto& pair) { return pair.first == field; };
        if (std::any_of(m_rules->dropped.begin(), m_rules->dropped.end(), is_it))
            return std::nullopt;
        const auto found = std::find_if(m_rules->fields.begin(), m_rules->fields.end(), is_it);
        return found == m_rules->fields.end() ? field : found->second;
    }

    Json of(const Json& values, const std::set<std::string>& left_out) const
    {
        Json renamed = Json::object();
        for (const auto& [name, value] : values.members())
            if (const auto now = of(name); now && !left_out.contains(name))
                renamed.set(*now, value);
        return renamed;
    }

private:
    const Migration* m_rules;
};

/// Words of a sealed comment and sealed files, which are no fields.
bool is_act_itself(const model::Event& event, const std::string& name)
{
    return name == model::words_name(event.op) || (event.op == model::Op::Attach && name == model::sealed_files);
}

void read_detail(Intent& intent, const model::Event& event)
{
    if (event.op == model::Op::Vote)
        if (const auto vote = model::VoteDetail::from_json(event.detail))
            intent.ballot = Ballot{vote->group, vote->voter == event.actor ? std::string() : vote->voter, std::string(code(vote->choice))};
    if (event.op == model::Op::Link)
        intent.link = model::LinkDetail::from_json(event.detail);
}

Intent intent_of(const CaseType& type, const CaseType& then, const model::Event& event)
{
    const Renaming renaming(type, then);
    const std::set<std::string> by_rules = written_by_rules(then, event);
    Intent intent;
    intent.op = event.op;
    intent.transition = event.transition;
    intent.set = renaming.of(event.set, by_rules);
    intent.add = renaming.of(event.add, by_rules);
    intent.del = renaming.of(event.del, by_rules);
    intent.text = event.op == model::Op::Comment ? event.text : event.why;
    intent.attachments = event.attachments;
    for (const auto& [name, commitment] : event.sealed) {
        if (is_act_itself(event, name) && !is_sealed(type.comments))
            intent.text = name == model::sealed_files ? intent.text : "-"; // there were words
        else if (is_act_itself(event, name))
            intent.sealed.push_back(name);
        else if (const auto now = renaming.of(name); now && !by_rules.contains(name))
            intent.sealed.push_back(*now);
    }
    if (event.op == model::Op::Open)
        if (const auto state = migrated_state(type, then.version, event.to).value_or(event.to); state != type.initial_state().id)
            intent.state = state;
    read_detail(intent, event);
    intent.cause = event.role == system_role ? Cause::Consequence : Cause::Person;
    return intent;
}

} // namespace

model::Case Replay::renamed(model::Case subject, const CaseType& then) const
{
    const Renaming renaming(m_type, then);
    subject.state = migrated_state(m_type, then.version, subject.state).value_or(subject.state);
    subject.fields = renaming.of(subject.fields, {});
    std::vector<std::string> sealed;
    for (const std::string& name : subject.sealed)
        if (const auto now = renaming.of(name))
            sealed.push_back(*now);
    std::sort(sealed.begin(), sealed.end());
    subject.sealed = std::move(sealed);
    return subject;
}

std::optional<Refusal> Replay::judge(const CaseType& then, const model::Case& before, const model::Event& event, const Facts& facts) const
{
    const bool is_open = event.op == model::Op::Open;
    const Actor actor{event.actor, {event.role}, event.role};
    const Intent intent = intent_of(m_type, then, event);
    const Decision decision = decide(m_type, is_open ? nullptr : &before, actor, intent, facts);
    if (!decision.refusal || decision.refusal->rule == "nothing_to_do")
        return std::nullopt;
    return decision.refusal;
}

std::optional<Refusal> Replay::step(const CaseType& then, const model::Event& event, const Hash& id, Facts facts)
{
    const model::Case recorded = m_subject;
    model::apply(m_subject, event, id);
    if (event.op == model::Op::Migrate || event.op == model::Op::Tick)
        return std::nullopt;
    const model::Case before = event.op == model::Op::Open ? recorded : renamed(recorded, then);
    if (!asks_clocks(m_type))
        return judge(then, before, event, facts);
    try {
        if (facts.calendars != nullptr)
            facts.clocks = clock_facts(m_type, m_clocks, *facts.calendars, facts.now);
        advance(m_clocks, m_type, before, renamed(m_subject, then), event, m_zone);
    } catch (const Error& error) {
        return Refusal{"no_value", error.message(), error.hint()};
    }
    return judge(then, before, event, facts);
}

} // namespace ogp::workflow

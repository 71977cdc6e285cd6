#include "workflow/event_intent.hpp"

#include "workflow/judge_event.hpp"
#include "workflow/refuse.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {
namespace {

/// Values that decide() brings by itself and takes from nobody.
void forget_worked_out(const CaseType& type, Intent& intent)
{
    for (const Field& field : type.fields) {
        if (!field.computed.empty())
            intent.set.erase(field.id);
    }
    const Transition* transition = intent.op == model::Op::Move ? type.transition(intent.transition) : nullptr;
    if (transition == nullptr)
        return;
    for (const auto& [field, source] : transition->set)
        intent.set.erase(field);
    for (const Effect& effect : transition->effects) {
        if (effect.kind == EffectKind::Assign)
            intent.set.erase(assignee_field);
    }
}

/// A preset that the event does not have was taken away by hand. One that stands beside elements came by itself.
void read_presets(const CaseType& type, Intent& intent)
{
    for (const Field& field : type.fields) {
        if (field.preset.is_null() || holds_word(intent.sealed, field.id))
            continue;
        if (intent.set.find(field.id) == nullptr)
            intent.set.set(field.id, Json());
        else if (intent.add.find(field.id) != nullptr)
            intent.set.erase(field.id);
    }
}

void read_detail(Intent& intent, const model::Event& event)
{
    if (event.op == model::Op::Vote) {
        if (const auto vote = model::VoteDetail::from_json(event.detail))
            intent.ballot = Ballot{vote->group, vote->voter == event.actor ? std::string() : vote->voter, std::string(code(vote->choice))};
    } else if (event.op == model::Op::Link) {
        intent.link = model::LinkDetail::from_json(event.detail);
    } else if (event.op == model::Op::Resolve) {
        intent.settlement = model::ResolveDetail::from_json(event.detail);
        intent.state = event.to;
    }
}

void add_blobs(const Json& value, std::vector<Hash>& blobs)
{
    if (value.is_array()) {
        for (const Json& item : value.items())
            add_blobs(item, blobs);
    } else if (const auto attachment = model::attachment_from(value)) {
        blobs.push_back(attachment->hash);
    }
}

/// Values of fields of a sealed class stand in the event by name alone.
bool same_values(const model::Event& event, const Permit& permit)
{
    if (event.add != permit.add || event.del != permit.del)
        return false;
    const bool takes_values = event.op == model::Op::Open || event.op == model::Op::Set || event.op == model::Op::Move || event.op == model::Op::Resolve;
    if (!takes_values)
        return event.set.size() + event.add.size() + event.del.size() == 0;
    if (permit.to_seal.empty())
        return event.set == permit.set;
    Json in_the_open = permit.set;
    for (const std::string& name : permit.to_seal)
        in_the_open.erase(name);
    return event.set == in_the_open;
}

bool same_sealed(const model::Event& event, const Intent& intent, const Permit& permit)
{
    std::vector<std::string> names = intent.sealed;
    names.insert(names.end(), permit.to_seal.begin(), permit.to_seal.end());
    std::sort(names.begin(), names.end());
    return std::equal(names.begin(), names.end(), event.sealed.begin(), event.sealed.end(),
                      [](const std::string& name, const auto& sealed) { return name == sealed.first; });
}

bool same_words(const model::Event& event, const CaseType& type, const Permit& permit, Origin origin, std::string_view why)
{
    const std::string& words = event.op == model::Op::Comment ? event.text : event.why;
    const std::string& other = event.op == model::Op::Comment ? event.why : event.text;
    if (!other.empty())
        return false;
    return origin == Origin::Consequence ? words == why : words == (is_sealed(type.comments) ? std::string() : permit.text);
}

bool same_states(const model::Event& event, const Intent& intent, const Permit& permit)
{
    switch (event.op) {
    case model::Op::Open: return event.to == permit.to;
    case model::Op::Move: return event.transition == intent.transition && event.from == permit.from && event.to == permit.to;
    case model::Op::Resolve: return event.from == permit.from && event.to == permit.to;
    default: return true;
    }
}

bool same_files(const model::Event& event, const CaseType& type, const Permit& permit)
{
    if (event.op != model::Op::Attach)
        return event.attachments.empty() && event.blobs == blobs_in_fields(event, type);
    return event.attachments == permit.attachments;
}

bool is_effect_element(const CaseType& type, const Intent& intent, const Json& word)
{
    const Transition* transition = type.transition(intent.transition);
    return transition != nullptr && std::any_of(transition->effects.begin(), transition->effects.end(), [&](const Effect& effect) {
        return (effect.kind == EffectKind::Tag || effect.kind == EffectKind::Untag) && Json(effect.what) == word;
    });
}

} // namespace

Intent intent_of(const CaseType& type, const model::Event& event)
{
    Intent intent;
    intent.op = event.op;
    intent.transition = event.transition;
    intent.set = event.set;
    intent.add = event.add;
    intent.del = event.del;
    intent.text = event.op == model::Op::Comment ? event.text : event.why;
    intent.attachments = event.attachments;
    for (const auto& [name, commitment] : event.sealed)
        intent.sealed.push_back(name);
    forget_worked_out(type, intent);
    if (event.op == model::Op::Open) {
        read_presets(type, intent);
        if (event.to != type.initial_state().id)
            intent.state = event.to;
    }
    read_detail(intent, event);
    return intent;
}

std::vector<Hash> blobs_in_fields(const model::Event& event, const CaseType& type)
{
    std::vector<Hash> blobs;
    for (const Field& field : type.fields) {
        if (field.type != FieldType::Attachment || is_sealed(field.privacy))
            continue;
        for (const Json* values : {&event.set, &event.add})
            add_blobs((*values)[field.id], blobs);
    }
    return blobs;
}

bool says(const model::Event& event, const CaseType& type, const Intent& intent, const Permit& permit, Origin origin, std::string_view why)
{
    return event.op == intent.op && event.type == type.id && same_states(event, intent, permit) && same_values(event, permit) &&
           same_sealed(event, intent, permit) && same_words(event, type, permit, origin, why) && same_files(event, type, permit) &&
           (event.op == model::Op::Open || event.detail == permit.detail);
}

bool has_effect_elements(const CaseType& type, const Intent& intent)
{
    for (const Json* elements : {&intent.add, &intent.del}) {
        const Json& words = (*elements)[tags_field];
        if (words.is_array() && std::any_of(words.items().begin(), words.items().end(),
                                            [&](const Json& word) { return is_effect_element(type, intent, word); }))
            return true;
    }
    return false;
}

Intent without_effect_elements(const CaseType& type, Intent intent)
{
    for (Json* elements : {&intent.add, &intent.del}) {
        Json kept = Json::array();
        for (const Json& word : (*elements)[tags_field].is_array() ? (*elements)[tags_field].items() : Json::Array()) {
            if (!is_effect_element(type, intent, word))
                kept.push(word);
        }
        elements->erase(tags_field);
        if (kept.size() != 0)
            elements->set(std::string(tags_field), std::move(kept));
    }
    return intent;
}

} // namespace ogp::workflow

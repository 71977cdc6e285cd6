#include "model/case.hpp"

#include <algorithm>

namespace ogp::model {
namespace {

void forget_sealed(Case& subject, const std::string& field)
{
    const auto found = std::lower_bound(subject.sealed.begin(), subject.sealed.end(), field);
    if (found != subject.sealed.end() && *found == field) {
        subject.sealed.erase(found);
    }
}

void remember_sealed(Case& subject, const std::string& field)
{
    const auto place = std::lower_bound(subject.sealed.begin(), subject.sealed.end(), field);
    if (place == subject.sealed.end() || *place != field) {
        subject.sealed.insert(place, field);
    }
}

/// The elements of a field. A value that is no array counts as its only element, so that nothing is lost where a case
/// type has turned a field that held one value into one that holds many.
Json::Array elements(const Json& fields, const std::string& field)
{
    const Json* value = fields.find(field);
    if (value == nullptr || value->is_null()) {
        return {};
    }
    return value->is_array() ? value->items() : Json::Array{*value};
}

void add_elements(Json& fields, const std::string& field, const Json& added)
{
    Json::Array held = elements(fields, field);
    for (const Json& element : added.items()) {
        if (std::find(held.begin(), held.end(), element) == held.end()) {
            held.push_back(element);
        }
    }
    fields.set(field, Json(std::move(held)));
}

void remove_elements(Json& fields, const std::string& field, const Json& removed)
{
    if (fields.find(field) == nullptr) {
        return;
    }
    Json::Array held = elements(fields, field);
    const Json::Array& gone = removed.items();
    std::erase_if(held, [&](const Json& element) { return std::find(gone.begin(), gone.end(), element) != gone.end(); });
    fields.set(field, Json(std::move(held)));
}

void change_fields(Case& subject, const Event& event)
{
    for (const auto& [field, value] : event.set.members()) {
        // A field holds one value, plain or sealed: whatever is set takes the place of both.
        forget_sealed(subject, field);
        if (value.is_null()) {
            subject.fields.erase(field);
        } else {
            subject.fields.set(field, value);
        }
    }
    for (const auto& [field, added] : event.add.members()) {
        add_elements(subject.fields, field, added);
    }
    for (const auto& [field, removed] : event.del.members()) {
        remove_elements(subject.fields, field, removed);
    }
    for (const auto& [field, commitment] : event.sealed) {
        if (field == words_name(event.op))
            continue; // the words of the act, no value of the case
        subject.fields.erase(field);
        remember_sealed(subject, field);
    }
}

void attach(Case& subject, const Event& event)
{
    subject.attachments.insert(subject.attachments.end(), event.attachments.begin(), event.attachments.end());
    if (event.sealed.contains(std::string(sealed_files)))
        for (const Hash& ciphertext : event.blobs)
            subject.attachments.push_back({{}, ciphertext, 0, {}});
}

void link(Case& subject, const LinkDetail& detail)
{
    const CaseLink link{detail.relation, detail.to};
    const auto place = std::lower_bound(subject.links.begin(), subject.links.end(), link);
    const bool is_there = place != subject.links.end() && *place == link;
    if (detail.remove && is_there)
        subject.links.erase(place);
    else if (!detail.remove && !is_there)
        subject.links.insert(place, link);
}

void migrate(Case& subject, const Event& event)
{
    change_fields(subject, event);
    subject.workflow = event.workflow.value_or(subject.workflow);
    subject.state = event.to;
}

void resolve(Case& subject, const Event& event)
{
    change_fields(subject, event);
    if (subject.state == event.to)
        return;
    subject.state = event.to;
    subject.entered = event.counts_from();
}

void remember_mover(Case& subject, const Event& event)
{
    if (event.role != system_role)
        subject.mover = event.actor;
}

void open(Case& subject, const Event& event, const Hash& event_id)
{
    subject = Case{};
    subject.uid = case_uid(event_id);
    subject.type = event.type;
    subject.workflow = event.workflow.value_or(Hash{});
    subject.state = event.to;
    subject.opened = event.counts_from();
    subject.entered = event.counts_from();
    subject.updated = event.at;
}

} // namespace

void apply(Case& subject, const Event& event, const Hash& event_id)
{
    switch (event.op) {
    case Op::Open:
        open(subject, event, event_id);
        change_fields(subject, event);
        remember_mover(subject, event);
        break;
    case Op::Set:
    case Op::Tick:
        change_fields(subject, event);
        break;
    case Op::Move:
        change_fields(subject, event);
        subject.state = event.to;
        subject.entered = event.counts_from();
        remember_mover(subject, event);
        break;
    case Op::Comment:
        ++subject.comments;
        break;
    case Op::Attach:
        attach(subject, event);
        break;
    case Op::Link:
        if (const auto detail = LinkDetail::from_json(event.detail))
            link(subject, *detail);
        break;
    case Op::Vote:
        if (const auto detail = VoteDetail::from_json(event.detail))
            subject.votes[detail->group][detail->voter] = detail->choice;
        break;
    case Op::Migrate:
        migrate(subject, event);
        break;
    case Op::Resolve:
        resolve(subject, event);
        break;
    case Op::Define:
    case Op::Grant:
    case Op::Calendar:
    case Op::Revoke:
    case Op::Erase:
    case Op::Lease:
        return;
    }
    ++subject.version;
    subject.updated = std::max(subject.updated, event.at);
}

} // namespace ogp::model

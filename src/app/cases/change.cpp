#include "app/cases/change.hpp"

#include "app/cases/subjects.hpp"
#include "app/sync/leases.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "ledger/seal.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace ogp::app {
namespace {

Fault fault_of(std::string_view rule, model::Op op)
{
    if (rule == "comment_missing" && op == model::Op::Comment)
        return Fault::Invalid; // an empty comment is no act that somebody might be allowed
    if (rule == "unknown_transition" || rule == "unknown_field" || rule == "unknown_state" ||
        rule == "unknown_group" || rule == "unknown_clock")
        return Fault::Usage;
    if (rule == "bad_value" || rule == "field_required")
        return Fault::Invalid;
    return Fault::Forbidden;
}

/// The person whose key a set of values belongs under: the first personal value of type person, by field order.
const Json* person_in(const workflow::CaseType& type, const Json& set)
{
    for (const workflow::Field& field : type.fields)
        if (field.type == workflow::FieldType::Person && workflow::is_sealed(field.privacy))
            if (const Json* value = set.find(field.id); value != nullptr && !value->is_null())
                return value;
    return nullptr;
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

/// Contents that values in the open name, so that a check of the log finds out which are lost.
std::vector<Hash> blobs_in_fields(const model::Event& event, const workflow::CaseType& type)
{
    std::vector<Hash> blobs;
    for (const workflow::Field& field : type.fields)
        if (field.type == workflow::FieldType::Attachment && !workflow::is_sealed(field.privacy))
            for (const Json* values : {&event.set, &event.add})
                add_blobs((*values)[field.id], blobs);
    return blobs;
}

} // namespace

Change::Change(Repository& repository)
    : m_repository(repository), m_actor(repository.acting()),
      m_batch(repository.store(), repository.clock(), m_actor.id, m_actor.role), m_calendars(repository), m_clocks(repository, m_calendars),
      m_facts(repository, m_calendars, m_clocks)
{
}

Change::~Change()
{
    const store::Blobs blobs(m_repository.data_folder() / "blobs");
    std::error_code ignored;
    for (const Hash& blob : m_new_blobs)
        std::filesystem::remove(blobs.path(blob), ignored);
}

void Change::act_as(std::string_view role)
{
    const bool may = std::any_of(m_actor.roles.begin(), m_actor.roles.end(),
                                 [&](const std::string& own) { return own == role || own == workflow::admin_role; });
    if (!may)
        throw Error(Fault::Forbidden, say("{} ვერ იმოქმედებს როლით „{}“", "{} may not act as \"{}\"", m_actor.id, role),
                    say("როლები: {}", "roles: {}", join(m_actor.roles, ", ")));
    m_actor.role = std::string(role);
    m_batch.act_as(m_actor.role);
}

/// What the system does, it does in one place: a clone gets it from its authority.
void Change::check_is_ours(const workflow::Intent& intent) const
{
    const bool is_systems = intent.op == model::Op::Tick || intent.op == model::Op::Migrate ||
                            (m_actor.role == workflow::system_role && intent.cause == workflow::Cause::Person);
    if (is_systems && !m_repository.store().identity().is_authority())
        throw Error(Fault::Forbidden, {"ეს ასლია: სისტემის საქმეს მთავარი საცავი აკეთებს", "this is a clone: its authority does what the system has to do"},
                    {"გააკეთეთ იქ, სადაც ogp serve მუშაობს", "do it where ogp serve runs"});
}

/// Whose key: the person's, so that erasing a person reaches all their cases; else the one this case's values are under already;
/// else the case's own.
std::string Change::subject_of(const workflow::CaseType& type, const workflow::Permit& permit, const store::CaseRow* row) const
{
    const store::Store& store = m_repository.store();
    std::string subject;
    if (const Json* person = person_in(type, permit.set)) {
        subject = person_subject(store, *person);
    } else if (const auto known = row != nullptr ? store.subject_of(row->subject.uid) : std::nullopt) {
        subject = *known;
    } else {
        subject = row != nullptr ? std::string(row->subject.uid.view()) : random_bytes(16);
    }
    while (m_keys->is_erased(subject))
        subject = next_subject(subject);
    const bool may_be_elsewhere = !store.identity().is_authority() && !m_keys->find(subject);
    return may_be_elsewhere ? replica_subject(subject, store.identity().replica) : subject;
}

std::vector<store::SealedField> Change::seal(model::Event& event, const workflow::CaseType& type,
                                             const workflow::Permit& permit, const store::CaseRow* row)
{
    std::vector<std::pair<std::string, Json>> values;
    for (const std::string& name : permit.to_seal)
        if (const Json* value = event.set.find(name); value != nullptr && !value->is_null()) {
            values.emplace_back(name, *value);
            event.set.erase(name);
        }
    if (!permit.text.empty() && workflow::is_sealed(type.comments))
        values.emplace_back(model::words_name(event.op), Json(permit.text));
    const bool seals_files = !event.attachments.empty() && workflow::is_sealed(type.comments);
    if (seals_files) {
        Json files = Json::array();
        for (const model::Attachment& attachment : std::exchange(event.attachments, {}))
            files.push(to_json(attachment));
        values.emplace_back(std::string(model::sealed_files), std::move(files));
    }
    if (values.empty())
        return {};

    if (!m_keys)
        open_keys();
    const std::string subject = subject_of(type, permit, row);
    const std::string key = m_keys->find_or_create(subject);
    if (seals_files) {
        event.blobs.push_back(m_file->keep_sealed(m_repository, key));
        m_new_blobs.push_back(event.blobs.back());
    }
    std::vector<store::SealedField> sealed;
    for (const auto& [name, value] : values) {
        ledger::SealedValue closed = ledger::seal(to_json(value), key, ledger::seal_binding(event.nonce, name));
        event.sealed.emplace(name, closed.commitment);
        sealed.push_back({name, subject, std::move(closed.ciphertext)});
    }
    return sealed;
}

store::CaseRow Change::apply(const store::CaseRow* row, const workflow::CaseType& type, const Hash& workflow,
                             const workflow::Intent& intent)
{
    check_is_ours(intent);
    const workflow::Facts& facts = m_facts.gather(row, type, intent.set, m_repository.clock().now);
    const workflow::Decision decision =
        workflow::decide(type, row != nullptr ? &row->subject : nullptr, m_actor, intent, facts);
    if (!decision.allowed()) {
        const workflow::Refusal& refusal = *decision.refusal;
        if (row != nullptr && refusal.rule == "nothing_to_do")
            return *row;
        throw Error(fault_of(refusal.rule, intent.op), refusal.reason, refusal.hint);
    }
    const workflow::Permit& permit = *decision.permit;
    model::Event event = m_batch.blank(intent.op);
    fill(event, intent, permit);
    event.type = type.id;
    if (row == nullptr) {
        event.workflow = workflow;
    } else {
        event.case_uid = row->subject.uid;
        event.base = row->subject.version;
    }
    if (workflow::is_sealed(type.comments)) {
        event.text.clear();
        event.why.clear();
    }
    if (intent.cause == workflow::Cause::Consequence)
        event.why = m_why;
    // A desk gives the numbers that were leased to it; others wait for the authority's.
    if (row == nullptr && !m_repository.store().identity().is_authority())
        if (const auto number = leased_number(m_repository, type, event))
            event.detail = model::OpenDetail{*number}.to_json();
    event.attachments = permit.attachments;
    event.blobs = blobs_in_fields(event, type);
    std::vector<store::SealedField> sealed = seal(event, type, permit, row);
    if (!event.attachments.empty())
        keep_file();
    std::vector<store::OutboxEntry> outbox;
    for (const workflow::Consequence& consequence : permit.consequences)
        if (consequence.is_delivered())
            outbox.push_back({std::string(code(consequence.kind)), consequence.arguments(), consequence.why});
    const std::optional<model::Event> followed = ClockTable::follows(type, intent.op) ? std::optional(event) : std::nullopt;
    const store::CaseRow changed = m_batch.append(std::move(event), std::move(sealed), std::move(outbox));
    if (followed)
        m_clocks.follow(m_batch.transaction(), row != nullptr ? row->subject : model::Case(), changed, *followed);
    if (permit.consequences.empty())
        return changed;
    carry_out(permit.consequences, changed);
    return m_repository.store().find(changed.subject.uid).value_or(changed);
}

store::CaseRow Change::open(std::string_view type, const workflow::Intent& intent)
{
    auto active = m_active.find(type);
    if (active == m_active.end())
        active = m_active.emplace(type, m_repository.active_hash(type)).first;
    const Hash& workflow = active->second;
    return apply(nullptr, m_repository.type(workflow), workflow, intent);
}

store::CaseRow Change::open(std::string_view type, const Json& set, const std::optional<std::string>& state)
{
    workflow::Intent intent;
    intent.op = model::Op::Open;
    intent.set = set;
    intent.state = state;
    return open(type, intent);
}

store::CaseRow Change::vote(const CaseUid& uid, const workflow::Ballot& ballot, std::string_view text)
{
    workflow::Intent intent;
    intent.op = model::Op::Vote;
    intent.ballot = ballot;
    intent.text = std::string(text);
    return act(uid, intent);
}

store::CaseRow Change::link(const CaseUid& uid, const model::LinkDetail& link)
{
    if (!m_repository.store().find(link.to))
        throw Error(Fault::NotFound, say("საქმე {} არ არის", "there is no case {}", link.to.hex()));
    workflow::Intent intent;
    intent.op = model::Op::Link;
    intent.link = link;
    return act(uid, intent);
}

store::CaseRow Change::act(const CaseUid& uid, const workflow::Intent& intent)
{
    const auto row = m_repository.store().find(uid);
    if (!row)
        throw Error(Fault::NotFound, say("საქმე {} არ არის", "there is no case {}", uid.hex()));
    return apply(&*row, m_repository.type(row->subject.workflow), row->subject.workflow, intent);
}

store::CaseRow Change::set(const CaseUid& uid, const Json& values)
{
    workflow::Intent intent;
    intent.op = model::Op::Set;
    intent.set = values;
    return act(uid, intent);
}

store::CaseRow Change::add(const CaseUid& uid, const Json& elements)
{
    workflow::Intent intent;
    intent.op = model::Op::Set;
    intent.add = elements;
    return act(uid, intent);
}

store::CaseRow Change::move(const CaseUid& uid, std::string_view transition, const Json& set, std::string_view text)
{
    workflow::Intent intent;
    intent.op = model::Op::Move;
    intent.transition = std::string(transition);
    if (!set.is_null())
        intent.set = set;
    intent.text = std::string(text);
    return act(uid, intent);
}

void Change::apply_calendar(const std::string& id, const std::string& yaml)
{
    if (m_actor.role != workflow::admin_role)
        throw Error(Fault::Forbidden, say("როლს „{}“ კალენდრის დამტკიცება არ შეუძლია", "the role \"{}\" may not apply a calendar", m_actor.role),
                    say("როლში: {}", "in the role {}", workflow::admin_role));
    const store::Blobs blobs(m_repository.data_folder() / "blobs");
    const Hash source = sha256(yaml);
    if (!blobs.has(source))
        m_new_blobs.push_back(source);
    blobs.put(yaml);
    m_batch.apply_calendar(id, source);
}

store::CaseRow Change::comment(const CaseUid& uid, std::string_view text)
{
    workflow::Intent intent;
    intent.op = model::Op::Comment;
    intent.text = std::string(text);
    return act(uid, intent);
}

store::CaseRow Change::attach(const CaseUid& uid, const IncomingFile& file)
{
    workflow::Intent intent;
    intent.op = model::Op::Attach;
    intent.attachments = {file.attachment()};
    m_file = &file;
    return act(uid, intent);
}

store::CaseRow Change::put_file(const CaseUid& uid, std::string_view field, const IncomingFile& file)
{
    const auto row = m_repository.store().find(uid);
    const workflow::Field* known = row ? m_repository.type(row->subject.workflow).field(field) : nullptr;
    const Json value = to_json(file.attachment());
    workflow::Intent intent;
    intent.op = model::Op::Set;
    (known != nullptr && known->many ? intent.add : intent.set)
        .set(std::string(field), known != nullptr && known->many ? Json(Json::Array{value}) : value);
    const store::CaseRow changed = act(uid, intent);
    m_file = &file;
    keep_file();
    return changed;
}

/// In the open. Under the write lock nobody else keeps the same content, so that what was not there is ours to remove.
void Change::keep_file()
{
    const Hash& hash = m_file->attachment().hash;
    if (!store::Blobs(m_repository.data_folder() / "blobs").has(hash))
        m_new_blobs.push_back(hash);
    m_file->keep(m_repository);
}

void Change::open_keys()
{
    m_keys = std::make_unique<store::SubjectKeys>(m_repository.data_folder(), store::Access::Write);
    if (m_keys_together)
        m_keys->begin();
}

void Change::expect_many()
{
    m_keys_together = true;
    m_batch.transaction().expect_many();
}

void Change::end_long_batch()
{
    m_batch.end_long_batch([this](std::string_view text) { return m_repository.sign(text); });
}

void Change::commit()
{
    if (m_keys)
        m_keys->commit();
    // From here on the log may name them, whatever fails.
    m_new_blobs.clear();
    m_batch.commit([this](std::string_view text) { return m_repository.sign(text); });
}

} // namespace ogp::app

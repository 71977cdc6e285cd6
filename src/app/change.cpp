#include "app/change.hpp"

#include "base/random.hpp"
#include "base/text.hpp"
#include "ledger/seal.hpp"

#include <algorithm>

namespace ogp::app {
namespace {

Fault fault_of(std::string_view rule, model::Op op)
{
    if (rule == "comment_missing" && op == model::Op::Comment)
        return Fault::Invalid; // an empty comment is no act that somebody might be allowed
    if (rule == "unknown_transition" || rule == "unknown_field" || rule == "unknown_state")
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

} // namespace

Change::Change(Repository& repository)
    : m_repository(repository), m_actor(repository.acting()),
      m_batch(repository.store(), repository.clock(), m_actor.id, m_actor.role)
{
}

Change::~Change() = default;

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

workflow::Facts Change::facts(const store::CaseRow* row, const workflow::CaseType& type) const
{
    workflow::Facts facts;
    facts.now = m_repository.clock().now;
    facts.today = m_repository.today();
    if (row == nullptr)
        return facts;
    for (const std::string& child : type.children) {
        auto& counts = facts.children[child];
        for (const auto category : {model::StateCategory::Open, model::StateCategory::Waiting, model::StateCategory::Done,
                                    model::StateCategory::Cancelled})
            counts[category] =
                m_repository.store().count({.type = child, .category = category, .parent = row->subject.uid});
    }
    return facts;
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
    if (values.empty())
        return {};

    // Whose key: the person's, so that erasing a person reaches all their cases; else the one this case's values are under
    // already; else the case's own.
    std::string subject;
    const std::string& secret = m_repository.store().identity().tag_secret;
    if (const Json* person = person_in(type, permit.set))
        subject = std::string(hmac_sha256(secret, {"person", to_json(*person)}).view().substr(0, 16));
    else if (const auto known = row != nullptr ? m_repository.store().subject_of(row->subject.uid) : std::nullopt)
        subject = *known;
    else
        subject = row != nullptr ? std::string(row->subject.uid.view()) : random_bytes(16);

    if (!m_keys)
        m_keys = std::make_unique<store::SubjectKeys>(m_repository.data_folder(), store::Access::Write);
    const std::string key = m_keys->find_or_create(subject);
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
    const workflow::Decision decision =
        workflow::decide(type, row != nullptr ? &row->subject : nullptr, m_actor, intent, facts(row, type));
    if (!decision.allowed()) {
        const workflow::Refusal& refusal = *decision.refusal;
        if (row != nullptr && refusal.rule == "nothing_to_do")
            return *row;
        throw Error(fault_of(refusal.rule, intent.op), refusal.reason, refusal.hint);
    }
    const workflow::Permit& permit = *decision.permit;
    model::Event event = m_batch.blank(intent.op);
    event.type = type.id;
    event.set = permit.set;
    event.add = permit.add;
    event.del = permit.del;
    if (row == nullptr) {
        event.workflow = workflow;
        event.to = permit.to;
    } else {
        event.case_uid = row->subject.uid;
        event.base = row->subject.version;
    }
    if (intent.op == model::Op::Move) {
        event.transition = intent.transition;
        event.from = permit.from;
        event.to = permit.to;
    }
    if (!workflow::is_sealed(type.comments))
        (intent.op == model::Op::Comment ? event.text : event.why) = permit.text;
    std::vector<store::SealedField> sealed = seal(event, type, permit, row);
    return m_batch.append(std::move(event), std::move(sealed));
}

store::CaseRow Change::open(std::string_view type, const Json& set, const std::optional<std::string>& state)
{
    const Hash workflow = m_repository.active_hash(type);
    workflow::Intent intent;
    intent.op = model::Op::Open;
    intent.set = set;
    intent.state = state;
    return apply(nullptr, m_repository.type(workflow), workflow, intent);
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

store::CaseRow Change::comment(const CaseUid& uid, std::string_view text)
{
    workflow::Intent intent;
    intent.op = model::Op::Comment;
    intent.text = std::string(text);
    return act(uid, intent);
}

void Change::commit()
{
    m_batch.commit([this](std::string_view text) { return m_repository.sign(text); });
}

} // namespace ogp::app

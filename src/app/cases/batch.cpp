#include "app/cases/batch.hpp"

#include "app/repository/settings.hpp"
#include "base/random.hpp"
#include "ledger/event_bytes.hpp"
#include "model/event_detail.hpp"

namespace ogp::app {

Batch::Batch(store::Store& store, const Clock& clock, std::string actor, std::string role)
    : m_store(store), m_clock(clock), m_actor(std::move(actor)), m_role(std::move(role)), m_transaction(store.begin()),
      m_number(m_transaction.head().last_number)
{
}

model::Event Batch::blank(model::Op op) const
{
    model::Event event;
    event.repository = m_store.identity().repository;
    event.replica = m_store.identity().replica;
    event.nonce = random_integer();
    event.op = op;
    event.at = m_clock.now;
    event.clock = m_clock.source;
    event.actor = m_actor;
    event.role = m_role;
    return event;
}

store::CaseRow Batch::append(model::Event event, std::vector<store::SealedField> sealed, std::vector<store::OutboxEntry> outbox)
{
    store::NewEvent added;
    event.number = m_number + 1;
    added.bytes = ledger::encode(event);
    added.event = std::move(event);
    added.sealed = std::move(sealed);
    added.outbox = std::move(outbox);
    store::CaseRow row = m_transaction.append(std::move(added));
    ++m_number;
    return row;
}

void Batch::grant(std::string_view actor, const std::optional<ledger::PublicKey>& key, std::string_view role, const std::string& why)
{
    model::Event event = blank(model::Op::Grant);
    event.why = why;
    event.set = Json::object({{"actor", actor}});
    if (key)
        event.set.set("key", key->hex());
    if (!role.empty())
        event.set.set("role", role);
    append(std::move(event));
}

void Batch::revoke(std::string_view actor, const std::optional<std::string>& role, const std::optional<std::string>& key)
{
    model::Event event = blank(model::Op::Revoke);
    event.set = Json::object({{"actor", actor}});
    if (role)
        event.set.set("role", *role);
    if (key)
        event.set.set("key", *key);
    append(std::move(event));
}

void Batch::append_detail(model::Op op, Json detail)
{
    model::Event event = blank(op);
    event.detail = std::move(detail);
    append(std::move(event));
}

void Batch::define(const workflow::CaseType& type, const Hash& source)
{
    const Json compiled = workflow::compile(type);
    const Hash hash = workflow::workflow_hash(compiled);
    model::TypeProfile profile = type.profile();
    if (!profile.numbering.empty() && profile.numbering.zone.empty())
        profile.numbering.zone = Settings::load(m_store.folder() / "config.yaml").time_zone;
    m_transaction.keep_workflow({hash, type.id, type.version, source, to_json(compiled), std::move(profile)});
    model::Event event = blank(model::Op::Define);
    event.type = type.id;
    event.workflow = hash;
    event.set = Json::object({{"version", type.version}, {"source", source.hex()}});
    event.blobs = {source};
    append(std::move(event));
}

void Batch::apply_calendar(std::string_view id, const Hash& source)
{
    model::Event event = blank(model::Op::Calendar);
    event.detail = model::CalendarDetail{std::string(id), source}.to_json();
    event.blobs = {source};
    append(std::move(event));
}

void Batch::end_long_batch(const store::Signer& sign)
{
    // What waits on a clone has to fit into a push (sync/wire.hpp).
    constexpr std::size_t longest_waiting = 1'000;
    m_transaction.end_long_batch(m_clock.now, sign,
                                 m_store.identity().is_authority() ? store::Transaction::longest_batch : longest_waiting);
}

void Batch::commit(const store::Signer& sign)
{
    if (m_transaction.pending() > 0)
        m_transaction.commit(m_clock.now, sign);
}

} // namespace ogp::app

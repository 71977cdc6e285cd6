#pragma once

#include "base/time.hpp"
#include "model/event.hpp"
#include "store/store.hpp"
#include "workflow/definition.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::app {

/// The events of one command being written: fills in what every event of a replica carries, and makes the canonical bytes.
class Batch
{
public:
    /// Takes the write lock of the store.
    Batch(store::Store& store, const Clock& clock, std::string actor, std::string role);

    const store::Transaction& transaction() const { return m_transaction; }
    store::Transaction& transaction() { return m_transaction; }
    void act_as(std::string role) { m_role = std::move(role); }

    /// An event of this replica, actor and time with a fresh nonce; append() gives it its number.
    model::Event blank(model::Op op) const;
    /// Encodes, folds, counts.
    store::CaseRow append(model::Event event, std::vector<store::SealedField> sealed = {},
                          std::vector<store::OutboxEntry> outbox = {});

    /// The actor gets a key, a role ("" for none) or both.
    void grant(std::string_view actor, const std::optional<ledger::PublicKey>& key, std::string_view role,
               const std::string& why = {});
    /// The actor loses that role or that key; everything where neither is named.
    void revoke(std::string_view actor, const std::optional<std::string>& role, const std::optional<std::string>& key);
    /// A version of a case type becomes active; its YAML is the blob `source`.
    void define(const workflow::CaseType& type, const Hash& source);

    /// A version of a working calendar becomes active; its YAML is the blob `source`.
    void apply_calendar(std::string_view id, const Hash& source);

    /// Begins another signed batch where this one has grown long (store::Transaction).
    void end_long_batch(const store::Signer& sign);
    /// An act on the repository whose content is its detail: Erase, Lease.
    void append_detail(model::Op op, Json detail);

    /// Makes all of it durable, at the authority's time `clock.now`. A batch without events leaves no trace.
    void commit(const store::Signer& sign);

private:
    const store::Store& m_store;
    Clock m_clock;
    std::string m_actor;
    std::string m_role;
    store::Transaction m_transaction;
    std::int64_t m_number = 0;
};

} // namespace ogp::app

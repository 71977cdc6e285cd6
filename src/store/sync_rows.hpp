#pragma once

#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/json.hpp"
#include "base/time.hpp"
#include "ledger/leaf.hpp"
#include "ledger/signature.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What an authority and its replicas have beside cases and events.
namespace ogp::store {

/// Events of this replica that its authority has not answered yet have sequence numbers of their own: this, plus the replica's own
/// counter (Event::number). They are in no tree. A case that such an event opened has a CaseRow::row of that form as well.
inline constexpr std::uint64_t first_pending = 1ULL << 40U;
constexpr bool is_pending(std::uint64_t sequence)
{
    return sequence >= first_pending;
}

/// Events of this replica that were signed together and wait.
struct PendingBatch
{
    std::int64_t first = 0;  ///< Event::number of the first one
    std::int64_t count = 0;
    std::string note;        ///< signed by this replica
    std::string refused;     ///< why the authority took none of it, as the replica wrote it down (JSON); "" where it was not refused
};

/// An event that an authority did not apply in full: its verdict is Conflict, Rejected or Quarantined.
struct ConflictRow
{
    /// A field that stayed as it was.
    struct Field
    {
        std::string field;
        Json kept;  ///< what stands; null for none
        Json other; ///< what the event wanted

        bool operator==(const Field&) const = default;
    };

    std::uint64_t sequence = 0;
    ledger::Verdict verdict = ledger::Verdict::Conflict;
    std::uint16_t rule = 0;               ///< ledger/verdict_rule.hpp
    std::optional<CaseUid> subject;       ///< nothing where there is no such case
    std::vector<Field> fields;            ///< empty where it was no matter of fields
    std::optional<std::uint64_t> resolved_by; ///< the Resolve event
};

/// A block of official numbers that one replica hands out.
struct LeaseRow
{
    std::uint64_t sequence = 0; ///< of the event that leased it
    Hash event;                 ///< its id
    std::string type;
    std::string series;         ///< model/official_number.hpp
    std::int64_t first = 1;
    std::int64_t count = 0;
    ReplicaId replica;
    std::optional<std::uint64_t> ended; ///< the event that ended it
    std::vector<std::int64_t> annulled; ///< numbers that were never given, once it has ended

    bool is_in(std::int64_t number) const { return number >= first && number - first < count; }
};

/// A key or a role of an actor, from the grant on.
struct GrantRow
{
    std::uint64_t since = 0;            ///< the event that granted it
    std::string actor;
    std::optional<ledger::PublicKey> key;
    std::string role;                   ///< "" for a key alone
    std::optional<std::uint64_t> key_until;  ///< the event that took the key back
    std::optional<std::uint64_t> role_until; ///< the same for the role
};

/// Who signs with a key.
struct KeyHolder
{
    std::string actor;
    ledger::PublicKey key;
    std::uint64_t since = 0;            ///< the event that granted it last
    std::optional<std::uint64_t> until; ///< the event that revoked it since then
    bool in_force() const { return !until; }
};

/// Lets a program speak to this authority. The token itself is kept nowhere: it is found by its hash, and whoever compares a hash
/// compares it in constant time.
struct TokenRow
{
    Hash hash;
    std::string actor;
    std::string scopes; ///< words of whoever gives it
    Instant created;
    std::optional<Instant> expires{};
    std::optional<Instant> last_used{};
    std::optional<Instant> revoked{};

    bool operator==(const TokenRow&) const = default;
};

/// What a replica has told its authority of itself.
struct ReplicaAck
{
    ReplicaId replica;
    std::uint64_t erased_through = 0; ///< erasures before this size of the log are carried out there
    std::uint64_t seen = 0;           ///< size of the log that it has
    Instant at;                       ///< when it said so

    bool operator==(const ReplicaAck&) const = default;
};

/// A subject whose values were erased.
struct ErasedRow
{
    std::string subject;        ///< 16 bytes
    std::uint64_t sequence = 0; ///< of the event
    bool carried_out = false;   ///< key, ciphertexts and files are gone from this copy
};

} // namespace ogp::store

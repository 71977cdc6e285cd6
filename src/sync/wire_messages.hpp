#pragma once

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/signature.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The small messages beside push and page (sync/wire.hpp).
namespace ogp::sync {

/// GET /v1/info: who the authority is. What is only for holders of a token is empty for others.
struct Info
{
    RepositoryId repository;
    ReplicaId authority;
    ledger::PublicKey key;           ///< signs checkpoints
    std::vector<std::string> handovers{}; ///< the notes that led to it, from the log's first key on (ledger/log_keys.hpp)
    std::uint64_t size = 0;
    std::string checkpoint;          ///< signed note, "" where the log is empty
    Instant time;                    ///< of the authority
    std::string actor;               ///< of the token
    std::vector<std::string> scopes; ///< of the token, sorted
    std::string tag_secret;          ///< 32 bytes (ledger/leaf.hpp); with scope pull
    std::string time_zone;           ///< in which official numbers and days are reckoned
    bool operator==(const Info&) const = default;
};
std::string write_info(const Info& info);
Info parse_info(std::string_view text);

/// POST /v1/replica: a replica makes its key known; the authority grants it to the token's actor. Doing it again changes nothing.
struct Registration
{
    ReplicaId replica;
    ledger::PublicKey key;
    ledger::Signature signature{}; ///< by that key, over text()
    bool operator==(const Registration&) const = default;

    /// "ogp/<repository>/replica\n<32 hex>\n<64 hex>\n"
    std::string text(const RepositoryId& repository) const;
};
std::string write_registration(const Registration& registration);
Registration parse_registration(std::string_view text);

/// POST /v1/erased: the replica has carried out every erasure among the first `through` events.
struct ErasureAnswer
{
    ReplicaId replica;
    std::uint64_t through = 0;
    bool operator==(const ErasureAnswer&) const = default;
};
std::string write_erasure_answer(const ErasureAnswer& answer);
ErasureAnswer parse_erasure_answer(std::string_view text);

/// The body of an answer that is an error: {"fault":..,"hint":{"en","ka"},"message":{"en","ka"}}; other members are passed over.
std::string write_fault(const Error& error);
/// The error that such a body tells; Error{Remote} with the status where the body is something else (a proxy's page).
Error parse_fault(int status, std::string_view body);

/// The tag of a checkpoint for If-None-Match: "<size>-<first 16 hex digits of the root>" with its quotes.
std::string checkpoint_tag(const ledger::Checkpoint& checkpoint);

/// The signed note of a batch made again from its parts.
std::string batch_note(const RepositoryId& repository, std::span<const Hash> event_ids, std::string_view signer,
                       const ledger::PublicKey& key, const ledger::Signature& signature);
/// The signature of a note that has exactly one, of Ed25519. Throws Error{Integrity}.
ledger::Signature note_signature(std::string_view note);

} // namespace ogp::sync

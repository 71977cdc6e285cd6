#pragma once

#include "store/database.hpp"

namespace ogp::store {

// SHA-256 over a row, so that a changed column is seen although nothing else names it: of the row that a query of these columns
// stands on, the digest last.
inline constexpr std::string_view token_columns = "hash, actor, scopes, created, expires, last_used, revoked, digest";
inline constexpr std::string_view ack_columns = "replica, erased_through, seen, at, digest";
Hash token_digest(const TokenRow& token);
Hash ack_digest(const ReplicaAck& ack);
/// Throws Error{Integrity} where the row is not what was written.
TokenRow token_at(const Database& database, const Query& query);
ReplicaAck ack_at(const Database& database, const Query& query);

} // namespace ogp::store

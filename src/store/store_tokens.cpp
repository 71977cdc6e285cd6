#include "base/text.hpp"
#include "store/state.hpp"
#include "store/tokens.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ogp::store {
namespace {

std::int64_t milliseconds(const std::optional<Instant>& time)
{
    return time ? time->milliseconds() : 0;
}

std::optional<Instant> time_of(std::int64_t milliseconds)
{
    return milliseconds == 0 ? std::nullopt : std::optional(Instant::from_milliseconds(milliseconds));
}

void write(Database& database, const TokenRow& token)
{
    Query(database,
          "INSERT INTO token(hash, actor, scopes, created, expires, last_used, revoked, digest) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) "
          "ON CONFLICT(hash) DO UPDATE SET last_used = excluded.last_used, revoked = excluded.revoked, digest = excluded.digest",
          token.hash, token.actor, token.scopes, token.created.milliseconds(), milliseconds(token.expires), milliseconds(token.last_used),
          milliseconds(token.revoked), token_digest(token))
        .run();
}

} // namespace

Hash token_digest(const TokenRow& token)
{
    const std::string numbers = fmt::format("{} {} {} {} {} {} ", token.actor.size(), token.scopes.size(), token.created.milliseconds(),
                                            milliseconds(token.expires), milliseconds(token.last_used), milliseconds(token.revoked));
    return sha256({"ogp-token-v1\n", token.hash.view(), numbers, token.actor, token.scopes});
}

Hash ack_digest(const ReplicaAck& ack)
{
    return sha256({"ogp-replica-ack-v1\n", ack.replica.view(), fmt::format("{} {} {}", ack.erased_through, ack.seen, ack.at.milliseconds())});
}

TokenRow token_at(const Database& database, const Query& query)
{
    TokenRow token{Hash::from_bytes(query.bytes(0)).value_or(Hash{}), query.text(1),          query.text(2),
                   Instant::from_milliseconds(query.integer(3)),       time_of(query.integer(4)), time_of(query.integer(5)),
                   time_of(query.integer(6))};
    if (token_digest(token).view() != query.bytes(7))
        throw damaged(database.file(), say("გასაღებსიტყვა {}", "token {}", to_hex(query.bytes(0)).substr(0, 16)));
    return token;
}

ReplicaAck ack_at(const Database& database, const Query& query)
{
    ReplicaAck ack{ReplicaId::from_bytes(query.bytes(0)).value_or(ReplicaId{}), static_cast<std::uint64_t>(query.integer(1)),
                   static_cast<std::uint64_t>(query.integer(2)), Instant::from_milliseconds(query.integer(3))};
    if (ack_digest(ack).view() != query.bytes(4))
        throw damaged(database.file(), say("ასლის {} პასუხი", "what replica {} has said", to_hex(query.bytes(0))));
    return ack;
}

void Store::add_token(const TokenRow& token)
{
    write(m_state->database, token);
}

std::optional<TokenRow> Store::find_token(const Hash& hash) const
{
    static const std::string sql = fmt::format("SELECT {} FROM token WHERE hash = ?1", token_columns);
    Query query(m_state->database, sql, hash);
    return query.step() ? std::optional(token_at(m_state->database, query)) : std::nullopt;
}

std::vector<TokenRow> Store::tokens() const
{
    static const std::string sql = fmt::format("SELECT {} FROM token ORDER BY created, hash", token_columns);
    std::vector<TokenRow> tokens;
    Query query(m_state->database, sql);
    while (query.step())
        tokens.push_back(token_at(m_state->database, query));
    return tokens;
}

bool Store::revoke_token(const Hash& hash, Instant at)
{
    auto token = find_token(hash);
    if (!token || token->revoked)
        return false;
    token->revoked = at;
    write(m_state->database, *token);
    return true;
}

void Store::mark_token_used(const Hash& hash, Instant at)
{
    if (auto token = find_token(hash)) {
        token->last_used = at;
        write(m_state->database, *token);
    }
}

void Store::write_replica_ack(const ReplicaAck& ack)
{
    Query(m_state->database,
          "INSERT INTO replica_ack(replica, erased_through, seen, at, digest) VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(replica) DO UPDATE SET "
          "erased_through = excluded.erased_through, seen = excluded.seen, at = excluded.at, digest = excluded.digest",
          BlobView{ack.replica.view()}, static_cast<std::int64_t>(ack.erased_through), static_cast<std::int64_t>(ack.seen),
          ack.at.milliseconds(), ack_digest(ack))
        .run();
}

std::vector<ReplicaAck> Store::replica_acks() const
{
    static const std::string sql = fmt::format("SELECT {} FROM replica_ack ORDER BY replica", ack_columns);
    std::vector<ReplicaAck> acks;
    Query query(m_state->database, sql);
    while (query.step())
        acks.push_back(ack_at(m_state->database, query));
    return acks;
}

} // namespace ogp::store

#pragma once

#include "app/plans/plans.hpp"
#include "app/repository/repository.hpp"
#include "base/hash.hpp"
#include "report/table.hpp"

#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>

/// Tokens say to an authority which program speaks to it and for whom. They authenticate no act: those are signed.
namespace ogp::app {

/// What a token is good for.
enum class Scope {
    Pull,     ///< reads the log
    Push,     ///< hands in events, registers a replica's key
    Personal, ///< gets sealed values of class personal, and their keys
    Secret,   ///< the same for class secret
    Metrics,  ///< reads the figures of the server
    Witness,  ///< hands in cosignatures
    Admin,    ///< all of it
};
inline constexpr std::array all_scopes = {Scope::Pull, Scope::Push, Scope::Personal, Scope::Secret, Scope::Metrics, Scope::Witness, Scope::Admin};
/// "pull", "push", ...
std::string_view code(Scope scope);
using Scopes = std::set<Scope>;
/// "push,pull". Error{Usage} with the nearest for what is none.
Scopes scopes_from(std::string_view words);
std::string to_text(const Scopes& scopes);

/// A token is "ogp_pat_", 32 random bytes and their CRC-32, in hex: the prefix and the sum are for programs that look for secrets
/// where they should not be. What is kept is its SHA-256: 256 random bits need no slow hash.
std::string new_token_text();
/// The hash that it is kept under; nothing where the text is no token.
std::optional<Hash> token_hash(std::string_view text);
/// CRC-32 as in zlib and Ethernet.
std::uint32_t crc32(std::string_view bytes);

struct TokenRequest
{
    std::string actor;
    Scopes scopes;
    std::string expires = "90d"; ///< "90d", "12h": at most longest_token_days
};
inline constexpr int longest_token_days = 90;

struct NewToken
{
    std::string text; ///< shown once, kept nowhere
    std::string id;   ///< first digits of its hash, by which it is listed and revoked
    std::string actor;
    Scopes scopes;
    Instant expires;
};

/// For programs that speak to this copy, be it the authority or a follower. Error: Forbidden where the role is not admin, NotFound for an
/// actor that is not known here, Usage.
NewToken new_token(Repository& repository, const TokenRequest& request, DryRun dry_run);
/// id, actor, scopes, created, expires, last_used, revoked.
report::Table list_tokens(const Repository& repository);
/// Good for nothing from the next request on. `id`: at least 4 digits of it. Error: NotFound, Usage where it fits several.
void revoke_token(Repository& repository, std::string_view id, DryRun dry_run);

/// Error{Forbidden} where somebody acts who is not in the role admin.
void check_is_admin(const Repository& repository);
/// The same, and where a replica that is not the authority would do what is the authority's to do.
void check_administers(const Repository& repository);

} // namespace ogp::app

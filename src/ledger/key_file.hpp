#pragma once

#include "ledger/signature.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ogp::ledger {

/// What a passphrase costs to try (Argon2id, RFC 9106). The preset takes about 0.4 s of one core.
struct PassphraseCost
{
    std::uint64_t passes = 2;
    std::uint64_t memory = 64U << 20U; ///< bytes
};

/// The file that a secret key lies in, mode 0600. Without a passphrase it is one line:
///
///   ogp-ed25519-seed <64 hex>
///
/// with one, four:
///
///   ogp-key@v1
///   public <64 hex>                                       so that it can be told which key it is
///   argon2id <passes> <bytes of memory> <base64, 16 bytes of salt>
///   xchacha20-poly1305 <base64: nonce (24) || box (48)>   of the seed; the three lines above are its associated data
///
/// A file that asks for more than 1 GiB or 32 passes is refused: it would stop the machine of whoever opens it.
std::string key_file(const SecretKey& key);
std::string key_file(const SecretKey& key, std::string_view passphrase, const PassphraseCost& cost = {});

/// Whether one needs a passphrase for it.
bool is_protected(std::string_view text);

/// Whose file it is; known without the passphrase, and then not yet proved. Throws Error{Invalid} where it is no such file.
PublicKey public_key_of(std::string_view text);

/// Throws Error: Invalid where it is no such file; Forbidden where there has to be a passphrase, or it is the wrong one (or the
/// file was changed: that cannot be told apart).
SecretKey open_key_file(std::string_view text, const std::optional<std::string>& passphrase);

} // namespace ogp::ledger

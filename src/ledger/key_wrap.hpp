#pragma once

#include "ledger/signature.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace ogp::ledger {

/// A subject key (ledger/seal.hpp) on its way to another replica: a sealed box of libsodium (crypto_box_seal: an ephemeral
/// X25519 key, XSalsa20-Poly1305) to the replica's Ed25519 key, converted to X25519. Only who holds the secret key opens it;
/// who sent it the box does not say, the signed log around it does.
///
/// Rejected: an X25519 key of its own for each replica, which would have to be granted, rotated and kept beside the first.
inline constexpr std::size_t wrapped_key_size = 80;

/// 80 bytes, different each time. Throws Error{Invalid} where the public key is no point that can be sealed to, which a
/// stranger may have sent.
std::string wrap_key(std::string_view subject_key, const PublicKey& receiver);

/// The subject key, or nothing where the box was sealed to another key, was changed, or is none.
std::optional<std::string> unwrap_key(std::string_view wrapped, const SecretKey& receiver);

} // namespace ogp::ledger

#pragma once

#include "base/hash.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ogp::ledger {

/// Personal values. The event holds only `commitment` = HMAC-SHA-256(salt, value) with a random 32-byte salt; value and
/// salt lie encrypted (XChaCha20-Poly1305, libsodium) under the key of their subject. When the key is destroyed nobody can
/// read the value or test a guess of it, and every proof stays valid.
///
/// Ciphertext: nonce (24) || box(salt (32) || value). The associated data bind it to its event's nonce and field, so that a
/// ciphertext moved to another row does not open.
struct SealedValue
{
    Hash commitment;
    std::string ciphertext;
};

inline constexpr std::size_t subject_key_size = 32;
std::string new_subject_key();

/// What a value is bound to: the nonce of its event in hex, a slash, and the field's name.
std::string seal_binding(std::uint64_t nonce, std::string_view field);

SealedValue seal(std::string_view value, std::string_view subject_key, std::string_view binding);

/// The value, or nothing where key, ciphertext, binding or commitment do not belong together.
std::optional<std::string> unseal(std::string_view ciphertext, std::string_view subject_key, std::string_view binding,
                                  const Hash& commitment);

} // namespace ogp::ledger

#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace ogp {

/// 32 bytes of SHA-256 (FIPS 180-4).
struct Hash
{
    std::array<std::uint8_t, 32> bytes{};

    auto operator<=>(const Hash&) const = default;
    std::string hex() const;
    std::string_view view() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
    static std::optional<Hash> from_hex(std::string_view hex);
    /// Exactly 32 bytes.
    static std::optional<Hash> from_bytes(std::string_view raw);
};

/// SHA-256 over the parts one after another.
///
/// Two engines stand behind it: libsodium's for the first few hundred hashes of a process, because it costs nothing to
/// start, then OpenSSL's, which is five times as fast (SHA-NI) but costs about a millisecond at first use. The result is the
/// same. Thread-safe.
Hash sha256(std::initializer_list<std::string_view> parts);
inline Hash sha256(std::string_view bytes) { return sha256({bytes}); }

/// HMAC-SHA-256 (RFC 2104), any key length.
Hash hmac_sha256(std::string_view key, std::initializer_list<std::string_view> parts);

} // namespace ogp

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ogp::ledger {

/// Ed25519 (RFC 8032), by libsodium.
struct PublicKey
{
    std::array<std::uint8_t, 32> bytes{};
    auto operator<=>(const PublicKey&) const = default;
    std::string hex() const;
    static std::optional<PublicKey> from_hex(std::string_view hex);
};

using Signature = std::array<std::uint8_t, 64>;

class SecretKey
{
public:
    static SecretKey generate();
    /// From its 32-byte seed.
    static SecretKey from_seed(std::string_view seed);
    SecretKey(const SecretKey&) = default;
    SecretKey& operator=(const SecretKey&) = default;
    ~SecretKey(); ///< wipes

    std::string seed() const;
    PublicKey public_key() const;
    Signature sign(std::string_view message) const;

private:
    SecretKey() = default;
    std::array<std::uint8_t, 64> m_bytes{};
};

bool verify(const PublicKey& key, std::string_view message, const Signature& signature);

} // namespace ogp::ledger

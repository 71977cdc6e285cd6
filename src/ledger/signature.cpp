#include "ledger/signature.hpp"

#include "base/error.hpp"
#include "base/random.hpp"
#include "base/text.hpp"

#include <sodium.h>

#include <algorithm>

namespace ogp::ledger {
namespace {

const unsigned char* raw(std::string_view bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

} // namespace

std::string PublicKey::hex() const
{
    return to_hex(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

std::optional<PublicKey> PublicKey::from_hex(std::string_view hex)
{
    const auto decoded = ogp::from_hex(hex);
    PublicKey key;
    if (!decoded || decoded->size() != key.bytes.size()) {
        return std::nullopt;
    }
    std::copy_n(raw(*decoded), key.bytes.size(), key.bytes.begin());
    return key;
}

SecretKey SecretKey::generate()
{
    std::string seed = random_bytes(crypto_sign_ed25519_SEEDBYTES);
    SecretKey key = from_seed(seed);
    sodium_memzero(seed.data(), seed.size());
    return key;
}

SecretKey SecretKey::from_seed(std::string_view seed)
{
    if (seed.size() != crypto_sign_ed25519_SEEDBYTES) {
        throw Error(Fault::Invalid, say("საიდუმლო გასაღები {} ბაიტია და არა {}", "a secret key has {} bytes, not {}",
                                        crypto_sign_ed25519_SEEDBYTES, seed.size()));
    }
    SecretKey key;
    PublicKey ignored;
    crypto_sign_ed25519_seed_keypair(ignored.bytes.data(), key.m_bytes.data(), raw(seed));
    return key;
}

SecretKey::~SecretKey()
{
    sodium_memzero(m_bytes.data(), m_bytes.size());
}

// libsodium keeps the seed and the public key one after the other.
std::string SecretKey::seed() const
{
    return {reinterpret_cast<const char*>(m_bytes.data()), crypto_sign_ed25519_SEEDBYTES};
}

PublicKey SecretKey::public_key() const
{
    PublicKey key;
    std::copy(m_bytes.begin() + crypto_sign_ed25519_SEEDBYTES, m_bytes.end(), key.bytes.begin());
    return key;
}

Signature SecretKey::sign(std::string_view message) const
{
    Signature signature{};
    crypto_sign_ed25519_detached(signature.data(), nullptr, raw(message), message.size(), m_bytes.data());
    return signature;
}

bool verify(const PublicKey& key, std::string_view message, const Signature& signature)
{
    return crypto_sign_ed25519_verify_detached(signature.data(), raw(message), message.size(), key.bytes.data()) == 0;
}

} // namespace ogp::ledger

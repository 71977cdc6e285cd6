#include "ledger/key_wrap.hpp"

#include "base/error.hpp"
#include "ledger/seal.hpp"

#include <sodium.h>

#include <array>

namespace ogp::ledger {
namespace {

static_assert(wrapped_key_size == subject_key_size + crypto_box_SEALBYTES);

const unsigned char* raw(std::string_view bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* raw(std::string& bytes)
{
    return reinterpret_cast<unsigned char*>(bytes.data());
}

/// The X25519 pair of an Ed25519 key; the secret half is wiped when done with.
struct BoxKeys
{
    std::array<unsigned char, crypto_box_PUBLICKEYBYTES> open{};
    std::array<unsigned char, crypto_box_SECRETKEYBYTES> secret{};

    explicit BoxKeys(const SecretKey& key)
    {
        std::string seed = key.seed();
        std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> signing_open{};
        std::array<unsigned char, crypto_sign_SECRETKEYBYTES> signing_secret{};
        crypto_sign_ed25519_seed_keypair(signing_open.data(), signing_secret.data(), raw(seed));
        crypto_sign_ed25519_sk_to_curve25519(secret.data(), signing_secret.data());
        crypto_scalarmult_base(open.data(), secret.data());
        sodium_memzero(seed.data(), seed.size());
        sodium_memzero(signing_secret.data(), signing_secret.size());
    }
    BoxKeys(const BoxKeys&) = delete;
    BoxKeys& operator=(const BoxKeys&) = delete;
    ~BoxKeys() { sodium_memzero(secret.data(), secret.size()); }
};

void start_sodium()
{
    if (sodium_init() < 0) {
        throw Error(Fault::Internal, Localized("libsodium ვერ ამუშავდა", "libsodium does not start"));
    }
}

} // namespace

std::string wrap_key(std::string_view subject_key, const PublicKey& receiver)
{
    if (subject_key.size() != subject_key_size) {
        throw Error(Fault::Internal, say("პირის გასაღები {} ბაიტია და არა {}", "a subject key has {} bytes, not {}",
                                         subject_key_size, subject_key.size()));
    }
    start_sodium();
    std::array<unsigned char, crypto_box_PUBLICKEYBYTES> open{};
    std::string wrapped(wrapped_key_size, '\0');
    // Both fail for points of small order, to which everybody could open the box.
    if (crypto_sign_ed25519_pk_to_curve25519(open.data(), receiver.bytes.data()) != 0 ||
        crypto_box_seal(raw(wrapped), raw(subject_key), subject_key.size(), open.data()) != 0) {
        throw Error(Fault::Invalid, say("ამ გასაღებისთვის დალუქვა არ შეიძლება: {}", "nothing can be sealed to this key: {}",
                                        receiver.hex()));
    }
    return wrapped;
}

std::optional<std::string> unwrap_key(std::string_view wrapped, const SecretKey& receiver)
{
    if (wrapped.size() != wrapped_key_size) {
        return std::nullopt;
    }
    start_sodium();
    const BoxKeys keys(receiver);
    std::string subject_key(subject_key_size, '\0');
    if (crypto_box_seal_open(raw(subject_key), raw(wrapped), wrapped.size(), keys.open.data(), keys.secret.data()) != 0) {
        return std::nullopt;
    }
    return subject_key;
}

} // namespace ogp::ledger

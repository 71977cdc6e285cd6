#include "ledger/seal.hpp"

#include "base/error.hpp"
#include "base/random.hpp"

#include <sodium.h>

#include <span>

namespace ogp::ledger {
namespace {

constexpr std::size_t salt_size = 32;
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(subject_key_size == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

const unsigned char* raw(std::string_view bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* raw(std::string& bytes)
{
    return reinterpret_cast<unsigned char*>(bytes.data());
}

/// Salt and value in the open; wiped when done with.
struct Opened
{
    std::string bytes;

    explicit Opened(std::size_t size) : bytes(size, '\0') {}
    Opened(const Opened&) = delete;
    Opened& operator=(const Opened&) = delete;
    ~Opened() { sodium_memzero(bytes.data(), bytes.size()); }

    std::string_view salt() const { return std::string_view(bytes).substr(0, salt_size); }
    std::string_view value() const { return std::string_view(bytes).substr(salt_size); }
};

/// Lets libsodium choose the fastest implementation; costs nothing after the first time.
void start_sodium()
{
    if (sodium_init() < 0) {
        throw Error(Fault::Internal, Localized("libsodium ვერ ამუშავდა", "libsodium does not start"));
    }
}

} // namespace

std::string new_subject_key()
{
    return random_bytes(subject_key_size);
}

std::string seal_binding(std::uint64_t nonce, std::string_view field)
{
    return fmt::format("{:016x}/{}", nonce, field);
}

SealedValue seal(std::string_view value, std::string_view subject_key, std::string_view binding)
{
    if (subject_key.size() != subject_key_size) {
        throw Error(Fault::Internal, say("პირის გასაღები {} ბაიტია და არა {}", "a subject key has {} bytes, not {}",
                                         subject_key_size, subject_key.size()));
    }
    start_sodium();
    Opened opened(salt_size + value.size());
    fill_random(std::as_writable_bytes(std::span(opened.bytes).first(salt_size)));
    value.copy(opened.bytes.data() + salt_size, value.size());

    SealedValue sealed{.commitment = hmac_sha256(opened.salt(), {value}), .ciphertext = random_bytes(nonce_size)};
    sealed.ciphertext.resize(nonce_size + opened.bytes.size() + tag_size);
    crypto_aead_xchacha20poly1305_ietf_encrypt(raw(sealed.ciphertext) + nonce_size, nullptr, raw(opened.bytes),
                                               opened.bytes.size(), raw(binding), binding.size(), nullptr,
                                               raw(sealed.ciphertext), raw(subject_key));
    return sealed;
}

std::optional<std::string> unseal(std::string_view ciphertext, std::string_view subject_key, std::string_view binding,
                                  const Hash& commitment)
{
    if (subject_key.size() != subject_key_size || ciphertext.size() < nonce_size + salt_size + tag_size) {
        return std::nullopt;
    }
    start_sodium();
    Opened opened(ciphertext.size() - nonce_size - tag_size);
    const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
        raw(opened.bytes), nullptr, nullptr, raw(ciphertext) + nonce_size, ciphertext.size() - nonce_size, raw(binding),
        binding.size(), raw(ciphertext), raw(subject_key));
    if (failed != 0 || hmac_sha256(opened.salt(), {opened.value()}) != commitment) {
        return std::nullopt;
    }
    return std::string(opened.value());
}

} // namespace ogp::ledger

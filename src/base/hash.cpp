#include "base/hash.hpp"

#include "base/text.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <sodium.h>

#include <atomic>
#include <cstring>
#include <memory>
#include <span>

namespace ogp {
namespace {

/// After so many hashes OpenSSL's start has paid for itself.
constexpr std::uint32_t hashes_by_sodium = 300;

using Parts = std::span<const std::string_view>;

Parts span_of(std::initializer_list<std::string_view> parts)
{
    return {parts.begin(), parts.size()};
}

Hash hash_by_sodium(std::string_view head, Parts parts)
{
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    const auto add = [&state](std::string_view part) {
        crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(part.data()), part.size());
    };
    add(head);
    for (const std::string_view part : parts)
        add(part);
    Hash hash;
    crypto_hash_sha256_final(&state, hash.bytes.data());
    return hash;
}

/// OpenSSL's SHA-256, fetched once, or nullptr where the library refuses.
const EVP_MD* openssl_algorithm()
{
    static const EVP_MD* const algorithm = [] {
        // Reading openssl.cnf costs more than everything else here.
        OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
        return EVP_MD_fetch(nullptr, "SHA256", nullptr);
    }();
    return algorithm;
}

struct FreeContext
{
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

bool hash_by_openssl(std::string_view head, Parts parts, Hash& hash)
{
    const EVP_MD* algorithm = openssl_algorithm();
    if (algorithm == nullptr)
        return false;
    thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> owner(EVP_MD_CTX_new());
    EVP_MD_CTX* context = owner.get();
    if (context == nullptr || EVP_DigestInit_ex2(context, algorithm, nullptr) != 1)
        return false;
    if (!head.empty() && EVP_DigestUpdate(context, head.data(), head.size()) != 1)
        return false;
    for (const std::string_view part : parts) {
        if (!part.empty() && EVP_DigestUpdate(context, part.data(), part.size()) != 1)
            return false;
    }
    return EVP_DigestFinal_ex(context, hash.bytes.data(), nullptr) == 1;
}

Hash hash_parts(std::string_view head, Parts parts)
{
    static std::atomic<std::uint32_t> count{0};
    // The count stops at the threshold, so that it neither wraps nor makes threads fight for its cache line.
    if (count.load(std::memory_order_relaxed) >= hashes_by_sodium) {
        Hash hash;
        if (hash_by_openssl(head, parts, hash))
            return hash;
    } else {
        count.fetch_add(1, std::memory_order_relaxed);
    }
    return hash_by_sodium(head, parts);
}

} // namespace

std::string Hash::hex() const
{
    return to_hex(view());
}

std::optional<Hash> Hash::from_hex(std::string_view hex)
{
    if (hex.size() != 64)
        return std::nullopt;
    const std::optional<std::string> raw = ogp::from_hex(hex);
    return raw ? from_bytes(*raw) : std::nullopt;
}

std::optional<Hash> Hash::from_bytes(std::string_view raw)
{
    Hash hash;
    if (raw.size() != hash.bytes.size())
        return std::nullopt;
    std::memcpy(hash.bytes.data(), raw.data(), raw.size());
    return hash;
}

Hash sha256(std::initializer_list<std::string_view> parts)
{
    return hash_parts({}, span_of(parts));
}

Hash hmac_sha256(std::string_view key, std::initializer_list<std::string_view> parts)
{
    std::array<char, 64> inner_pad{};
    if (key.size() > inner_pad.size()) {
        const Hash short_key = sha256(key);
        std::memcpy(inner_pad.data(), short_key.bytes.data(), short_key.bytes.size());
    } else if (!key.empty()) {
        std::memcpy(inner_pad.data(), key.data(), key.size());
    }
    std::array<char, 64> outer_pad = inner_pad;
    for (char& c : inner_pad)
        c = static_cast<char>(c ^ 0x36);
    for (char& c : outer_pad)
        c = static_cast<char>(c ^ 0x5c);
    const Hash inner = hash_parts({inner_pad.data(), inner_pad.size()}, span_of(parts));
    const Hash result = sha256({std::string_view(outer_pad.data(), outer_pad.size()), inner.view()});
    sodium_memzero(inner_pad.data(), inner_pad.size());
    sodium_memzero(outer_pad.data(), outer_pad.size());
    return result;
}

} // namespace ogp

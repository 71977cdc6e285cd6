#include "ledger/key_file.hpp"

#include "base/error.hpp"
#include "base/random.hpp"
#include "base/text.hpp"

#include <sodium.h>

#include <utility>
#include <vector>

namespace ogp::ledger {
namespace {

constexpr std::string_view plain_prefix = "ogp-ed25519-seed ";
constexpr std::string_view first_line = "ogp-key@v1";
constexpr std::size_t seed_size = crypto_sign_SEEDBYTES;
constexpr std::size_t salt_size = crypto_pwhash_argon2id_SALTBYTES;
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::uint64_t most_passes = 32;
constexpr std::uint64_t most_memory = 1U << 30U;

const unsigned char* raw(std::string_view bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* raw(std::string& bytes)
{
    return reinterpret_cast<unsigned char*>(bytes.data());
}

/// Bytes that are wiped when done with.
struct Secret
{
    std::string bytes;

    explicit Secret(std::string text) : bytes(std::move(text)) {}
    Secret(Secret&&) = default; // longer than what a string keeps in itself: the old one is empty
    Secret& operator=(Secret&&) = delete;
    ~Secret() { sodium_memzero(bytes.data(), bytes.size()); }
};

void start_sodium()
{
    if (sodium_init() < 0)
        throw Error(Fault::Internal, Localized("libsodium ვერ ამუშავდა", "libsodium does not start"));
}

Error no_key()
{
    return {Fault::Invalid, {"ეს გასაღების ფაილი არ არის", "this is no key file"}};
}

Secret key_from(std::string_view passphrase, const PassphraseCost& cost, std::string_view salt)
{
    Secret key(std::string(crypto_aead_xchacha20poly1305_ietf_KEYBYTES, '\0'));
    if (crypto_pwhash_argon2id(raw(key.bytes), key.bytes.size(), passphrase.data(), passphrase.size(), raw(salt), cost.passes,
                               static_cast<std::size_t>(cost.memory), crypto_pwhash_argon2id_ALG_ARGON2ID13) != 0)
        throw Error(Fault::Io, {"პაროლის შემოწმებას მეხსიერება არ ეყო", "there is not enough memory to try the passphrase"});
    return key;
}

/// A file with a passphrase, taken apart.
struct Protected
{
    PublicKey key;
    PassphraseCost cost;
    std::string salt;
    std::string box;          ///< nonce first
    std::string_view bound;   ///< the lines in front of the box
};

Protected take_apart(std::string_view text)
{
    const std::vector<std::string_view> lines = split(text, '\n');
    if (lines.size() != 5 || lines[0] != first_line || !lines[4].empty())
        throw no_key();
    const std::vector<std::string_view> named = split(lines[1], ' ');
    const std::vector<std::string_view> cost = split(lines[2], ' ');
    const std::vector<std::string_view> box = split(lines[3], ' ');
    if (named.size() != 2 || named[0] != "public" || cost.size() != 4 || cost[0] != "argon2id" || box.size() != 2 ||
        box[0] != "xchacha20-poly1305")
        throw no_key();
    const auto key = PublicKey::from_hex(named[1]);
    const auto passes = to_integer(cost[1]);
    const auto memory = to_integer(cost[2]);
    auto salt = from_base64(cost[3]);
    auto sealed = from_base64(box[1]);
    if (!key || !passes || !memory || !salt || salt->size() != salt_size || !sealed ||
        sealed->size() != nonce_size + seed_size + tag_size)
        throw no_key();
    if (*passes < 1 || static_cast<std::uint64_t>(*passes) > most_passes || *memory < static_cast<long long>(crypto_pwhash_argon2id_MEMLIMIT_MIN) ||
        static_cast<std::uint64_t>(*memory) > most_memory)
        throw Error(Fault::Invalid, {"გასაღების ფაილი ზედმეტ მეხსიერებას ან დროს ითხოვს", "the key file asks for too much memory or time"});
    return {*key, {static_cast<std::uint64_t>(*passes), static_cast<std::uint64_t>(*memory)}, std::move(*salt), std::move(*sealed),
            text.substr(0, text.size() - lines[3].size() - 1)};
}

SecretKey plain_key(std::string_view text)
{
    const auto seed = from_hex(trim(text.substr(plain_prefix.size())));
    if (!seed || seed->size() != seed_size)
        throw no_key();
    const Secret wiped(*seed);
    return SecretKey::from_seed(wiped.bytes);
}

} // namespace

std::string key_file(const SecretKey& key)
{
    return std::string(plain_prefix) + to_hex(key.seed()) + '\n';
}

std::string key_file(const SecretKey& key, std::string_view passphrase, const PassphraseCost& cost)
{
    start_sodium();
    const std::string salt = random_bytes(salt_size);
    std::string text = fmt::format("{}\npublic {}\nargon2id {} {} {}\n", first_line, key.public_key().hex(), cost.passes, cost.memory,
                                   to_base64(salt));
    const Secret box_key = key_from(passphrase, cost, salt);
    const Secret seed(key.seed());
    std::string box = random_bytes(nonce_size);
    box.resize(nonce_size + seed_size + tag_size);
    crypto_aead_xchacha20poly1305_ietf_encrypt(raw(box) + nonce_size, nullptr, raw(seed.bytes), seed.bytes.size(), raw(text),
                                               text.size(), nullptr, raw(box), raw(box_key.bytes));
    return text + "xchacha20-poly1305 " + to_base64(box) + '\n';
}

bool is_protected(std::string_view text)
{
    return text.starts_with(first_line);
}

PublicKey public_key_of(std::string_view text)
{
    if (text.starts_with(plain_prefix))
        return plain_key(text).public_key();
    return take_apart(text).key;
}

SecretKey open_key_file(std::string_view text, const std::optional<std::string>& passphrase)
{
    if (text.starts_with(plain_prefix))
        return plain_key(text);
    const Protected file = take_apart(text);
    if (!passphrase)
        throw Error(Fault::Forbidden, {"გასაღებს პაროლი იცავს", "the key is protected by a passphrase"},
                    {"მიუთითეთ ფაილი, სადაც ის წერია: OGP_PASSPHRASE_FILE", "name the file that it is in: OGP_PASSPHRASE_FILE"});
    start_sodium();
    const Secret box_key = key_from(*passphrase, file.cost, file.salt);
    Secret seed(std::string(seed_size, '\0'));
    const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(raw(seed.bytes), nullptr, nullptr, raw(file.box) + nonce_size,
                                                                  file.box.size() - nonce_size, raw(file.bound), file.bound.size(),
                                                                  raw(file.box), raw(box_key.bytes));
    if (failed != 0)
        throw Error(Fault::Forbidden, {"პაროლი სწორი არ არის, ან გასაღების ფაილი შეიცვალა", "the passphrase is wrong, or the key file was changed"});
    SecretKey key = SecretKey::from_seed(seed.bytes);
    if (key.public_key() != file.key)
        throw no_key();
    return key;
}

} // namespace ogp::ledger

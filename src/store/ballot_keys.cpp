#include "store/ballot_keys.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/random.hpp"
#include "base/text.hpp"

#include <sodium.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace ogp::store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t key_size = 32;
constexpr std::size_t keys_size = 3 * key_size;
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::string_view roll_domain{"ogp-roll-v1\0", 12};
constexpr std::string_view ballot_domain{"ogp-token-v1\0", 13};
constexpr std::size_t length_size = 4;
constexpr std::size_t padding = 64; ///< so that the length of a sealed ballot does not tell how many projects it names
static_assert(key_size == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

const unsigned char* raw(std::string_view bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* raw(std::string& bytes)
{
    return reinterpret_cast<unsigned char*>(bytes.data());
}

Error io_error(const fs::path& file, int error)
{
    return {Fault::Io, say("{0}: ვერ წაიშალა: {1}", "{0}: cannot be destroyed: {1}", printable(file.string()),
                           std::generic_category().message(error))};
}

/// Zeros over the whole file, on the disk when this returns.
int overwrite(int descriptor)
{
    const std::string zeros(keys_size, '\0');
    std::size_t done = 0;
    while (done < zeros.size()) {
        const ssize_t written = ::pwrite(descriptor, zeros.data() + done, zeros.size() - done, static_cast<off_t>(done));
        if (written < 0 && errno != EINTR)
            return errno;
        if (written > 0)
            done += static_cast<std::size_t>(written);
    }
    return ::fsync(descriptor) == 0 ? 0 : errno;
}

} // namespace

void BallotKeys::create(const fs::path& file)
{
    std::string bytes = random_bytes(keys_size);
    write_file(file, bytes, FileMode::Private);
    sodium_memzero(bytes.data(), bytes.size());
}

BallotKeys::BallotKeys(const fs::path& file)
{
    std::error_code failed;
    const auto size = fs::file_size(file, failed);
    if (failed || size != keys_size)
        throw Error(Fault::Integrity, say("{}: ბიულეტენების გასაღები არ არის ან დაზიანებულია",
                                          "{}: the key of the ballots is missing or damaged", printable(file.string())),
                    {"კენჭისყრის დამთავრებამდე მის გარეშე ხმა ვერ წაიკითხება; აღადგინეთ სარეზერვო ასლიდან",
                     "before balloting is closed no ballot can be read without it; restore it from its backup"});
    m_bytes = read_file(file, keys_size);
    if (sodium_init() < 0)
        throw Error(Fault::Internal, Localized("libsodium ვერ ამუშავდა", "libsodium does not start"));
}

BallotKeys::~BallotKeys()
{
    sodium_memzero(m_bytes.data(), m_bytes.size());
}

std::string_view BallotKeys::part(std::size_t index) const
{
    return std::string_view(m_bytes).substr(index * key_size, key_size);
}

Hash BallotKeys::roll_token(std::string_view voter) const
{
    return hmac_sha256(part(0), {roll_domain, voter});
}

Hash BallotKeys::ballot_token(const Hash& roll_token) const
{
    return hmac_sha256(part(1), {ballot_domain, roll_token.view()});
}

std::string BallotKeys::seal(std::string_view text, std::string_view bound) const
{
    std::string opened(length_size, '\0');
    for (std::size_t i = 0; i < length_size; ++i)
        opened[i] = static_cast<char>((text.size() >> (8 * i)) & 0xffU);
    opened += text;
    opened.resize((opened.size() + padding - 1) / padding * padding, '\0');
    std::string sealed = random_bytes(nonce_size);
    sealed.resize(nonce_size + opened.size() + tag_size);
    crypto_aead_xchacha20poly1305_ietf_encrypt(raw(sealed) + nonce_size, nullptr, raw(opened), opened.size(), raw(bound),
                                               bound.size(), nullptr, raw(sealed), raw(part(2)));
    sodium_memzero(opened.data(), opened.size());
    return sealed;
}

std::optional<std::string> BallotKeys::unseal(std::string_view ciphertext, std::string_view bound) const
{
    if (ciphertext.size() < nonce_size + tag_size + padding)
        return std::nullopt;
    std::string opened(ciphertext.size() - nonce_size - tag_size, '\0');
    const std::string_view box = ciphertext.substr(nonce_size);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(raw(opened), nullptr, nullptr, raw(box), box.size(), raw(bound), bound.size(),
                                                   raw(ciphertext), raw(part(2))) != 0)
        return std::nullopt;
    std::size_t size = 0;
    for (std::size_t i = 0; i < length_size; ++i)
        size |= static_cast<std::size_t>(static_cast<unsigned char>(opened[i])) << (8 * i);
    if (size > opened.size() - length_size)
        return std::nullopt;
    return opened.substr(length_size, size);
}

void BallotKeys::destroy(const fs::path& file)
{
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0) {
        if (errno == ENOENT)
            return;
        throw io_error(file, errno);
    }
    const int failed = overwrite(descriptor);
    ::close(descriptor);
    if (failed != 0)
        throw io_error(file, failed);
    std::error_code removed;
    fs::remove(file, removed);
    if (removed)
        throw io_error(file, removed.value());
}

} // namespace ogp::store

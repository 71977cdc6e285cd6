#include "store/sealed_blob.hpp"

#include "base/error.hpp"
#include "store/blob_writer.hpp"

#include <sodium.h>

#include <array>
#include <string>

namespace ogp::store {
namespace {

constexpr std::size_t box_content = 64U << 10U;
constexpr std::size_t header_size = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::size_t box_size = box_content + crypto_secretstream_xchacha20poly1305_ABYTES;

const unsigned char* raw(std::string_view bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

/// The stream's state with its key; wiped at the end.
struct Stream
{
    crypto_secretstream_xchacha20poly1305_state state{};
    Hash key;

    explicit Stream(std::string_view subject_key) : key(hmac_sha256(subject_key, {"ogp-blob-v1"}))
    {
        static_assert(sizeof key.bytes == crypto_secretstream_xchacha20poly1305_KEYBYTES);
        if (sodium_init() < 0)
            throw Error(Fault::Internal, {"libsodium ვერ ამუშავდა", "libsodium does not start"});
    }
    ~Stream()
    {
        sodium_memzero(&state, sizeof state);
        sodium_memzero(key.bytes.data(), key.bytes.size());
    }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
};

/// A whole box of content, or what there is before the end.
std::size_t fill(const ContentSource& source, std::string& box)
{
    std::size_t used = 0;
    while (used < box.size()) {
        const std::size_t count = source(box.data() + used, box.size() - used);
        if (count == 0)
            break;
        used += count;
    }
    return used;
}

[[noreturn]] void refuse(const Hash& ciphertext)
{
    throw Error(Fault::Integrity,
                say("დალუქული ფაილი {} თავისი გასაღებით არ იხსნება", "the sealed file {} does not open under its key",
                    ciphertext.hex().substr(0, 12)),
                {"შეამოწმეთ საცავი: ogp fsck", "check the repository: ogp fsck"});
}

/// Opens boxes as they are complete.
class Opener
{
public:
    Opener(const Hash& ciphertext, std::string_view subject_key, const std::function<void(std::string_view)>& visit)
        : m_ciphertext(ciphertext), m_stream(subject_key), m_visit(visit)
    {
    }

    void add(std::string_view piece)
    {
        m_held += piece;
        std::size_t at = 0;
        if (!m_begun && m_held.size() >= header_size) {
            m_begun = true;
            at = header_size;
            if (crypto_secretstream_xchacha20poly1305_init_pull(&m_stream.state, raw(m_held), m_stream.key.bytes.data()) != 0)
                refuse(m_ciphertext);
        }
        for (; m_begun && m_held.size() - at >= box_size; at += box_size)
            open(std::string_view(m_held).substr(at, box_size));
        m_held.erase(0, at);
    }

    void finish()
    {
        if (!m_held.empty())
            open(m_held);
        if (!m_final)
            refuse(m_ciphertext);
    }

private:
    void open(std::string_view box)
    {
        unsigned char tag = 0;
        if (!m_begun || m_final || box.size() < crypto_secretstream_xchacha20poly1305_ABYTES)
            refuse(m_ciphertext);
        std::string content(box.size() - crypto_secretstream_xchacha20poly1305_ABYTES, '\0');
        if (crypto_secretstream_xchacha20poly1305_pull(&m_stream.state, reinterpret_cast<unsigned char*>(content.data()), nullptr,
                                                       &tag, raw(box), box.size(), nullptr, 0) != 0)
            refuse(m_ciphertext);
        m_final = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
        m_visit(content);
        sodium_memzero(content.data(), content.size());
    }

    const Hash& m_ciphertext;
    Stream m_stream;
    const std::function<void(std::string_view)>& m_visit;
    std::string m_held;
    bool m_begun = false;
    bool m_final = false;
};

} // namespace

Hash put_sealed(const Blobs& blobs, std::string_view subject_key, const ContentSource& source)
{
    Stream stream(subject_key);
    BlobWriter writer(blobs);
    std::array<unsigned char, header_size> header{};
    crypto_secretstream_xchacha20poly1305_init_push(&stream.state, header.data(), stream.key.bytes.data());
    writer.add({reinterpret_cast<const char*>(header.data()), header.size()});
    std::string content(box_content, '\0');
    std::string box(box_size, '\0');
    for (bool more = true; more;) {
        const std::size_t count = fill(source, content);
        more = count == box_content;
        const unsigned char tag = more ? 0 : crypto_secretstream_xchacha20poly1305_TAG_FINAL;
        unsigned long long size = 0;
        crypto_secretstream_xchacha20poly1305_push(&stream.state, reinterpret_cast<unsigned char*>(box.data()), &size, raw(content),
                                                   count, nullptr, 0, tag);
        writer.add(std::string_view(box).substr(0, size));
    }
    sodium_memzero(content.data(), content.size());
    return writer.finish();
}

void read_sealed(const Blobs& blobs, const Hash& ciphertext, std::string_view subject_key,
                 const std::function<void(std::string_view)>& visit)
{
    Opener opener(ciphertext, subject_key, visit);
    blobs.read(ciphertext, [&](std::string_view piece) { opener.add(piece); });
    opener.finish();
}

} // namespace ogp::store

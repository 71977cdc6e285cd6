#include "base/picture_metadata.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace ogp {
namespace {

Error broken(std::size_t at)
{
    return Error(Fault::Invalid,
                 say("სურათი დაზიანებულია ან არასრულია (ბაიტი {})", "the picture is damaged or cut off (byte {})", at),
                 {"შეინახეთ სურათი თავიდან და ისევ დაურთეთ", "save the picture anew and attach that"});
}

std::uint32_t byte_at(std::string_view bytes, std::size_t at)
{
    if (at >= bytes.size())
        throw broken(bytes.size());
    return static_cast<unsigned char>(bytes[at]);
}

std::uint32_t big_endian_16(std::string_view bytes, std::size_t at)
{
    return byte_at(bytes, at) << 8U | byte_at(bytes, at + 1);
}

std::uint32_t big_endian_32(std::string_view bytes, std::size_t at)
{
    return big_endian_16(bytes, at) << 16U | big_endian_16(bytes, at + 2);
}

/// A part of the picture; throws where it reaches behind the end.
std::string_view part(std::string_view bytes, std::size_t at, std::size_t size)
{
    if (at > bytes.size() || size > bytes.size() - at)
        throw broken(bytes.size());
    return bytes.substr(at, size);
}

// JPEG

constexpr std::uint32_t start_of_image = 0xD8;
constexpr std::uint32_t end_of_image = 0xD9;
constexpr std::uint32_t start_of_scan = 0xDA;
constexpr std::uint32_t comment = 0xFE;
constexpr std::uint32_t fill = 0xFF;
constexpr std::string_view exif_name{"Exif\0\0", 6};

bool stands_alone(std::uint32_t marker)
{
    return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7);
}

/// Whether a segment concerns the pixels. `content` without marker and length.
bool is_kept(std::uint32_t marker, std::string_view content)
{
    switch (marker) {
    case 0xE0: return content.starts_with(std::string_view("JFIF\0", 5));
    case 0xE2: return content.starts_with(std::string_view("ICC_PROFILE\0", 12));
    case 0xEE: return content.starts_with("Adobe");
    default: return marker != comment && (marker < 0xE0 || marker > 0xEF);
    }
}

/// Reads numbers of a TIFF in its own byte order; nothing where it ends.
class Tiff
{
public:
    explicit Tiff(std::string_view bytes) : m_bytes(bytes), m_little(bytes.starts_with("II")) {}

    /// Tag 0x0112 of the first directory, where it is 2 to 8.
    std::optional<std::uint32_t> orientation() const
    {
        constexpr std::uint32_t tag = 0x0112;
        constexpr std::size_t entry_size = 12;
        const auto directory = number(4, 4);
        const auto count = directory ? number(*directory, 2) : std::nullopt;
        for (std::size_t i = 0; count && i < *count; ++i) {
            const std::size_t entry = *directory + 2 + i * entry_size;
            const auto value = number(entry, 2) == tag ? number(entry + 8, 2) : std::nullopt;
            if (value && *value >= 2 && *value <= 8)
                return value;
        }
        return std::nullopt;
    }

private:
    std::optional<std::uint32_t> number(std::size_t at, std::size_t size) const
    {
        if (at > m_bytes.size() || size > m_bytes.size() - at)
            return std::nullopt;
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < size; ++i) {
            const auto byte = static_cast<unsigned char>(m_bytes[m_little ? at + size - 1 - i : at + i]);
            value = value << 8U | byte;
        }
        return value;
    }

    std::string_view m_bytes;
    bool m_little;
};

/// An Exif segment with one tag.
std::string orientation_segment(std::uint32_t orientation)
{
    using namespace std::string_view_literals;
    std::string segment("\xFF\xE1\x00\x22"sv);
    segment += exif_name;
    segment += "MM\x00\x2A\x00\x00\x00\x08"sv;      // big-endian, the directory follows
    segment += "\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00"sv; // one entry: orientation, one SHORT
    segment += static_cast<char>(orientation);
    segment += "\x00\x00\x00\x00\x00\x00"sv;         // the rest of the value, no further directory
    return segment;
}

/// Where the next marker begins behind entropy-coded data.
std::size_t end_of_scan(std::string_view picture, std::size_t at)
{
    while (true) {
        at = picture.find('\xFF', at);
        if (at == std::string_view::npos)
            throw broken(picture.size());
        const std::uint32_t next = byte_at(picture, at + 1);
        if (next != 0 && next != fill && !stands_alone(next))
            return at;
        at += next == fill ? 1 : 2;
    }
}

// PNG

constexpr std::string_view png_signature{"\x89PNG\r\n\x1a\n", 8};
constexpr std::array<std::string_view, 20> kept_chunks{"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM",
                                                       "sRGB", "iCCP", "sBIT", "bKGD", "pHYs", "hIST", "sPLT",
                                                       "cICP", "mDCV", "cLLI", "acTL", "fcTL", "fdAT"};

} // namespace

std::string strip_jpeg_metadata(std::string_view picture)
{
    if (big_endian_16(picture, 0) != (0xFF00U | start_of_image))
        throw broken(0);
    std::string out(picture.substr(0, 2));
    bool turned = false;
    for (std::size_t at = 2;;) {
        if (byte_at(picture, at) != fill)
            throw broken(at);
        const std::uint32_t marker = byte_at(picture, at + 1);
        if (marker == fill) {
            ++at;
            continue;
        }
        if (marker == end_of_image)
            return out.append("\xFF\xD9"); // what stands behind is none of the picture
        if (marker == 0 || marker == start_of_image)
            throw broken(at);
        if (stands_alone(marker)) {
            out += picture.substr(at, 2);
            at += 2;
            continue;
        }
        const std::size_t size = big_endian_16(picture, at + 2);
        if (size < 2)
            throw broken(at);
        const std::string_view content = part(picture, at + 2, size).substr(2);
        if (is_kept(marker, content)) {
            out += picture.substr(at, size + 2);
        } else if (marker == 0xE1 && content.starts_with(exif_name) && !turned) {
            if (const auto orientation = Tiff(content.substr(exif_name.size())).orientation()) {
                out += orientation_segment(*orientation);
                turned = true;
            }
        }
        at += size + 2;
        if (marker == start_of_scan) {
            const std::size_t end = end_of_scan(picture, at);
            out += picture.substr(at, end - at);
            at = end;
        }
    }
}

std::string strip_png_metadata(std::string_view picture)
{
    if (!picture.starts_with(png_signature))
        throw broken(0);
    std::string out(png_signature);
    constexpr std::size_t frame = 12; // length, type and checksum of a chunk
    for (std::size_t at = png_signature.size();;) {
        const std::size_t size = big_endian_32(picture, at);
        const std::string_view chunk = part(picture, at, size + frame);
        const std::string_view type = chunk.substr(4, 4);
        const bool kept = std::find(kept_chunks.begin(), kept_chunks.end(), type) != kept_chunks.end();
        const bool critical = type.front() >= 'A' && type.front() <= 'Z';
        if (!kept && critical)
            throw broken(at);
        if (kept)
            out += chunk;
        if (type == "IEND")
            return out;
        at += chunk.size();
    }
}

std::string strip_metadata(std::string_view media_type, std::string content)
{
    if (media_type == "image/jpeg")
        return strip_jpeg_metadata(content);
    if (media_type == "image/png")
        return strip_png_metadata(content);
    return content;
}

} // namespace ogp

#include "sync/compression.hpp"

#include <zstd.h>

#include <algorithm>
#include <memory>
#include <new>

namespace ogp::sync {
namespace {

struct FreeDecoder
{
    void operator()(ZSTD_DCtx* decoder) const { ZSTD_freeDCtx(decoder); }
};
using Decoder = std::unique_ptr<ZSTD_DCtx, FreeDecoder>;

[[noreturn]] void throw_damaged(const char* reason)
{
    throw Error{Fault::Invalid, say("შეკუმშული მონაცემები ვერ იკითხება: {}", "the compressed data cannot be read: {}", reason),
                {"გაიმეორეთ გადაცემა", "send it again"}};
}

void require(std::size_t result)
{
    if (ZSTD_isError(result) != 0U)
        throw_damaged(ZSTD_getErrorName(result));
}

/// What to take at first: what the frame says of itself is a wish, held to what so few bytes can honestly become.
std::size_t first_room(std::string_view data, std::size_t max_output)
{
    constexpr std::size_t usual_ratio = 16;
    const std::size_t usual = std::max<std::size_t>(ZSTD_DStreamOutSize(), data.size() * usual_ratio);
    const unsigned long long said = ZSTD_getFrameContentSize(data.data(), data.size());
    if (said == ZSTD_CONTENTSIZE_ERROR)
        throw_damaged("no zstd frame");
    const bool known = said != ZSTD_CONTENTSIZE_UNKNOWN;
    if (known && said > max_output)
        throw UnpacksTooLong{max_output};
    return std::min(max_output, known ? std::min<std::size_t>(usual, static_cast<std::size_t>(said)) : usual);
}

/// The same text with more room, exactly that much: a string that grows by itself may take twice what it needs.
std::string with_room(const std::string& text, std::size_t size)
{
    std::string wider(size, '\0');
    std::copy(text.begin(), text.end(), wider.begin());
    return wider;
}

} // namespace

UnpacksTooLong::UnpacksTooLong(std::size_t limit)
    : Error{Fault::Invalid,
            say("შეკუმშული მონაცემები გაშლისას ნებადართულ {} ბაიტს სცდება", "the compressed data unpacks to more than the {} bytes allowed", limit),
            {"გაგზავნეთ ნაწილ-ნაწილ", "send it in smaller pieces"}}
{}

std::string compress(std::string_view data, int level)
{
    std::string out(ZSTD_compressBound(data.size()), '\0');
    const std::size_t size = ZSTD_compress(out.data(), out.size(), data.data(), data.size(), level);
    if (ZSTD_isError(size) != 0U) {
        const char* reason = ZSTD_getErrorName(size);
        throw Error{Fault::Internal, say("შეკუმშვა ვერ მოხერხდა: {}", "cannot compress: {}", reason)};
    }
    out.resize(size);
    return out;
}

std::string decompress(std::string_view data, std::size_t max_output)
{
    const Decoder decoder{ZSTD_createDCtx()};
    if (!decoder)
        throw std::bad_alloc{};
    require(ZSTD_DCtx_setParameter(decoder.get(), ZSTD_d_windowLogMax, max_window_log));
    std::string out(first_room(data, max_output), '\0');
    ZSTD_inBuffer in{data.data(), data.size(), 0};
    std::size_t filled = 0;
    for (std::size_t left = 1; left != 0 || in.pos < in.size;) {
        ZSTD_outBuffer to{out.data(), out.size(), filled};
        const std::size_t read_before = in.pos;
        left = ZSTD_decompressStream(decoder.get(), &to, &in);
        require(left);
        const bool moved = to.pos > filled || in.pos > read_before;
        filled = to.pos;
        if (moved && filled < out.size())
            continue;
        if (left == 0 && in.pos == in.size)
            break;
        if (filled < out.size())
            throw_damaged("cut off");
        if (out.size() < max_output) {
            out = with_room(out, std::min(max_output, out.size() * 2 + 1));
            continue;
        }
        // Full to the last byte: what is left may still be the end of the frame, which needs no room.
        if (!moved)
            throw UnpacksTooLong{max_output};
    }
    out.resize(filled);
    return out;
}

} // namespace ogp::sync

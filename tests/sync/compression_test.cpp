#include "sync/compression.hpp"

#include "sync/transport.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace ogp;
using namespace ogp::sync;

namespace {

constexpr std::size_t mebibyte = 1U << 20U;

Fault fault_of(std::string_view data, std::size_t limit)
{
    try {
        decompress(data, limit);
    } catch (const Error& error) {
        CHECK_FALSE(error.message().ka.empty());
        CHECK_FALSE(error.message().en.empty());
        return error.fault();
    }
    return Fault::Internal;
}

/// Head of a frame that says it holds `size` bytes and asks for a window of 2^`window_log`, followed by one raw block of one byte.
std::string frame(std::uint64_t size, int window_log)
{
    std::string out{"\x28\xB5\x2F\xFD", 4};
    out += static_cast<char>(0xC0); // content size in 8 bytes, with a window
    out += static_cast<char>((window_log - 10) << 3);
    for (int byte = 0; byte < 8; ++byte)
        out += static_cast<char>((size >> (8 * byte)) & 0xFFU);
    out += std::string{"\x09\x00\x00x", 4}; // last block, raw, one byte
    return out;
}

/// The same without saying how much it holds: then the window is what has to be kept.
std::string open_frame(int window_log)
{
    return std::string{"\x28\xB5\x2F\xFD\x00", 5} + static_cast<char>((window_log - 10) << 3) + std::string{"\x09\x00\x00x", 4};
}

} // namespace

TEST_CASE("compression: what was packed comes back")
{
    rc::check([](const std::string& text, unsigned repeat) {
        std::string data;
        for (unsigned time = 0; time < repeat % 200; ++time)
            data += text;
        RC_ASSERT(decompress(compress(data), data.size()) == data);
        RC_ASSERT(decompress(compress(data, 1), data.size() + 1) == data);
    });
}

TEST_CASE("compression: several frames one after the other are one text")
{
    CHECK(decompress(compress("one ") + compress("") + compress("two"), 100) == "one two");
}

TEST_CASE("compression: a bomb is refused, whatever it says of itself")
{
    const std::string bomb = compress(std::string(64 * mebibyte, '\0'));
    CHECK(bomb.size() < 16384);
    CHECK_THROWS_AS(decompress(bomb, mebibyte), UnpacksTooLong);
    CHECK(fault_of(bomb, mebibyte) == Fault::Invalid);
    // The same in small frames: none of them is too long by itself.
    std::string many;
    for (int count = 0; count < 20; ++count)
        many += compress(std::string(mebibyte / 4, 'a'));
    CHECK_THROWS_AS(decompress(many, mebibyte), UnpacksTooLong);
    // Exactly the limit is allowed, one byte more is not.
    const std::string whole = compress(std::string(mebibyte, 'b'));
    CHECK(decompress(whole, mebibyte).size() == mebibyte);
    CHECK_THROWS_AS(decompress(whole, mebibyte - 1), UnpacksTooLong);
    CHECK(decompress(compress(""), 0).empty());
    CHECK_THROWS_AS(decompress(compress("x"), 0), UnpacksTooLong);
}

TEST_CASE("compression: a frame that asks for too large a window is refused, the largest allowed one is not")
{
    CHECK(fault_of(open_frame(27), mebibyte) == Fault::Invalid);
    CHECK(fault_of(open_frame(max_window_log + 1), mebibyte) == Fault::Invalid);
    CHECK(decompress(open_frame(max_window_log), mebibyte) == "x");
}

TEST_CASE("compression: a frame that lies about its size is refused")
{
    CHECK(fault_of(frame(5, 20), mebibyte) == Fault::Invalid);
    CHECK_THROWS_AS(decompress(frame(std::uint64_t{1} << 62U, 20), mebibyte), UnpacksTooLong);
}

TEST_CASE("compression: cut, damaged and foreign bytes are refused")
{
    std::string text;
    for (int number = 0; number < 2000; ++number)
        text += std::to_string(number * 7919) + ",";
    const std::string packed = compress(text);
    for (std::size_t size = 0; size < packed.size(); size += 1 + packed.size() / 97)
        CHECK(fault_of(packed.substr(0, size), mebibyte) == Fault::Invalid);
    CHECK(fault_of(packed + "tail", mebibyte) == Fault::Invalid);
    CHECK(fault_of("{\"not\":\"zstd\"}", mebibyte) == Fault::Invalid);
    CHECK(fault_of("\x1F\x8B\x08 gzip", mebibyte) == Fault::Invalid);
    rc::check("random bytes never give more than the limit", [](const std::string& bytes, std::uint16_t limit) {
        try {
            RC_ASSERT(decompress(bytes, limit).size() <= limit);
        } catch (const Error& error) {
            RC_ASSERT(error.fault() == Fault::Invalid);
        }
    });
}

TEST_CASE("transport: an answer that came packed is unpacked, within the limit")
{
    Response response{.status = 200, .headers = {{"content-type", "text/plain"}, {"content-encoding", "zstd"}}, .body = compress("გამარჯობა")};
    unpack(response, 100);
    CHECK(response.body == "გამარჯობა");
    CHECK(response.header("content-encoding").empty());
    CHECK(response.header("content-type") == "text/plain");
    unpack(response, 0); // not packed: left as it is
    CHECK(response.body == "გამარჯობა");
    Response bomb{.status = 200, .headers = {{"content-encoding", "zstd"}}, .body = compress(std::string(1000, 'a'))};
    CHECK_THROWS_AS(unpack(bomb, 999), UnpacksTooLong);
    Response other{.status = 200, .headers = {{"content-encoding", "gzip"}}, .body = "x"};
    CHECK_THROWS_AS(unpack(other, 10), Error);
}

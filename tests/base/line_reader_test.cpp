#include "base/line_reader.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace ogp;

namespace {

/// Gives a text in pieces of that size.
LineReader::Source pieces(const std::string& text, std::size_t size)
{
    return [&text, size, at = std::size_t{0}](char* buffer, std::size_t room) mutable {
        const std::size_t count = std::min({size, room, text.size() - at});
        std::copy_n(text.data() + at, count, buffer);
        at += count;
        return count;
    };
}

std::vector<std::string> lines_of(const std::string& text, std::size_t piece, std::size_t limit = 100)
{
    LineReader reader("x", pieces(text, piece), limit);
    TextLine line;
    std::vector<std::string> lines;
    while (reader.next(line)) {
        CHECK(line.number == lines.size() + 1);
        lines.emplace_back(line.text);
        lines.back() += line.too_long ? "…" + std::to_string(line.bytes) : "";
    }
    CHECK(reader.consumed() == text.size());
    return lines;
}

} // namespace

TEST_CASE("lines are the same however the text comes in")
{
    const std::string text = "\xEF\xBB\xBF" "one\r\ntwo\n\nthree,\r,\nლურჯი";
    for (const std::size_t piece : {1U, 2U, 3U, 7U, 1000U})
        CHECK(lines_of(text, piece) == std::vector<std::string>{"one", "two", "", "three,\r,", "ლურჯი"});
    CHECK(lines_of("", 1).empty());
    CHECK(lines_of("\n", 1) == std::vector<std::string>{""});
    CHECK(lines_of("a", 1) == std::vector<std::string>{"a"});
}

TEST_CASE("of a line that is too long the beginning is kept, and the next one is read")
{
    const std::string text = "first\n" + std::string(1000, 'x') + "\nlast\n";
    for (const std::size_t piece : {1U, 64U, 5000U}) {
        const std::vector<std::string> lines = lines_of(text, piece);
        REQUIRE(lines.size() == 3);
        CHECK(lines[1].starts_with(std::string(100, 'x')));
        CHECK(lines[1].find('\n') == std::string::npos);
        CHECK(lines[1].ends_with("x…1000"));
        CHECK(lines[2] == "last");
    }
    // Exactly the limit is not too long.
    CHECK(lines_of(std::string(100, 'x') + "\n", 1000) == std::vector<std::string>{std::string(100, 'x')});
    CHECK(lines_of(std::string(101, 'x'), 1000).front().ends_with("…101"));
}

TEST_CASE("a line of 100 MB takes no 100 MB of memory")
{
    std::size_t left = 100U << 20U;
    std::size_t largest = 0;
    LineReader reader("x", [&](char* buffer, std::size_t room) {
        largest = std::max(largest, room);
        const std::size_t count = std::min(room, left);
        std::fill_n(buffer, count, 'x');
        left -= count;
        return count;
    }, 1U << 20U);
    TextLine line;
    REQUIRE(reader.next(line));
    CHECK(line.too_long);
    CHECK(line.bytes == 100U << 20U);
    CHECK(largest < 2U << 20U);
    CHECK_FALSE(reader.next(line));
}

TEST_CASE("texts in UTF-16 and UTF-32 are refused with the reason")
{
    using namespace std::string_literals;
    for (const std::string& text : {"\xFF\xFE" "a\0"s, "\xFE\xFF\0a"s, "a\0b\0"s, "\0a\0b"s, "\xFF\xFE\0\0a\0\0\0"s}) {
        LineReader reader("x.csv", pieces(text, 1), 100);
        TextLine line;
        try {
            reader.next(line);
            FAIL("not refused");
        } catch (const Error& error) {
            CHECK(error.fault() == Fault::Invalid);
            CHECK(error.message().en.find("UTF-16") != std::string::npos);
        }
    }
}

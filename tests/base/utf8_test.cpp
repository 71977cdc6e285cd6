#include "base/utf8.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace ogp;

TEST_CASE("every character is written and read back")
{
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
        if (c == 0xD800)
            c = 0xE000;
        std::string text;
        append_utf8(text, c);
        const Utf8Character character = utf8_at(text, 0);
        if (character.value != c || character.size != text.size())
            FAIL("U+" << std::hex << static_cast<unsigned>(c));
    }
}

TEST_CASE("no sequence of bytes is two characters or a short form")
{
    // All pairs and triples that a reader might take for one character.
    int accepted = 0;
    for (unsigned a = 0x80; a < 0x100; ++a) {
        for (unsigned b = 0; b < 0x100; ++b) {
            const std::string text = {static_cast<char>(a), static_cast<char>(b), '\x80', '\x80'};
            const Utf8Character character = utf8_at(text, 0);
            if (character.size == 0)
                continue;
            ++accepted;
            std::string again;
            append_utf8(again, character.value);
            if (again != text.substr(0, character.size))
                FAIL("bytes " << a << " " << b);
        }
    }
    // 30 leads of two bytes, 16 of three and 5 of four with 64 second bytes each, without overlong forms (E0: 32,
    // F0: 16), surrogates (ED: 32) and what lies beyond the last character (F4: 48).
    CHECK(accepted == (30 + 16 + 5) * 64 - 32 - 16 - 32 - 48);
}

TEST_CASE("runs of ASCII end where it ends")
{
    for (std::size_t size = 0; size < 20; ++size) {
        CHECK(ascii_run(std::string(size, 'a') + "ა" + std::string(20, 'b'), 0) == size);
        CHECK(ascii_run(std::string(size, 'a'), 0) == size);
    }
    CHECK(ascii_run("აabc", 3) == 3);
}

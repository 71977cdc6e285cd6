#include "base/text.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace ogp;

TEST_CASE("well-formed and ill-formed UTF-8")
{
    for (const char* text : {"", "ascii", "საქართველო", "Україна", "\xF0\x9F\x98\x80", "\xEF\xBF\xBF", "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF"}) {
        INFO(text);
        CHECK(is_utf8(text));
    }
    const std::vector<std::string> bad = {"\x80",         "\xC0\x80",         "\xC1\xBF",         "\xE0\x80\x80", "\xE0\x9F\xBF",
                                          "\xED\xA0\x80", "\xED\xBF\xBF",     "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
                                          "\xFF",         "\xE1\x83",         "\xE1",             "\xC3",         "\xF0\x9F\x98",
                                          "\xE1\x83g",    "\xC3\x28"};
    for (const std::string& text : bad) {
        CHECK_FALSE(is_utf8(text));
        CHECK(find_bad_utf8("0123456789 ა" + text) == 14);
    }
}

TEST_CASE("normalization form C")
{
    CHECK(to_nfc("e\xCC\x81") == "\xC3\xA9");
    CHECK(to_nfc("\xE2\x84\xA6") == "\xCE\xA9"); // ohm sign
    CHECK(to_nfc("и\xCC\x86") == "й");
    CHECK(to_nfc("თბილისი — „გეგმა“ 5 ₾") == "თბილისი — „გეგმა“ 5 ₾");
    CHECK(is_nfc("თბილისი — „გეგმა“ 5 ₾ Київ"));
    CHECK(is_nfc("\xE1\x84\xB0")); // a lone Hangul letter: not on the short list, yet normal
    CHECK_FALSE(is_nfc("e\xCC\x81"));
    CHECK_FALSE(is_nfc("\xE2\x84\xA6"));
    CHECK_THROWS(to_nfc("\xFF"));
}

TEST_CASE("the short way to NFC never disagrees with the long one", "[law]")
{
    // Each character of the planes alone, and after a letter that marks compose with.
    CHECK(rc::check("is_nfc(x) == (to_nfc(x) == x)", [] {
        const auto c = *rc::gen::oneOf(rc::gen::inRange<char32_t>(0x80, 0xD800), rc::gen::inRange<char32_t>(0xE000, 0x30000));
        std::string text = "e";
        if (c < 0x800) {
            text += static_cast<char>(0xC0 | (c >> 6));
        } else if (c < 0x10000) {
            text += static_cast<char>(0xE0 | (c >> 12));
            text += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        } else {
            text += static_cast<char>(0xF0 | (c >> 18));
            text += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
            text += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        }
        text += static_cast<char>(0x80 | (c & 0x3F));
        RC_ASSERT(is_utf8(text));
        // U+1100 keeps the text off the short way and composes with no Latin letter.
        const std::string forced = to_nfc("\xE1\x84\x80" + text);
        RC_ASSERT(is_nfc(text) == (forced == "\xE1\x84\x80" + text));
        RC_ASSERT(is_nfc(to_nfc(text)));
    }));
}

TEST_CASE("control and bidirectional characters are seen")
{
    for (const char* text : {"\x01", "\x1b[31m", "a\r", "\x7f", "\xC2\x85", "\xD8\x9C", "\xE2\x80\x8E", "\xE2\x80\x8F",
                             "\xE2\x80\xAA", "\xE2\x80\xAE", "\xE2\x81\xA6", "\xE2\x81\xA9"}) {
        CHECK(has_control_characters(text));
        CHECK(has_control_characters("თბილისი" + std::string(text) + "x"));
        CHECK_FALSE(has_control_characters(printable(text)));
    }
    CHECK(has_control_characters(std::string_view("\0", 1)));
    for (const char* text : {"", "a\tb\n", "თბილისი", "\xC2\xA0", "\xE2\x80\x94", "\xE2\x81\xA5", "\xE2\x80\xA9"}) {
        CHECK_FALSE(has_control_characters(text));
        CHECK(printable(text) == text);
    }
}

TEST_CASE("what must not be seen raw is made visible")
{
    CHECK(printable("a\xE2\x80\xAE" "b") == "a\\u{202e}b");
    CHECK(printable("\x1b[0m") == "\\u{1b}[0m");
    CHECK(printable("ა\xFF" "ბ") == "ა\\x{ff}ბ");
    CHECK(printable("\xE1\x83") == "\\x{e1}\\x{83}");
}

TEST_CASE("widths are columns")
{
    CHECK(display_width("") == 0);
    CHECK(display_width("abc") == 3);
    CHECK(display_width("თბილისი") == 7);
    CHECK(display_width("ᲗᲑᲘᲚᲘᲡᲘ") == 7);
    CHECK(display_width("Київ") == 4);
    CHECK(display_width("e\xCC\x81") == 1);
    CHECK(display_width("漢字") == 4);
    CHECK(display_width("—…„“") == 4);
}

TEST_CASE("texts are shortened by columns")
{
    CHECK(shorten("თბილისი", 7) == "თბილისი");
    CHECK(shorten("თბილისი", 6) == "თბილი…");
    CHECK(shorten("თბილისი", 1) == "…");
    CHECK(shorten("თბილისი", 0).empty());
    CHECK(shorten("漢字", 3) == "漢…");
    CHECK(shorten("漢字漢", 4) == "漢…");
    CHECK(shorten("", 0).empty());
}

TEST_CASE("texts are wrapped at spaces")
{
    CHECK(wrap("ერთი ორი სამი", 8) == std::vector<std::string>{"ერთი ორი", "სამი"});
    CHECK(wrap("  ერთი   ორი ", 80) == std::vector<std::string>{"ერთი ორი"});
    CHECK(wrap("a verylongword b", 4) == std::vector<std::string>{"a", "verylongword", "b"});
    CHECK(wrap("a\n\nb", 10) == std::vector<std::string>{"a", "", "b"});
    CHECK(wrap("", 10).empty());
    CHECK(wrap(" \n ", 10).empty());
}

TEST_CASE("wrapping and shortening keep to the width", "[law]")
{
    CHECK(rc::check("no line is wider unless it is one word", [] {
        const auto words = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>("ა", "თბილისი", "a", "of", "გეგმის"));
        const auto width = *rc::gen::inRange<std::size_t>(1, 30);
        const std::string text = join(words, " ");
        for (const std::string& line : wrap(text, width))
            RC_ASSERT(display_width(line) <= width || line.find(' ') == std::string::npos);
        RC_ASSERT(join(wrap(text, width), " ") == text);
        RC_ASSERT(display_width(shorten(text, width)) <= width);
    }));
}

TEST_CASE("blanks are trimmed")
{
    CHECK(trim("  a b \r\n") == "a b");
    CHECK(trim("\xC2\xA0\tა\xC2\xA0") == "ა");
    CHECK(trim(" \t\n").empty());
    CHECK(trim("").empty());
}

TEST_CASE("split and join are inverse", "[law]")
{
    CHECK(split("a,,b,", ',') == std::vector<std::string_view>{"a", "", "b", ""});
    CHECK(split("", ',') == std::vector<std::string_view>{""});
    CHECK(join({}, ", ").empty());
    CHECK(rc::check("join(split(x)) == x", [](const std::string& text) {
        std::vector<std::string> parts;
        for (const std::string_view part : split(text, 'a'))
            parts.emplace_back(part);
        RC_ASSERT(join(parts, "a") == text);
    }));
}

TEST_CASE("identifiers")
{
    CHECK(is_identifier("org_unit2"));
    CHECK(is_identifier("a"));
    for (const char* word : {"", "A", "1a", "_a", "a-b", "a b", "ა", "aB", "a."})
        CHECK_FALSE(is_identifier(word));
}

TEST_CASE("whole texts to integers")
{
    CHECK(to_integer("0") == 0);
    CHECK(to_integer("-12") == -12);
    CHECK(to_integer("010") == 10);
    CHECK(to_integer("9223372036854775807") == 9223372036854775807);
    CHECK(to_integer("-9223372036854775808"));
    for (const char* text : {"", "-", "+1", " 1", "1 ", "1.0", "0x10", "9223372036854775808", "1e3", "--1", "١"})
        CHECK_FALSE(to_integer(text));
}

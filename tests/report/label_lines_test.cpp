#include "report/label_lines.hpp"

#include "base/text.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace ogp;
using namespace ogp::report;

using Lines = std::vector<std::string>;

TEST_CASE("a label is broken at blanks and ends in an ellipsis")
{
    CHECK(label_lines("short", 20'000, 2) == Lines{"short"});
    CHECK(label_lines("one two three four five", 6'000, 2) == Lines{"one two", "three four…"});
    CHECK(label_lines("one two three four", 6'000, 9) == Lines{"one two", "three four"});
    CHECK(label_lines("", 6'000, 2).empty());
    CHECK(label_lines("პორტალის ტესტირება", 7'000, 2) == Lines{"პორტალის", "ტესტირება"});
}

TEST_CASE("a word longer than a line is broken inside")
{
    CHECK(label_lines("aaaaaaaaaaa", 3'000, 2) == Lines{"aaaaa", "aaa…"});
}

TEST_CASE("no line is wider than allowed, and no byte is cut out of a character")
{
    CHECK(rc::check("lines", [](std::string bytes) {
        for (char& c : bytes)
            c = static_cast<char>('a' + static_cast<unsigned char>(c) % 27); // '{' stands for a blank
        for (char& c : bytes)
            c = c == '{' ? ' ' : c;
        const Lines lines = label_lines(bytes, 5'000, 3);
        RC_ASSERT(lines.size() <= 3U);
        for (const std::string& line : lines)
            RC_ASSERT(text_width(line) <= 5'000);
    }));
    for (const std::string& line : label_lines("მრავალფუნქციური ვებ-პორტალისშექმნისთვისერთად", 4'000, 3))
        CHECK(is_utf8(line));
}

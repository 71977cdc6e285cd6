#include "base/yaml_source.hpp"

#include <catch2/catch.hpp>

using namespace ogp;

TEST_CASE("lines are found by number and by offset")
{
    const std::string_view text = "one\r\n\nthree";
    const LineIndex lines(text);
    CHECK(lines.line(text, 1) == "one");
    CHECK(lines.line(text, 2).empty());
    CHECK(lines.line(text, 3) == "three");
    CHECK(lines.line(text, 4).empty());
    CHECK(lines.line_at(0) == 1);
    CHECK(lines.line_at(4) == 1);
    CHECK(lines.line_at(5) == 2);
    CHECK(lines.line_at(6) == 3);
    CHECK(lines.column_at(8) == 3);
}

TEST_CASE("excerpts are cut between characters and safe to show")
{
    const std::string text = "ab" + std::string("ა") + [] {
        std::string all;
        for (int i = 0; i < 200; ++i)
            all += "ბ";
        return all;
    }();
    const LineIndex lines(text);
    const Place place = place_in(text, lines, "f", 1, 1);
    CHECK(place.excerpt.size() == 398); // two letters and 132 whole Georgian ones
    CHECK(text.starts_with(place.excerpt));
    CHECK(place_in("a\x1b", LineIndex("a\x1b"), "f", 1, 1).excerpt == "a\\u{1b}");
}

TEST_CASE("of each kind of fault the first few are listed")
{
    std::string text;
    for (int i = 0; i < 1000; ++i)
        text += "\x01" "e\xCC\x81\n";
    const Findings findings = check_source(text, "f", 1U << 20U);
    CHECK(findings.size() == 40);
    CHECK(findings.front().code == "control_character");
    CHECK(findings.back().code == "not_nfc");
    CHECK(findings.back().place.text() == "f:20:2");
    CHECK(check_source("თბილისი\r\n", "f", 100).empty());
    CHECK(check_source("abc", "f", 2).front().code == "too_large");
}

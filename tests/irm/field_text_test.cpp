#include "irm/field_text.hpp"

#include "base/text.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace ogp;
using namespace ogp::irm;

TEST_CASE("a field's text has no blanks at its ends and no control characters")
{
    CHECK(field_text("  a\r\nb\t ") == "a\nb");
    CHECK(field_text("a\x01\xE2\x80\x8E" "b") == "ab");
    CHECK(field_text("e\xCC\x81") == "\xC3\xA9");
    CHECK(field_text("საჯარო") == "საჯარო");
    CHECK(field_text("\xC2\xA0").empty());
    CHECK(one_line("a\nb\tc") == "a b c");
}

TEST_CASE("a long text is cut into parts, at line ends where there are any")
{
    CHECK(in_parts("").empty());
    CHECK(in_parts("short") == std::vector<std::string>{"short"});
    const std::string lines = std::string(60, 'a') + "\n" + std::string(60, 'b');
    CHECK(in_parts(lines, 100) == std::vector<std::string>{std::string(60, 'a'), std::string(60, 'b')});
    CHECK(in_parts(std::string(250, 'x'), 100).size() == 3);
    std::string georgian;
    for (int i = 0; i < 100; ++i)
        georgian += "ჰ";
    std::string together;
    for (const std::string& part : in_parts(georgian, 100)) {
        CHECK(is_utf8(part));
        CHECK(part.size() <= 100);
        together += part;
    }
    CHECK(together == georgian);
}

#include "report/markup.hpp"

#include "base/text.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace ogp;
using namespace ogp::report;

TEST_CASE("markup characters are escaped in text and attributes")
{
    CHECK(escaped("<b a=\"1\" c='2'> & ]]>") == "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt; &amp; ]]&gt;");
    CHECK(escaped("ქართული №₾ „ტექსტი“") == "ქართული №₾ „ტექსტი“");
    CHECK(escaped("") == "");
}

TEST_CASE("control and bidirectional characters become visible")
{
    CHECK(escaped(std::string_view("a\0b", 3)) == "a\\u{0}b");
    CHECK(escaped("\x1B[31m\r\n\t") == "\\u{1b}[31m\\u{d}\n\t");
    CHECK(escaped("\u202Eevil\u2066\u200F\u061C\u0085") == "\\u{202e}evil\\u{2066}\\u{200f}\\u{61c}\\u{85}");
    CHECK(escaped("\uFFFF\uFDD0\U0001FFFE") == "\\u{ffff}\\u{fdd0}\\u{1fffe}");
    CHECK(escaped("\xFFx\xE2\x80") == "\\x{ff}x\\x{e2}\\x{80}");
}

TEST_CASE("escaped text has no markup and is UTF-8, whatever comes in")
{
    CHECK(rc::check("escaped", [](const std::string& bytes) {
        const std::string text = escaped(bytes);
        RC_ASSERT(text.find_first_of("<>\"'") == std::string::npos);
        RC_ASSERT(is_utf8(text));
        RC_ASSERT(!has_control_characters(text));
    }));
}

TEST_CASE("a string of CSS cannot end itself or the style element")
{
    CHECK(css_string("ანგარიში 2019") == "\"ანგარიში 2019\"");
    CHECK(css_string("a\"; } </style>\\\n") == "\"a\\22 \\3b  \\7d  \\3c \\2f style\\3e \\5c \\a \"");
    CHECK(css_string("\u202E") == "\"\\fffd \"");
}

TEST_CASE("the name of a file is one segment of a relative URL")
{
    CHECK(url_of_file("report.en.html") == "report.en.html");
    CHECK(url_of_file("javascript:alert(1)") == "javascript%3Aalert%281%29");
    CHECK(url_of_file("//host/a b") == "%2F%2Fhost%2Fa%20b");
}

TEST_CASE("anchors are safe and given once")
{
    Anchors anchors;
    CHECK(anchors.take("commitment-I") == "commitment-I");
    CHECK(anchors.take("commitment-I") == "commitment-I-2");
    CHECK(anchors.take("commitment-I") == "commitment-I-3");
    CHECK(anchors.take("a b\"<") == "a-b--");
    CHECK(anchors.take("7.1") == "p-7.1");
    CHECK(anchors.take("") == "p-");
}

TEST_CASE("a text that lacks the reader's language is shown in the other and says so")
{
    CHECK(!shown({"ა", "a"}, Language::En).foreign);
    CHECK(!shown({"", ""}, Language::En).foreign);
    const Localized georgian{"ა", ""};
    CHECK(shown(georgian, Language::En).foreign);
    CHECK(shown(georgian, Language::En).text == "ა");
    CHECK(shown(georgian, Language::En).language == Language::Ka);
    CHECK(!shown(georgian, Language::Ka).foreign);
}

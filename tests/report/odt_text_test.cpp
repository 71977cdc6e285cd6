#include "report/odt_text.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::report;

namespace {

std::string written(std::string_view text)
{
    std::string out;
    append_odt_text(out, text);
    return out;
}

} // namespace

TEST_CASE("blanks that XML would join or drop are elements")
{
    CHECK(written("one two") == "one two");
    CHECK(written(" a") == "<text:s text:c=\"1\"/>a");
    CHECK(written("a ") == "a<text:s text:c=\"1\"/>");
    CHECK(written("a   b") == "a <text:s text:c=\"2\"/>b");
    CHECK(written("a\tb") == "a<text:tab/>b");
    CHECK(written("<a> & \"") == "&lt;a&gt; &amp; &quot;");
}

TEST_CASE("names of places")
{
    const TextPlace place = text_place("00ff/result", Language::Ka, "abc");
    CHECK(to_name(place) == "ogp:00ff/result:ka:ba7816bf8f01cfea");
    CHECK(find_text_place(to_name(place)) == place);
    TextPlace second = place;
    second.copy = 2;
    CHECK(to_name(second) == "ogp:00ff/result:ka:ba7816bf8f01cfea:2");
    CHECK(find_text_place(to_name(second)) == second);
    for (const char* other : {"", "ogp:", "overview", "ogp:a:ka:short", "ogp:a:de:ba7816bf8f01cfea", "ogp::ka:ba7816bf8f01cfea", "ogp:a:ka:BA7816BF8F01CFEA",
                              "ogp:a:ka:ba7816bf8f01cfea:1", "ogp:a:ka:ba7816bf8f01cfea:x", "ogp:a:ka:ba7816bf8f01cfea:2:3"})
        CHECK_FALSE(find_text_place(other).has_value());
}

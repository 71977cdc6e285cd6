#include "base/error.hpp"
#include "base/json.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <string>

using namespace ogp;

namespace {

std::string refusal(std::string_view text, const JsonLimits& limits = {})
{
    try {
        parse_json(text, limits);
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Invalid);
        CHECK_FALSE(error.message().ka.empty());
        return error.message().en;
    }
    return "accepted";
}

} // namespace

TEST_CASE("values are read")
{
    CHECK(parse_json("null").is_null());
    CHECK(parse_json(" true ").as_boolean());
    CHECK_FALSE(parse_json("false").as_boolean());
    CHECK(parse_json("0").as_integer() == 0);
    CHECK(parse_json("-17").as_integer() == -17);
    CHECK(parse_json("[]").items().empty());
    CHECK(parse_json("{}").members().empty());
    CHECK(parse_json("\t{\"a\" : [ 1 , \"ა\" ] ,\r\n\"b\":{}}")["a"].items()[1].as_text() == "ა");
}

TEST_CASE("members are sorted whatever their order was")
{
    CHECK(to_json(parse_json(R"({"c":1,"a":2,"b":{"z":1,"y":2}})")) == R"({"a":2,"b":{"y":2,"z":1},"c":1})");
    CHECK(parse_json(R"({"c":1,"a":2})")["a"].as_integer() == 2);
}

TEST_CASE("escapes are read")
{
    CHECK(parse_json(R"("\"\\\/\b\f\n\r\t")").as_text() == "\"\\/\b\f\n\r\t");
    CHECK(parse_json(R"("a\u10D0b\u00e9\u0041")").as_text() == "aაbéA");
    CHECK(parse_json(R"("\ud83d\ude00")").as_text() == "\xF0\x9F\x98\x80");
    CHECK(parse_json(R"("\udbff\udfff")").as_text() == "\xF4\x8F\xBF\xBF");
    CHECK(parse_json(R"("\u0000")").as_text() == std::string(1, '\0'));
    CHECK(parse_json("\"\x7f\"").as_text() == "\x7f");
}

TEST_CASE("integers are within 2^53")
{
    CHECK(parse_json("9007199254740992").as_integer() == 9007199254740992);
    CHECK(parse_json("-9007199254740992").as_integer() == -9007199254740992);
    CHECK(refusal("9007199254740993") == "JSON, line 1, column 1: the number is beyond 2^53");
    CHECK(refusal("[-9007199254740993]") == "JSON, line 1, column 2: the number is beyond 2^53");
    CHECK(refusal(std::string(400, '9')) == "JSON, line 1, column 1: the number is beyond 2^53");
}

TEST_CASE("floating point is refused, with the remedy")
{
    for (const char* text : {"1.0", "0.5", "-1.5", "1e3", "1E3", "0e0"}) {
        INFO(text);
        CHECK(refusal(text) == "JSON, line 1, column 1: fractions and exponents are not allowed: write it as a text, in quotes");
    }
}

TEST_CASE("line and column of what is wrong")
{
    CHECK(refusal("{\n  \"a\": 1,\n  \"b\": x\n}") == "JSON, line 3, column 8: expected a value");
    CHECK(refusal("{\"a\":1}\n ]") == "JSON, line 2, column 2: something follows the value");
    CHECK(refusal("[1\n2]") == "JSON, line 2, column 1: expected a comma or a closing bracket");
    CHECK(refusal("") == "JSON, line 1, column 1: the text ends in the middle");
    CHECK(refusal("{\"b\":1,\"a\":2,\"b\":3}") == "JSON, line 1, column 1: duplicate key: b");
    CHECK(refusal("[{\"a\":1,\"a\":1}]") == "JSON, line 1, column 2: duplicate key: a");
    CHECK(refusal("{\"a\":1,\"\\u0061\":2}") == "JSON, line 1, column 1: duplicate key: a");
}

TEST_CASE("what is not JSON is refused")
{
    for (const char* text :
         {" ", "{", "[", "[1,", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "{a:1}", "{'a':1}", "{1:2}", "nul",
          "nulll", "True", "+1", "-", "01", "-0", "-01", "00", ".5", "1.", "0x1", "NaN", "Infinity", "\"a", "\"a\\", "\"\\x\"",
          "\"\\u12\"", "\"\\u12g4\"", "\"\n\"", "\"\t\"", "1 2", "[1] //", "/* */ 1", "\xEF\xBB\xBF{}", "\"\\ud800\"", "\"\\udc00\"",
          "\"\\ud800\\ud800\"", "\"\\ud800x\"", "\"\\ud800\\n\"", "\"\\ud83d\\u0041\"", "\"\xFF\"", "\"\xC0\x80\"", "\"\xED\xA0\x80\"",
          "{\"\xFF\":1}", "\"\xE1\x83\""}) {
        INFO(text);
        CHECK(refusal(text) != "accepted");
    }
    CHECK(refusal(std::string_view("\"\0\"", 3)) != "accepted");
    CHECK(refusal(std::string_view("1\0", 2)) != "accepted");
}

TEST_CASE("depth and size have limits")
{
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    CHECK(refusal(nested(64)) == "accepted");
    CHECK(refusal(nested(65)) == "JSON, line 1, column 65: nested too deeply");
    CHECK(refusal(std::string(5'000'000, '[')) == "JSON, line 1, column 65: nested too deeply");
    CHECK(refusal("[[],[[]]]", {.bytes = 100, .depth = 3}) == "accepted");
    CHECK(refusal("[[],[[]]]", {.bytes = 100, .depth = 2}) != "accepted");
    CHECK(refusal("{\"a\":{}}", {.bytes = 100, .depth = 1}) != "accepted");
    CHECK(refusal("[1,2,3]", {.bytes = 6, .depth = 3}) != "accepted");
}

TEST_CASE("many members in a bad order are read in good time")
{
    std::string text = "{";
    for (int i = 200'000; i > 0; --i)
        text += "\"" + std::to_string(i) + "\":1,";
    text.back() = '}';
    CHECK(parse_json(text).size() == 200'000);
}

TEST_CASE("no text makes the parser stumble", "[law]")
{
    CHECK(rc::check("it answers or refuses", [] {
        const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("{}[]\",:0123-eE.\\u d8fantrusl\xE1\x83\x90\xFF\n")));
        try {
            const Json value = parse_json(text);
            RC_ASSERT(parse_json(to_json(value)) == value);
        } catch (const Error& error) {
            RC_ASSERT(error.fault() == Fault::Invalid);
        }
    }));
}

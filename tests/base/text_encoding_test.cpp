#include "base/text.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace ogp;

TEST_CASE("hex")
{
    CHECK(to_hex(std::string_view("\x00\x0f\xff", 3)) == "000fff");
    CHECK(to_hex("").empty());
    CHECK(from_hex("000fff") == std::string("\x00\x0f\xff", 3));
    for (const char* text : {"0", "0g", "FF", "0 ", "0x"})
        CHECK_FALSE(from_hex(text));
}

TEST_CASE("base64 of the examples of RFC 4648")
{
    const std::vector<std::pair<std::string, std::string>> examples = {
        {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"},
        {"\xfb\xff\xfe", "+//+"}};
    for (const auto& [bytes, text] : examples) {
        CHECK(to_base64(bytes) == text);
        CHECK(from_base64(text) == bytes);
    }
}

TEST_CASE("base64 that is not canonical is refused")
{
    for (const char* text : {"Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Z===", "====", "=", "Zg==Zg==", "Z=g=", "Zm9v\n", "Zm-v",
                             "Zm_v", "Zm 9", "Zm9vY", "ა"}) {
        INFO(text);
        CHECK_FALSE(from_base64(text));
    }
}

TEST_CASE("hex and base64 go both ways", "[law]")
{
    CHECK(rc::check("decode(encode(x)) == x", [](const std::string& bytes) {
        RC_ASSERT(from_hex(to_hex(bytes)) == bytes);
        RC_ASSERT(from_base64(to_base64(bytes)) == bytes);
    }));
    CHECK(rc::check("encode(decode(x)) == x where x is accepted", [] {
        const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("AQgwZz+/09=")));
        if (const auto bytes = from_base64(text))
            RC_ASSERT(to_base64(*bytes) == text);
    }));
}

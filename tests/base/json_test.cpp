#include "base/error.hpp"
#include "base/json.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <functional>

using namespace ogp;

namespace {

/// Any value of at most `depth` levels.
rc::Gen<Json> json_of(int depth)
{
    const auto text = rc::gen::container<std::string>(rc::gen::oneOf(rc::gen::inRange<char>(0, 127), rc::gen::inRange<char>(97, 100)));
    const auto scalar = rc::gen::oneOf(
        rc::gen::just(Json()), rc::gen::map(rc::gen::arbitrary<bool>(), [](bool b) { return Json(b); }),
        rc::gen::map(rc::gen::inRange<std::int64_t>(-(std::int64_t{1} << 53), (std::int64_t{1} << 53) + 1),
                     [](std::int64_t i) { return Json(i); }),
        rc::gen::map(text, [](std::string s) { return Json(s + "ა—"); }));
    if (depth == 0)
        return scalar;
    // Without the smaller size a value of three levels would have a hundred thousand members.
    const auto inner = rc::gen::scale(0.2, json_of(depth - 1));
    return rc::gen::oneOf(scalar, rc::gen::map(rc::gen::container<std::vector<Json>>(inner), [](std::vector<Json> items) { return Json(std::move(items)); }),
                          rc::gen::map(rc::gen::container<std::vector<std::pair<std::string, Json>>>(rc::gen::pair(text, inner)),
                                       [](const std::vector<std::pair<std::string, Json>>& members) {
                                           Json object = Json::object();
                                           for (const auto& [key, value] : members)
                                               object.set(key, value);
                                           return object;
                                       }));
}

} // namespace

TEST_CASE("texts are escaped as RFC 8785 asks")
{
    CHECK(to_json(Json("\b\t\n\f\r\"\\/")) == R"("\b\t\n\f\r\"\\/")");
    CHECK(to_json(Json(std::string_view("\0\x01\x0b\x1f\x7f", 5))) == "\"\\u0000\\u0001\\u000b\\u001f\x7f\"");
    CHECK(to_json(Json("€$ ნათურა \xF0\x9F\x98\x80")) == "\"€$ ნათურა \xF0\x9F\x98\x80\"");
    // The example of RFC 8785 section 3.2.2, its string member.
    CHECK(to_json(parse_json(R"("\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/")")) == R"("€$\u000f\nA'B\"\\\\\"/")");
}

TEST_CASE("values are written compactly, members in order")
{
    const Json value = Json::object({{"b", Json(2)}, {"a", Json(Json::Array{Json(true), Json(), Json(-7), Json("x")})}, {"c", Json::object()}, {"d", Json::array()}});
    CHECK(to_json(value) == R"({"a":[true,null,-7,"x"],"b":2,"c":{},"d":[]})");
    CHECK(to_json(Json(false)) == "false");
    std::string out = "x";
    write_json(out, Json(std::int64_t{9007199254740992}));
    CHECK(out == "x9007199254740992");
}

TEST_CASE("values are written for people")
{
    CHECK(to_pretty_json(parse_json(R"({"a":[1,2],"b":{},"c":[],"d":{"e":"x"}})")) ==
          "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {},\n  \"c\": [],\n  \"d\": {\n    \"e\": \"x\"\n  }\n}");
    CHECK(to_pretty_json(Json(5)) == "5");
}

TEST_CASE("members are found, set and erased")
{
    Json value;
    value.set("b", 2).set("a", "x").set("c", true);
    CHECK(value.size() == 3);
    CHECK(value.text("a") == "x");
    CHECK(value.text("b").empty());
    CHECK(value["b"].as_integer() == 2);
    CHECK(value["zz"].is_null());
    CHECK(value.find("zz") == nullptr);
    value.set("b", "y");
    CHECK(value.size() == 3);
    CHECK(value.text("b") == "y");
    value.erase("a");
    value.erase("a");
    CHECK(to_json(value) == R"({"b":"y","c":true})");
    Json list;
    list.push(1).push("2");
    CHECK(list.items().size() == 2);
    CHECK(Json(5).find("a") == nullptr);
    CHECK(Json(5).size() == 0);
}

TEST_CASE("a value taken for another kind is a bug that is told")
{
    for (const auto& wrong : std::vector<std::function<void()>>{
             [] { (void)Json("1").as_integer(); }, [] { (void)Json(1).as_text(); }, [] { (void)Json(1).as_boolean(); },
             [] { (void)Json(1).items(); }, [] { (void)Json(1).members(); }, [] { Json(1).set("a", 1); }, [] { Json(1).push(1); },
             [] { (void)Json::object({{"a", Json(1)}, {"a", Json(2)}}); }}) {
        try {
            wrong();
            FAIL("no error");
        } catch (const Error& error) {
            CHECK(error.fault() == Fault::Internal);
        }
    }
}

TEST_CASE("what is written is read back", "[law]")
{
    CHECK(rc::check("parse(write(x)) == x", [] {
        const Json value = *json_of(3);
        RC_ASSERT(parse_json(to_json(value)) == value);
        RC_ASSERT(parse_json(to_pretty_json(value)) == value);
        RC_ASSERT(to_json(parse_json(to_json(value))) == to_json(value));
    }));
}

#include "base/json_walk.hpp"

#include "base/error.hpp"
#include "base/json.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <string>

using namespace ogp;

namespace {

Json some_value(int depth)
{
    switch (*rc::gen::inRange(0, depth > 0 ? 6 : 4)) {
    case 0: return Json();
    case 1: return Json(*rc::gen::arbitrary<bool>());
    case 2: return Json(std::int64_t{*rc::gen::inRange(-1000, 1000)});
    case 3: return Json(*rc::gen::container<std::string>(rc::gen::elementOf(std::string("a\"\\{}[],:\n "))));
    case 4: {
        Json list = Json::array();
        for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
            list.push(some_value(depth - 1));
        return list;
    }
    default: {
        Json object = Json::object();
        for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
            object.set("k" + std::to_string(i), some_value(depth - 1));
        return object;
    }
    }
}

} // namespace

TEST_CASE("a walk gives the members as they are written")
{
    CHECK(rc::check([] {
        Json object = Json::object();
        for (int i = *rc::gen::inRange(0, 5); i > 0; --i)
            object.set("field" + std::to_string(i), some_value(3));
        const std::string text = to_json(object);
        JsonWalk walk(text);
        std::size_t count = 0;
        while (const auto member = walk.next()) {
            ++count;
            const Json* value = object.find(member->name);
            RC_ASSERT(value != nullptr);
            RC_ASSERT(member->value == to_json(*value));
            std::string scratch;
            if (value->is_text())
                RC_ASSERT(json_text(member->value, scratch) == value->as_text());
        }
        RC_ASSERT(count == object.size());
    }));
}

TEST_CASE("a walk over an array gives its items")
{
    JsonWalk walk("[1,\"a,]\",[2,3],{\"x\":[]},null]");
    for (const char* item : {"1", "\"a,]\"", "[2,3]", "{\"x\":[]}", "null"})
        CHECK(walk.next().value().value == item);
    CHECK_FALSE(walk.next().has_value());
}

TEST_CASE("what cannot be walked over is refused")
{
    for (const char* text : {"", "{", "x", "[1", "{\"a\":}", "{\"a\"}", "{a:1}", "{\"a:1}", "{\"a\":[}", "{\"a\":1,}", "[1,,2]", "[\"]", "[}]"}) {
        INFO(text);
        CHECK_THROWS_AS(
            [&] {
                JsonWalk walk(text);
                while (walk.next()) {
                }
            }(),
            Error);
    }
}

TEST_CASE("damaged text never leads a walk out of it")
{
    CHECK(rc::check([] {
        std::string text = to_json(some_value(3));
        if (!text.empty())
            text[*rc::gen::inRange<std::size_t>(0, text.size())] = *rc::gen::elementOf(std::string("\"\\{}[],:x"));
        try {
            JsonWalk walk(text);
            while (walk.next()) {
            }
        } catch (const Error& error) {
            RC_ASSERT(error.fault() == Fault::Invalid);
        }
    }));
}

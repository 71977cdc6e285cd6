#include "workflow/definition.hpp"

#include "base/error.hpp"
#include "workflow/shipped.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

namespace ogp::workflow {
namespace {

TEST_CASE("compiled and loaded again, a case type is the same")
{
    std::vector<CaseType> types = test::shipped();
    types.push_back(test::request());
    for (const CaseType& type : types) {
        const Json compiled = compile(type);
        const CaseType loaded = load_compiled(compiled);
        CHECK(to_json(compile(loaded)) == to_json(compiled));
        CHECK(workflow_hash(compile(loaded)) == workflow_hash(compiled));
        // Through bytes, as it is kept.
        CHECK(compile(load_compiled(parse_json(to_json(compiled)))) == compiled);
        CHECK(loaded.profile() == type.profile());
        CHECK(loaded.fields.size() == type.fields.size());
        CHECK(loaded.label == type.label);
    }
}

TEST_CASE("a new child type is no new version of its parent")
{
    CaseType type = test::shipped("commitment");
    const Hash before = workflow_hash(compile(type));
    type.children.push_back("risk");
    CHECK(workflow_hash(compile(type)) == before);
    CHECK(load_compiled(compile(type)).children == std::vector<std::string>{"milestone"});
}

TEST_CASE("whatever changes a rule changes the hash")
{
    const CaseType& type = test::request();
    const Hash before = workflow_hash(compile(type));
    const auto changed = [&](auto change) {
        CaseType other = type;
        change(other);
        return workflow_hash(compile(other)) != before;
    };
    CHECK_FALSE(changed([](CaseType&) {}));
    CHECK(changed([](CaseType& t) { ++t.version; }));
    CHECK(changed([](CaseType& t) { t.label.ka += "ი"; }));
    CHECK(changed([](CaseType& t) { t.comments = Privacy::Public; }));
    CHECK(changed([](CaseType& t) { t.permissions.set.push_back("auditor"); }));
    CHECK(changed([](CaseType& t) { t.enums[0].members.pop_back(); }));
    CHECK(changed([](CaseType& t) { t.fields[0].required = true; }));
    CHECK(changed([](CaseType& t) { t.fields[0].max = 41; }));
    CHECK(changed([](CaseType& t) { std::swap(t.fields[0], t.fields[1]); }));
    CHECK(changed([](CaseType& t) { t.states[0].category = model::StateCategory::Waiting; }));
    CHECK(changed([](CaseType& t) { t.transitions[1].when += " "; }));
    CHECK(changed([](CaseType& t) { t.transitions[0].comment = CommentRule::Required; }));
}

bool refused(const Json& compiled)
{
    try {
        load_compiled(compiled);
        return false;
    } catch (const Error& error) {
        return error.fault() == Fault::Integrity;
    }
}

TEST_CASE("what compile() did not write is refused")
{
    const Json compiled = compile(test::shipped("milestone"));
    REQUIRE_FALSE(refused(compiled));
    CHECK(refused(Json()));
    CHECK(refused(Json::array()));
    CHECK(refused(Json::object()));
    for (const auto& [key, value] : compiled.members()) {
        INFO(key);
        const bool may_be_absent = key == "number" || key == "title" || key == "parent" || key == "columns";
        Json without = compiled;
        without.erase(key);
        CHECK(refused(without) == !may_be_absent);
        Json other = compiled;
        other.set(key, value.is_integer() ? Json("x") : Json(7));
        CHECK(refused(other));
    }
    Json more = compiled;
    more.set("slas", Json::object());
    CHECK(refused(more));
    Json later = compiled;
    later.set("format", Json(2));
    CHECK(refused(later));
    Json endless = compiled;
    endless.set("states", Json::array());
    CHECK(refused(endless));
}

/// Replaces one value anywhere in the tree by something else.
Json damage(const Json& json, int& countdown, const Json& by)
{
    if (countdown-- == 0)
        return by;
    if (json.is_array()) {
        Json result = Json::array();
        for (const Json& item : json.items())
            result.push(damage(item, countdown, by));
        return result;
    }
    if (json.is_object()) {
        Json result = Json::object();
        for (const auto& [key, member] : json.members())
            result.set(key, damage(member, countdown, by));
        return result;
    }
    return json;
}

TEST_CASE("there is one compiled form: what loads, compiles to the same value again")
{
    const Json compiled = compile(test::request());
    const std::vector<Json> replacements{Json(), Json(-1), Json(true), Json("?"), Json::array(), Json::object()};
    rc::check([&] {
        int place = *rc::gen::inRange(0, 400);
        const Json damaged = damage(compiled, place, replacements[*rc::gen::inRange<std::size_t>(0, replacements.size())]);
        try {
            RC_ASSERT(compile(load_compiled(damaged)) == damaged);
        } catch (const Error& error) {
            RC_ASSERT(error.fault() == Fault::Integrity);
        }
    });
}

} // namespace
} // namespace ogp::workflow

// What a case type says of acts that meet: conflict, confluent, precedence.
#include "workflow/shipped.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

namespace ogp::workflow {
namespace {

constexpr std::string_view plain = R"(ogp: 1
kind: case_type
id: permit
version: 1
label: {ka: "ა", en: "a"}
plural: {ka: "ა", en: "a"}
permissions: {open: [citizen], set: [coordinator], comment: [coordinator]}
fields:
  many: {type: string, many: true, privacy: public, label: {ka: "ა", en: "a"}}
  text: {type: text, privacy: public, label: {ka: "ა", en: "a"}}
  number: {type: integer, privacy: public, label: {ka: "ა", en: "a"}}
  secret: {type: text, privacy: personal, label: {ka: "ა", en: "a"}}
  twice: {type: integer, computed: "2 * 2", privacy: public, label: {ka: "ა", en: "a"}}
states:
  asked: {initial: true, category: open, label: {ka: "ა", en: "a"}}
  given: {category: done, terminal: true, label: {ka: "ა", en: "a"}}
  refused: {category: done, terminal: true, label: {ka: "ა", en: "a"}}
transitions:
  give: {from: [asked], to: given, roles: [coordinator], set: {number: "1"}, label: {ka: "ა", en: "a"}}
  refuse: {from: [asked], to: refused, roles: [coordinator], label: {ka: "ა", en: "a"}}
)";

/// The definition with a policy for a field and more keys.
std::string with(std::string_view field, std::string_view policy, std::string_view more = {})
{
    std::string text(plain);
    if (!field.empty()) {
        const std::string start = fmt::format("  {}: {{", field);
        const std::size_t at = text.find(start);
        REQUIRE(at != std::string::npos);
        text.insert(at + start.size(), fmt::format("conflict: {}, ", policy));
    }
    return text + std::string(more);
}

/// The codes of the findings.
std::string refused(const std::string& yaml)
{
    try {
        test::from_text(yaml);
    } catch (const InvalidInput& error) {
        std::string codes;
        for (const Finding& finding : error.findings()) {
            CHECK_FALSE(finding.message.ka.empty());
            codes += (codes.empty() ? "" : " ") + finding.code;
        }
        return codes;
    }
    return "";
}

} // namespace

TEST_CASE("every policy goes with the types that it can work on")
{
    using model::MergePolicy;
    CHECK(test::from_text(with("", "")).field("text")->conflict == MergePolicy::Conflict);
    for (const MergePolicy policy : model::merge_policies) {
        const std::string word(model::code(policy));
        CAPTURE(word);
        const bool is_ordered = policy == MergePolicy::Max || policy == MergePolicy::Min;
        const bool needs_type = is_ordered || policy == MergePolicy::Text || policy == MergePolicy::Set;
        CHECK(refused(with("number", word)) == (policy == MergePolicy::Text || policy == MergePolicy::Set ? "bad_value" : ""));
        CHECK(refused(with("many", word)) == (is_ordered || policy == MergePolicy::Text ? "bad_value" : ""));
        CHECK(refused(with("text", word)) == (is_ordered || policy == MergePolicy::Set ? "bad_value" : ""));
        CHECK(refused(with("secret", word)).empty() != needs_type);
        CHECK_FALSE(refused(with("twice", word)).empty());
    }
    CHECK(refused(with("number", "newest")) == "bad_value");
    CHECK(refused(with("number", "[max]")) == "wrong_kind");
}

TEST_CASE("confluent and precedence name transitions, pairs two of them")
{
    const auto order = [](std::string_view more) { return refused(with("", "", more)); };
    CHECK(order("confluent: [[give, refuse]]\nprecedence: [refuse, give]\n").empty());
    CHECK(order("confluent: [[give, take]]\n") == "unknown_transition");
    CHECK(order("precedence: [take]\n") == "unknown_transition");
    CHECK(order("precedence: [give, give]\n") == "given_twice");
    CHECK(order("confluent: [[give, give]]\n") == "given_twice");
    CHECK(order("confluent: [give, refuse]\n") == "wrong_kind wrong_kind");
    CHECK(order("confluent: [[give]]\n") == "wrong_kind");
    CHECK(order("confluent: give\n") == "wrong_kind");
    CHECK(order("precedence: give\n") == "wrong_kind");
}

TEST_CASE("what meets is compiled, and a version compiled before there was any of it loads and keeps its hash")
{
    const CaseType without = test::from_text(with("", ""));
    const Json compiled = compile(without);
    for (const char* key : {"confluent", "precedence"})
        CHECK(compiled.find(key) == nullptr);
    CHECK(to_json(compiled).find("conflict") == std::string::npos);
    CHECK(workflow_hash(compile(load_compiled(compiled))) == workflow_hash(compiled));
    const CaseType type = test::from_text(with("number", "max", "confluent: [[give, refuse]]\nprecedence: [refuse, give]\n"));
    const CaseType loaded = load_compiled(compile(type));
    CHECK(loaded.field("number")->conflict == model::MergePolicy::Max);
    CHECK(loaded.confluent == type.confluent);
    CHECK(loaded.precedence == std::vector<std::string>{"refuse", "give"});
    CHECK(compile(loaded) == compile(type));
    CHECK(workflow_hash(compile(type)) != workflow_hash(compiled));
    Json damaged = compile(type);
    damaged.set("confluent", Json::array());
    CHECK_THROWS_AS(load_compiled(damaged), Error);
}

TEST_CASE("the profile tells the store what merging needs")
{
    const model::MergePolicies policies = test::from_text(with("number", "max")).profile().merge;
    CHECK(to_json(policies.to_json()) == R"({"computed":["twice"],"fields":{"number":"max"},"written":{"give":["number"]}})");
}

} // namespace ogp::workflow

#include "model/merge_policies.hpp"

#include "base/json.hpp"
#include "model/verdict.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::model;

TEST_CASE("each word of a policy and of a verdict leads back to it")
{
    for (const MergePolicy policy : merge_policies)
        CHECK(merge_policy_from(code(policy)) == policy);
    CHECK_FALSE(merge_policy_from("newest"));
    for (int value = 1; value <= 6; ++value)
        CHECK(verdict_from(code(static_cast<Verdict>(value))) == static_cast<Verdict>(value));
    CHECK_FALSE(verdict_from(""));
}

TEST_CASE("policies are read just as they were written")
{
    MergePolicies policies;
    CHECK(to_json(policies.to_json()) == "{}");
    CHECK(MergePolicies::from_json(policies.to_json()) == policies);
    policies.fields = {{"amount", MergePolicy::Max}, {"note", MergePolicy::Text}};
    policies.computed = {"fee", "total"};
    policies.written = {{"answer", {"answered_at", "resolution"}}};
    CHECK(MergePolicies::from_json(policies.to_json()) == policies);
    for (const char* other : {"[]", R"({"computed":[]})", R"({"computed":["b","a"]})", R"({"computed":["A"]})", R"({"fields":{"a":"conflict2"}})",
                              R"({"fields":{"a":1}})", R"({"fields":[]})", R"({"written":{"a":"b"}})", R"({"written":{"A b":["c"]}})", R"({"x":1})"}) {
        CAPTURE(other);
        CHECK_FALSE(MergePolicies::from_json(parse_json(other)));
    }
}

TEST_CASE("a value is worked out always, or in a transition")
{
    MergePolicies policies;
    policies.computed = {"fee"};
    policies.written = {{"answer", {"resolution"}}};
    CHECK(policies.is_worked_out("fee", ""));
    CHECK(policies.is_worked_out("resolution", "answer"));
    CHECK_FALSE(policies.is_worked_out("resolution", "refuse"));
    CHECK_FALSE(policies.is_worked_out("note", "answer"));
    CHECK(policies.of("note") == MergePolicy::Conflict);
}

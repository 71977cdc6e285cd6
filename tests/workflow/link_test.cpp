#include "workflow/loader.hpp"

#include "workflow/shipped.hpp"

#include <catch2/catch.hpp>

namespace ogp::workflow {
namespace {

CaseType make(const std::string& id, const std::string& parent, const std::string& guard = {})
{
    CaseType type;
    type.id = id;
    if (!parent.empty()) {
        Field field;
        field.id = "above";
        field.type = FieldType::Ref;
        field.to = parent;
        type.fields.push_back(field);
        type.parent_field = "above";
    }
    if (!guard.empty()) {
        Transition transition;
        transition.id = "go";
        transition.when = guard;
        type.transitions.push_back(transition);
    }
    return type;
}

std::vector<std::string> found(std::vector<CaseType> types)
{
    std::vector<std::string> lines;
    for (const Finding& finding : link(types)) {
        CHECK_FALSE(finding.message.ka.empty());
        lines.push_back(finding.code + " " + finding.where + ": " + finding.message.en);
    }
    return lines;
}

using Lines = std::vector<std::string>;

TEST_CASE("linking fills in the children, sorted, whatever was there")
{
    std::vector<CaseType> types{make("plan", ""), make("unit", "plan"), make("part", "plan"), make("step", "part")};
    types[0].children = {"ghost"};
    CHECK(link(types).empty());
    CHECK(types[0].children == Lines{"part", "unit"});
    CHECK(types[2].children == Lines{"step"});
    CHECK(types[3].children.empty());
}

TEST_CASE("linking finds what one definition alone does not show")
{
    CHECK(found({make("plan", ""), make("part", "paln")}) ==
          Lines{"unknown_case_type part.fields.above.to: unknown case type \"paln\"; did you mean \"plan\"?"});
    CHECK(found({make("part", "elsewhere")}) ==
          Lines{"unknown_case_type part.fields.above.to: unknown case type \"elsewhere\"; there are: part"});
    CHECK(found({make("plan", ""), make("plan", "")}) == Lines{"given_twice plan: the case type \"plan\" is defined twice"});
    CHECK(found({make("plan", "", "count(children.stop) == 0"), make("step", "plan")}) ==
          Lines{"guard_name plan.transitions.go.when: unknown name \"stop\"; did you mean \"step\"?"});
    CHECK(found({make("plan", "", "count(children.step) == 0"), make("step", "plan")}).empty());
    CHECK(found({make("plan", "", "count(children.step) == 0")}).size() == 1);
}

TEST_CASE("nothing is a part of itself")
{
    CHECK(found({make("a", "a")}) == Lines{"parent_cycle a.parent: \"a\" is a part of itself"});
    CHECK(found({make("a", "b"), make("b", "c"), make("c", "a")}).size() == 3);
    // A type that leads into a cycle is not in it.
    CHECK(found({make("a", "a"), make("b", "a")}).size() == 1);
}

} // namespace
} // namespace ogp::workflow

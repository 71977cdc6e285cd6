#include "workflow/definition.hpp"

#include "base/error.hpp"
#include "workflow/shipped.hpp"

#include <catch2/catch.hpp>

#include <chrono>

namespace ogp::workflow {
namespace {

TEST_CASE("every shipped definition loads and links without findings")
{
    std::vector<CaseType> types;
    for (const char* id : {"plan", "commitment", "milestone", "indicator", "org_unit"})
        CHECK_NOTHROW(types.push_back(test::load("workflows/" + std::string(id) + ".yaml")));
    REQUIRE(types.size() == 5);
    CHECK(link(types).empty());
    CHECK(test::shipped("plan").children == std::vector<std::string>{"commitment", "org_unit"});
    CHECK(test::shipped("commitment").children == std::vector<std::string>{"indicator", "milestone"});
    CHECK(test::shipped("milestone").children.empty());
    CHECK_NOTHROW(test::request());
}

TEST_CASE("the shipped states are those of the specification")
{
    const auto states = [](std::string_view id) {
        std::vector<std::string> names;
        for (const State& state : test::shipped(id).states)
            names.push_back(state.id + ":" + std::string(model::code(state.category)) + (state.terminal ? "." : ""));
        return names;
    };
    using Names = std::vector<std::string>;
    CHECK(states("plan") == Names{"active:open", "closed:done.", "withdrawn:cancelled."});
    CHECK(states("commitment") ==
          Names{"adopted:open", "in_progress:open", "completed:done", "withdrawn:cancelled.", "carried_over:cancelled."});
    CHECK(states("milestone") == Names{"planned:open", "in_progress:open", "done:done", "withdrawn:cancelled."});
    CHECK(test::shipped("commitment").initial_state().id == "adopted");
    CHECK(test::shipped("milestone").initial_state().id == "planned");
}

TEST_CASE("names of types, classes and categories read back")
{
    for (const FieldType type : field_types)
        CHECK(field_type_from(code(type)) == type);
    for (const Privacy privacy : privacies)
        CHECK(privacy_from(code(privacy)) == privacy);
    for (const model::StateCategory category : state_categories)
        CHECK(state_category_from(model::code(category)) == category);
    CHECK_FALSE(field_type_from("strin"));
    CHECK_FALSE(privacy_from(""));
    CHECK_FALSE(state_category_from("Open"));
}

TEST_CASE("a profile says what storage must know")
{
    const model::TypeProfile profile = test::shipped("milestone").profile();
    CHECK(profile.type == "milestone");
    CHECK(profile.number_field == "number");
    CHECK(profile.title_field == "title");
    CHECK(profile.parent_field == "commitment");
    CHECK(profile.states.at("done") == model::StateCategory::Done);
    CHECK(profile.states.size() == 4);
}

} // namespace
} // namespace ogp::workflow

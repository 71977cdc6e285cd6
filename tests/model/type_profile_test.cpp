#include "model/type_profile.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using model::StateCategory;
using model::TypeProfile;

TEST_CASE("a profile is written and read back")
{
    const TypeProfile profile{.type = "milestone",
                              .number_field = "number",
                              .title_field = "title",
                              .parent_field = "commitment",
                              .states = {{"planned", StateCategory::Waiting},
                                         {"in_progress", StateCategory::Open},
                                         {"done", StateCategory::Done},
                                         {"withdrawn", StateCategory::Cancelled}}};
    const Json json = profile.to_json();
    CHECK(to_json(json) == R"({"number":"number","parent":"commitment","states":{"done":"done","in_progress":"open",)"
                           R"("planned":"waiting","withdrawn":"cancelled"},"title":"title","type":"milestone"})");
    CHECK(TypeProfile::from_json(json) == profile);

    const TypeProfile bare{.type = "note", .number_field = {}, .title_field = {}, .parent_field = {}, .states = {}};
    CHECK(TypeProfile::from_json(bare.to_json()) == bare);
}

TEST_CASE("a profile carries what merging needs, and one written before there was any is read as it is")
{
    TypeProfile profile{.type = "note", .number_field = {}, .title_field = {}, .parent_field = {}, .states = {}};
    CHECK(profile.to_json().find("merge") == nullptr);
    profile.merge.fields.emplace("text", model::MergePolicy::Text);
    profile.merge.written.emplace("answer", std::vector<std::string>{"resolution"});
    CHECK(TypeProfile::from_json(profile.to_json()) == profile);
    const Json old = parse_json(R"({"number":"","parent":"","states":{},"title":"","type":"note"})");
    CHECK(TypeProfile::from_json(old).merge.empty());
    CHECK_THROWS_AS(TypeProfile::from_json(parse_json(R"({"merge":{},"number":"","parent":"","states":{},"title":"","type":"note","x":1})")), Error);
    CHECK_THROWS_AS(TypeProfile::from_json(parse_json(R"({"merge":{"fields":1},"number":"","parent":"","states":{},"title":"","type":"note"})")), Error);
}

TEST_CASE("a damaged profile is refused")
{
    const auto* damaged = GENERATE(
        R"(null)", R"([])", R"({})", R"({"number":"","parent":"","states":{},"title":"","type":""})",
        R"({"number":"","parent":"","states":{},"title":""})",
        R"({"more":1,"number":"","parent":"","states":{},"title":"","type":"a"})",
        R"({"number":1,"parent":"","states":{},"title":"","type":"a"})",
        R"({"number":"A B","parent":"","states":{},"title":"","type":"a"})",
        R"({"number":"","parent":"","states":[],"title":"","type":"a"})",
        R"({"number":"","parent":"","states":{"x":"closed"},"title":"","type":"a"})",
        R"({"number":"","parent":"","states":{"x":1},"title":"","type":"a"})",
        R"({"number":"","parent":"","states":{"X":"open"},"title":"","type":"a"})");
    CAPTURE(damaged);
    CHECK_THROWS_AS(TypeProfile::from_json(parse_json(damaged)), Error);
}

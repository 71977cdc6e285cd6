#include "model/number_template.hpp"

#include <catch2/catch.hpp>

namespace ogp::model {
namespace {

TEST_CASE("a template of numbers is literals and placeholders")
{
    Localized problem;
    const auto parts = parse_number_template("FOI-{year}-{seq:05}", problem);
    REQUIRE(parts);
    REQUIRE(parts->size() == 4);
    CHECK(parts->at(0).literal == "FOI-");
    CHECK(parts->at(1).name == "year");
    CHECK(parts->at(3).name == "seq");
    CHECK(parts->at(3).width == 5);
}

TEST_CASE("what is no template is refused with a reason")
{
    for (const std::string text : {"", "{", "}", "{}", "{Seq}", "{seq:0}", "{seq:x}", "{seq:33}", "a b{seq}", "a/b{seq}", "ა{seq}", "{seq"}) {
        Localized problem;
        INFO(text);
        CHECK_FALSE(parse_number_template(text, problem));
        CHECK_FALSE(problem.ka.empty());
    }
    Localized problem;
    CHECK_FALSE(parse_number_template(std::string(101, 'a'), problem));
}

} // namespace
} // namespace ogp::model

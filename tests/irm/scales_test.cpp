#include "irm/scales.hpp"

#include "irm/columns.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace ogp::irm;

TEST_CASE("every scale belongs to a column of words, and its words and members are its own")
{
    for (const Scale& scale : scales()) {
        const auto at = column_index(scale.column);
        REQUIRE(at);
        CHECK(columns()[*at].kind == Kind::Word);
        CHECK(columns()[*at + 1].kind == Kind::Code);
        std::set<std::string_view> members;
        for (const Level& level : scale.levels) {
            CHECK(members.insert(level.member).second);
            CHECK(scale.find(level.word) == &level);
            CHECK(scale.member(level.member) == &level);
        }
    }
}

TEST_CASE("a word is found in any letters and spelling, and nothing else is")
{
    const Scale* completion = scale_of(column::completion_end);
    REQUIRE(completion != nullptr);
    CHECK(completion->find("not started")->code == 2);
    CHECK(completion->find("No evidence available")->member == "no_evidence");
    CHECK(completion->find("Unclear")->code == 1);
    CHECK_FALSE(completion->find("Withdrawn")->code);
    CHECK(completion->find("Substantia") == nullptr);
    CHECK(completion->find("") == nullptr);
    CHECK(completion->member("half") == nullptr);
    CHECK(scale_of(column::title) == nullptr);
}

TEST_CASE("the overall degree of opening is one less than that of a value")
{
    const Scale* overall = scale_of(column::opened);
    const Scale* value = scale_of(column::opened_information);
    for (const char* word : {"Worsened", "Did Not Change", "Marginal", "Major", "Outstanding"})
        CHECK(*overall->find(word)->code + 1 == *value->find(word)->code);
    CHECK(overall->find("No early results to report yet")->code == overall->find("Did Not Change")->code);
    CHECK(overall->find("Not Applicable") == nullptr);
}

TEST_CASE("what is coded changed with the years of plans")
{
    CHECK(generation_of(2012) == Generation::Reports);
    CHECK(generation_of(2017) == Generation::Reports);
    CHECK(generation_of(2018) == Generation::Design);
    CHECK(generation_of(2019) == Generation::Design);
    CHECK(generation_of(2020) == Generation::Results);
    CHECK(generation_of(0) == Generation::Reports);
}

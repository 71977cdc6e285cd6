#include "irm/columns.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>

using namespace ogp::irm;

TEST_CASE("the format has 171 columns, each found by its name")
{
    REQUIRE(columns().size() == 171);
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < columns().size(); ++i) {
        names.insert(columns()[i].name);
        CHECK(column_index(columns()[i].name) == i);
    }
    CHECK(names.size() == 171);
    CHECK(columns().front().name == column::identifier);
    CHECK(columns().back().name == "id");
    CHECK_FALSE(column_index("Commitment unique identifier"));
    CHECK_FALSE(column_index(""));
}

TEST_CASE("the policy areas stand together")
{
    REQUIRE(areas().size() == 86);
    CHECK(areas().front().name == "Anti-Corruption and Integrity");
    CHECK(areas().back().name == "Money in Politics");
}

TEST_CASE("a numeric twin follows its word")
{
    for (std::size_t i = 1; i < columns().size(); ++i)
        if (columns()[i].kind == Kind::Code)
            CHECK(columns()[i - 1].kind == Kind::Word);
}

TEST_CASE("the ways of saying nothing are kept apart")
{
    CHECK(blank("NR") == Blank::NotReviewed);
    CHECK(blank("ND") == Blank::NoData);
    CHECK(blank("NA") == Blank::NotAvailable);
    CHECK(blank("") == Blank::Empty);
    CHECK_FALSE(blank("0"));
    CHECK_FALSE(blank("na"));
    CHECK_FALSE(blank("NAP"));
}

#include "irm/row.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::irm;

TEST_CASE("a row keeps every cell by its column, unknown ones too")
{
    Row row;
    row.set(column::title, "A");
    row.set("Colour", "blue");
    row.set("Colour", "red");
    CHECK(row.cell(column::title) == "A");
    CHECK(row.cell("Colour") == "red");
    CHECK(row.cell("Nothing").empty());
    const Row back = Row::from_json(parse_json(to_json(row.to_json())));
    CHECK(back.to_json() == row.to_json());
    CHECK(back.to_json().size() == column_count + 1);
}

TEST_CASE("a row is named by its identifier, else by plan and number")
{
    Row row("NA");
    CHECK(row.key().empty());
    row.set(column::plan, "AP_X01");
    CHECK(row.key().empty());
    row.set(column::number, " 8 ");
    CHECK(row.key() == "AP_X01/8");
    row.set(column::identifier, "GE0001");
    CHECK(row.key() == "GE0001");
}

TEST_CASE("the year of submission is a number or unknown")
{
    Row row("NA");
    CHECK(row.year() == 0);
    row.set(column::year, "2018");
    CHECK(row.year() == 2018);
    row.set(column::year, "99999999999");
    CHECK(row.year() == 0);
}

TEST_CASE("what is no kept row is damage")
{
    CHECK_THROWS_AS(Row::from_json(Json(1)), Error);
    CHECK_THROWS_AS(Row::from_json(Json::object({{"Theme", 1}})), Error);
}

#include "budget/csv_table.hpp"

#include "budget/sample_table.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::budget;

TEST_CASE("a table is read by the names of its columns, with a mark, CRLF and quotes")
{
    CsvTable table = sample_table("\xEF\xBB\xBFname,people\r\n\"Vake, upper\", 12 \r\n");
    table.allow({"name", "people"});
    table.require({"name"});
    REQUIRE(table.rows().size() == 1);
    CHECK(table.cell(table.rows()[0], "name").text == "Vake, upper");
    CHECK(table.cell(table.rows()[0], "people").text == "12");
    CHECK(table.cell(table.rows()[0], "people").column == 15);
    CHECK(table.cell(table.rows()[0], "nothing").text.empty());
    CHECK(count_in(table, table.cell(table.rows()[0], "people")) == 12);
    CHECK(table.finish().empty());
}

TEST_CASE("what is wrong with a table has its line and column")
{
    const auto found = [](const char* text) {
        return refusals([&] {
            CsvTable table = sample_table(text);
            table.allow({"name", "people"});
            table.require({"name", "people"});
            table.require_rows();
            table.finish_header();
            for (const std::vector<CsvCell>& row : table.rows())
                count_in(table, table.cell(row, "people"));
            table.finish();
        });
    };
    CHECK(found("").starts_with("empty_file"));
    CHECK(found("name,people\n") == "no_rows 1:1");
    CHECK(found("name,peeple\na,1\n") == "missing_column 1:1, unknown_column 1:6");
    CHECK(found("name,people,name\na,1,b\n") == "duplicate_column 1:13");
    CHECK(found("name,people\na,1,5\nb,x\n") == "wrong_cells 2:1, bad_number 3:3");
    CHECK(found("name,people\na,-1\nb,99999999999999999999\n") == "negative_number 2:3, number_overflow 3:3");
    CHECK(found("name,people\na,\"1\n") == "open_quote 2:3");
    CHECK(found("name,people\na\xFF,1\n") == "bad_utf8 2:2");
    CHECK(found("name,people\na,1\n").empty());
}

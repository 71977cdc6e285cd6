#include "report_xlsx/workbook.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::report_xlsx;

TEST_CASE("a column is as wide as its text, rather too wide")
{
    CHECK(column_width("") == 0);
    CHECK(column_width("0123456789") >= 10);
    CHECK(column_width("0123456789") <= 14);
    CHECK(column_width("ვალდებულება") > column_width("obligations"));
}

TEST_CASE("what libxlsxwriter refuses is an error with its reason")
{
    Workbook book({.title = "t", .subject = "", .author = "", .created = 1});
    book.begin_sheet("one", {10});
    try {
        book.property("p", std::string(300, 'x'));
        FAIL("accepted");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Io);
        CHECK(error.message().en.find("255") != std::string::npos);
    }
    CHECK_THROWS_AS(book.begin_sheet("a/b", {10}), Error);
}

TEST_CASE("rows follow one another, long ones in several")
{
    Workbook book({});
    book.begin_sheet("one", {10, 10});
    CHECK(book.row({{.text = "a"}, {.number = 1.0}}, CellRole::Body) == 1);
    CHECK(book.row({{.text = std::string(longest_text, 'a')}}, CellRole::Body) == 1);
    CHECK(book.row({{.text = std::string(longest_text + 1, 'a')}}, CellRole::Body) == 2);
    CHECK(book.finish().starts_with("PK"));
}

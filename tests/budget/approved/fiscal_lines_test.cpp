#include "budget/approved/fiscal_lines.hpp"

#include "budget/sample_table.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace ogp;
using namespace ogp::budget;

namespace {

FiscalLines read(const std::string& text, std::vector<std::string> themes = {})
{
    CsvTable table = sample_table(text);
    const FiscalColumns columns = own_columns(table);
    return read_fiscal_lines(table, columns, themes);
}

std::string wrong(const std::string& text, std::vector<std::string> themes = {})
{
    return refusals([&] { read(text, themes); });
}

} // namespace

TEST_CASE("lines are read in the places that the file needs")
{
    const FiscalLines lines = read("year,cofog,theme,name,approved,executed\n2027,04.5.1,,Roads,1000.50,\n2027-12-31,,parks,\"Trees, big\",7,3.125\n");
    CHECK(lines.places == 3);
    REQUIRE(lines.lines.size() == 2);
    CHECK(lines.lines[0].amounts[1] == 1'000'500);
    CHECK_FALSE(lines.lines[0].amounts[3]);
    CHECK(lines.lines[1].year == 2027);
    CHECK(lines.lines[1].name == "Trees, big");
    CHECK(lines.lines[1].amounts[3] == 3'125);
}

TEST_CASE("what is wrong with a line has its place")
{
    CHECK(wrong("cofog,name\n04,x\n") == "missing_column 1:1");
    CHECK(wrong("cofog,aproved\n04,5\n").starts_with("missing_column 1:1, unknown_column 1:7"));
    CHECK(wrong("cofog,approved\n04,-5\n45,\"1,5\"\n04,99999999999999999999\n04,x\n04,\n") ==
          "negative_amount 2:4, bad_cofog 3:1, comma_decimal 3:4, amount_overflow 4:4, bad_amount 5:4, no_amount 6:1");
    CHECK(wrong("theme,approved\nparc,5\n", {"parks", "roads"}) == "unknown_theme 2:1");
    CHECK(wrong("year,approved\n27,5\n2027-1,5\n") == "bad_year 2:1, bad_year 3:1");
    CHECK(wrong("approved\n0.1\n999999999999999999\n1.00000000001\n") == "bad_amount 4:1");
    CHECK(wrong("approved\n0.001\n9999999999999999999\n").starts_with("amount_overflow 3:1"));
    CHECK(wrong("approved,name\n0.001,\n9223372036854775807,\n") == "amount_overflow 3:1");
    CHECK(wrong("approved\n") == "no_rows 1:1");
    CHECK(wrong("") == "empty_file 1:1");
}

TEST_CASE("a factor multiplies, and may not overflow")
{
    CsvTable table = sample_table("head,thousands\nroads,12.5\n");
    FiscalColumns columns;
    columns.measures = {{"thousands", Phase::Executed, 1000}};
    columns.name = "head";
    const FiscalLines lines = read_fiscal_lines(table, columns, {});
    CHECK(lines.lines[0].amounts[3] == 125'000);
    CHECK(amount_text(*lines.lines[0].amounts[3], lines.places) == "12500");
    columns.measures[0].factor = 1'000'000'000;
    CsvTable huge = sample_table("head,thousands\nroads,999999999999999\n");
    CHECK(refusals([&] { read_fiscal_lines(huge, columns, {}); }) == "amount_overflow 2:7");
}

TEST_CASE("lines that are written are read as the same lines")
{
    CHECK(rc::check([] {
        FiscalLines lines;
        lines.places = 2;
        for (int i = *rc::gen::inRange(1, 10); i > 0; --i) {
            FiscalLine line{*rc::gen::element(0, 2026, 2027), *rc::gen::element<std::string>("", "04", "04.5", "09.1.2"), "", "", "", "",
                            *rc::gen::element<std::string>("", "a,b", "say \"so\"", "two\nlines", "ბაღი"), {}};
            line.amounts[1] = *rc::gen::inRange<Units>(0, 1'000'000'000);
            if (*rc::gen::arbitrary<bool>())
                line.amounts[3] = *rc::gen::inRange<Units>(0, 1000);
            lines.lines.push_back(line);
        }
        lines.lines[0].amounts[0] = 1; // so that two places are needed
        const FiscalLines back = read(write_fiscal_lines(lines));
        RC_ASSERT(back.places == 2);
        RC_ASSERT(back.lines == lines.lines);
        RC_ASSERT(write_fiscal_lines(back) == write_fiscal_lines(lines));
    }));
}

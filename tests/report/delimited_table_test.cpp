#include "report/table_writers.hpp"

#include "report/sample_document.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::report;

namespace {

std::string csv_of(Cell cell)
{
    Table table;
    table.columns = {{"k", both("K")}, {"end", both("E")}};
    table.rows = {{std::move(cell), Cell::of("e")}};
    const std::string csv = to_csv(table, Language::En);
    REQUIRE(csv.starts_with("k,end\n"));
    REQUIRE(csv.ends_with(",e\n"));
    return csv.substr(6, csv.size() - 6 - 3);
}

} // namespace

TEST_CASE("tab-separated values have no header and one line a row")
{
    CHECK(to_tsv(sample_table(), Language::Ka) == "I.1\tრუკა\t75\nI.2\tპორტალის ტესტი\t\n");
    Table table;
    table.columns = {{"a", both("A")}, {"b", both("B")}};
    table.rows = {{Cell::of("x\ty\nz"), Cell::of("\x1b[0m")}};
    CHECK(to_tsv(table, Language::En) == "x y z\t\\u{1b}[0m\n");
}

TEST_CASE("comma-separated values have the keys as header and all columns")
{
    CHECK(to_csv(sample_table(), Language::En) == "number,title,delay,note\nI.1,Map,75,\nI.2,პორტალის ტესტი,,late\n");
}

TEST_CASE("fields with commas, quotes and line ends are quoted")
{
    CHECK(csv_of(Cell::of("a,b")) == "\"a,b\"");
    CHECK(csv_of(Cell::of("say \"x\"")) == "\"say \"\"x\"\"\"");
    CHECK(csv_of(Cell::of("one\ntwo")) == "\"one\ntwo\"");
    CHECK(csv_of(Cell::of("plain; text")) == "plain; text");
    Table single;
    single.columns = {{"k", both("K")}};
    single.rows = {{Cell::none()}};
    CHECK(to_csv(single, Language::En) == "k\n\"\"\n");
}

TEST_CASE("what a spreadsheet would take for a formula gets an apostrophe")
{
    const auto [text, written] = GENERATE(table<std::string, std::string>({
        {"=1+1", "'=1+1"},
        {"=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""},
        {"+A1", "'+A1"},
        {"-A1", "'-A1"},
        {"-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"},
        {"@SUM(A1)", "'@SUM(A1)"},
        {"\t=1", "'\t=1"},
        {"\r=1", "\"'\r=1\""},
        {"\n=1", "\"'\n=1\""},
        {"\uFF1D1", "'\uFF1D1"},
        {"\uFF0B1", "'\uFF0B1"},
        {"\uFF0D1", "'\uFF0D1"},
        {"\uFF20x", "'\uFF20x"},
        {"-", "'-"},
        {"-1.", "'-1."},
        {"--1", "'--1"},
    }));
    CHECK(csv_of(Cell::of(text)) == written);
}

TEST_CASE("numbers and other texts get none")
{
    const std::string text = GENERATE("-5", "+75", "-12.25", "I.1", "a=b", "'quoted'", "№ 5", "— none");
    CHECK(csv_of(Cell::of(text)) == text);
    CHECK(csv_of(Cell::of(std::int64_t{-7})) == "-7");
}

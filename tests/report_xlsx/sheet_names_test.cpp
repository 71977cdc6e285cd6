#include "report_xlsx/sheet_names.hpp"

#include "base/text.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::report_xlsx;

TEST_CASE("names of sheets are what Excel takes")
{
    SheetNames names;
    CHECK(names.take("1 ეტაპები") == "1 ეტაპები");
    CHECK(names.take("a[b]:c*d?e/f\\g'h") == "abcdefgh");
    CHECK(names.take("  two\n lines ") == "two lines");
    CHECK(names.take("History") == "History -");
    CHECK(names.take("") == "-");
    CHECK(names.take("?*") == "- (2)");
}

TEST_CASE("names that differ in case alone are numbered, and none is longer than 31 characters")
{
    SheetNames names;
    CHECK(names.take("Table") == "Table");
    CHECK(names.take("TABLE") == "TABLE (2)");
    CHECK(names.take("table") == "table (3)");
    const std::string ka = "ვალდებულებების შესრულების მიმოხილვა წლების მიხედვით";
    CHECK(names.take(ka) == "ვალდებულებების შესრულების მიმო…");
    CHECK(names.take(ka) == "ვალდებულებების შესრულების… (2)");
    const std::string smiles = "\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600";
    for (int i = 0; i < 12; ++i) {
        const std::string name = names.take(smiles);
        CHECK(excel_length(name) <= 31);
        CHECK(is_utf8(name));
    }
}

TEST_CASE("lengths count as Excel does")
{
    CHECK(excel_length("აბ") == 2);
    CHECK(excel_length("a\U0001F600") == 3);
    CHECK(excel_prefix("a\U0001F600b", 2) == "a");
    CHECK(excel_prefix("a\U0001F600b", 3) == "a\U0001F600");
    CHECK(excel_prefix("აბგ", 9) == "აბგ");
}

TEST_CASE("what XML refuses is made visible")
{
    CHECK(cell_text("ქართული\ttext\n") == "ქართული\ttext\n");
    CHECK(cell_text("a\x1B\xFF\uFFFFz\uFFFE") == "a\\u{1b}\\x{ff}\\u{ffff}z\\u{fffe}");
}

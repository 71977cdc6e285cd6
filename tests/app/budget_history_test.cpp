#include "app/budget/budget_history.hpp"

#include "app/sample_folder.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::app;

namespace {

std::string result(int year, const char* theme, const char* average)
{
    return R"({"format":"priorities/1","year":)" + std::to_string(year) + R"(,"themes":[{"theme":")" + theme + R"(","raters":4,"weighted_exact":")" + average +
           R"(","share_exact":"1"}]})";
}

} // namespace

TEST_CASE("years come in their order, through mappings, with what each knows")
{
    const SampleFolder folder;
    ThemeArchive archive;
    archive.add_file(folder.put("b.json", result(2027, "streets", "7/2")));
    archive.add_file(folder.put("a.json", result(2026, "roads", "3")));
    archive.add_file(folder.put("c.json", R"({"format":"comparison/1","year":2027,"themes":[{"theme":"streets","share_exact":"1/2","approved":"100.50"}]})"));
    const report::Table table = archive.table({{2027, {"roads", "streets", budget::Rational{1}}}}, {});
    REQUIRE(table.rows.size() == 2);
    const auto cell = [&](std::size_t row, const char* column) { return table.rows[row][static_cast<std::size_t>(table.column(column))].value; };
    CHECK(cell(0, "year") == Json(2026));
    CHECK(cell(0, "average") == Json("3"));
    CHECK(cell(1, "difference") == Json("0.5"));
    CHECK(cell(1, "budget_share") == Json("50"));
    CHECK(cell(1, "approved") == Json("100.5"));
    CHECK(cell(0, "approved").is_null());
}

TEST_CASE("two results of a year that do not agree are refused, and what is no result")
{
    const SampleFolder folder;
    ThemeArchive archive;
    archive.add_file(folder.put("a.json", result(2026, "roads", "3")));
    archive.add_file(folder.put("b.json", result(2026, "roads", "3")));
    CHECK_THROWS_AS(archive.add_file(folder.put("c.json", result(2026, "roads", "4"))), Error);
    CHECK_THROWS_AS(archive.add_file(folder.put("d.json", "{}")), Error);
    CHECK_THROWS_AS(archive.add_file(folder.put("e.json", "{")), Error);
    CHECK_THROWS_AS(archive.add_file(folder.path("nothing.json")), Error);
    CHECK_THROWS_AS(archive.table({}, {"parks"}), Error);
    CHECK_THROWS_AS(ThemeArchive{}.table({}, {}), Error);
}

#include "report/table_writers.hpp"

#include "base/error.hpp"
#include "report/sample_document.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::report;

TEST_CASE("cells carry a value for scripts and a text for people")
{
    CHECK(Cell::of("x").value == Json("x"));
    CHECK(Cell::of("x").text == both("x"));
    CHECK(Cell::of(std::int64_t{-3}).value == Json(-3));
    CHECK(Cell::of(std::int64_t{-3}).text == both("-3"));
    CHECK(Cell::none().value.is_null());
    CHECK(Cell::none().text.empty());
    CHECK(to_json(Cell::localized({"ა", "a"}).value) == R"({"en":"a","ka":"ა"})");
    CHECK(to_json(Cell::localized({"ა", ""}).value) == R"({"ka":"ა"})");
}

TEST_CASE("a column is found by its key")
{
    const Table table = sample_table();
    CHECK(table.column("number") == 0);
    CHECK(table.column("note") == 3);
    CHECK(table.column("nothing") == -1);
}

TEST_CASE("select keeps the columns that are always shown, or those asked for in that order")
{
    const Table table = sample_table();
    const Table shown = select(table, {});
    REQUIRE(shown.columns.size() == 3);
    CHECK(shown.columns[2].key == "delay");

    const std::vector<std::string> keys{"note", "number"};
    const Table chosen = select(table, keys);
    REQUIRE(chosen.columns.size() == 2);
    CHECK(chosen.columns[0].key == "note");
    CHECK(chosen.rows[1][0].text.en == "late");
    CHECK(to_text(chosen, Language::En, 0).find("late") != std::string::npos);
    CHECK(chosen.id == table.id);
}

TEST_CASE("an unknown column is answered with the nearest one and all of them")
{
    const std::vector<std::string> keys{"tilte"};
    try {
        select(sample_table(), keys);
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Usage);
        CHECK(error.message().en == "there is no field \"tilte\"");
        CHECK(error.hint().en == "did you mean \"title\"? The fields are: number, title, delay, note");
        CHECK(error.hint().ka == "იქნებ „title“? ველებია: number, title, delay, note");
    }
}

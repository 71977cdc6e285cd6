#include "calendar/rule.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::calendar;

TEST_CASE("Easter of both churches", "[rule]")
{
    // Orthodox and Western, years of public tables, among them the earliest and latest of each.
    struct Row { int year; const char* orthodox; const char* western; };
    const Row rows[] = {
        {1818, "1818-04-26", "1818-03-22"}, {1943, "1943-04-25", "1943-04-25"}, {1983, "1983-05-08", "1983-04-03"},
        {2010, "2010-04-04", "2010-04-04"}, {2018, "2018-04-08", "2018-04-01"}, {2024, "2024-05-05", "2024-03-31"},
        {2026, "2026-04-12", "2026-04-05"}, {2038, "2038-04-25", "2038-04-25"}, {2100, "2100-05-02", "2100-03-28"},
    };
    for (const Row& row : rows) {
        CHECK(orthodox_easter(row.year).iso() == row.orthodox);
        CHECK(western_easter(row.year).iso() == row.western);
    }
    for (int year = 1900; year <= 2199; ++year) {
        CHECK(weekday_of(orthodox_easter(year)) == 6);
        CHECK(weekday_of(western_easter(year)) == 6);
    }
}

TEST_CASE("rules and their days", "[rule]")
{
    const auto in = [](std::string_view text, int year) {
        const auto date = parse_rule(text).value().in_year(year);
        return date ? date->iso() : "none";
    };
    CHECK(in("01-07", 2026) == "2026-01-07");
    CHECK(in("02-29", 2024) == "2024-02-29");
    CHECK(in("02-29", 2026) == "none");
    CHECK(in("orthodox-easter", 2026) == "2026-04-12");
    CHECK(in("orthodox-easter -2", 2026) == "2026-04-10");
    CHECK(in("western-easter +49", 2026) == "2026-05-24");
    CHECK(in("1st monday september", 2026) == "2026-09-07");
    CHECK(in("3rd monday january", 2026) == "2026-01-19");
    CHECK(in("last friday november", 2026) == "2026-11-27");
    CHECK(in("last saturday october", 2026) == "2026-10-31");
    CHECK(in("5th thursday february", 2024) == "2024-02-29");
    CHECK(in("5th friday february", 2024) == "none");
    for (const char* text : {"01-07", "orthodox-easter", "orthodox-easter -2", "western-easter +49", "last friday november", "2nd sunday may"})
        CHECK(parse_rule(text).value().text() == text);
}

TEST_CASE("nonsense is no rule", "[rule]")
{
    for (const char* text : {"", " ", "13-01", "04-31", "1-7", "01-07 ", "easter", "orthodox-easter 2", "orthodox-easter +0",
                             "orthodox-easter +101", "orthodox-easter +", "orthodox-easter  +1", "orthodox-easter +1 +1",
                             "orthodox-easter +-1", "0th monday may", "6th monday may", "1st Monday may", "1st monday", "last friday of november"})
        CHECK_FALSE(parse_rule(text));
}

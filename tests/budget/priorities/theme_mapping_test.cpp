#include "budget/priorities/theme_mapping.hpp"

#include "budget/sample_table.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::budget;

namespace {

std::string wrong(const char* text)
{
    return refusals([&] {
        CsvTable table = sample_table(text);
        read_mappings(table);
    });
}

} // namespace

TEST_CASE("mappings are read with their parts and years")
{
    CsvTable table = sample_table("earlier,today,part,year\nroads,streets,3/4,2027\nroads,lighting,0.25,2027\ngreen,parks,,\n");
    const std::vector<YearMapping> mappings = read_mappings(table);
    REQUIRE(mappings.size() == 3);
    CHECK(mappings[1].mapping.part.text() == "1/4");
    CHECK(mappings[1].year == 2027);
    CHECK(mappings[2].mapping.part == Rational{1});
    CHECK_FALSE(mappings[2].year);
}

TEST_CASE("parts of a theme are no more than all of it")
{
    CHECK(wrong("earlier,today\na,b\na,c\n") == "parts_exceed 3:1");
    CHECK(wrong("earlier,today,part\na,b,3/2\nc,d,0\ne,f,\"0,5\"\n") == "bad_part 2:5, bad_part 3:5, bad_part 4:5");
    CHECK(wrong("earlier,today,part\na,b,1/2\na,b,1/2\n") == "duplicate_row 3:1");
    CHECK(wrong("earlier,today,year\na,,27\n") == "bad_theme 2:3, bad_year 2:4");
    CHECK(wrong("earlier,today,year\na,b,2026\na,c,2027\n").empty());
}

TEST_CASE("steps are composed, unnamed themes stay themselves")
{
    const std::vector<std::vector<ThemeMapping>> steps{{{"roads", "streets", Rational{1, 2}}, {"roads", "bikes", Rational{1, 2}}}, {{"streets", "ways", Rational{1}}}};
    const std::vector<std::vector<std::string>> themes{{"roads", "parks", "gone"}, {"streets", "bikes", "parks"}, {"ways", "bikes", "parks"}};
    const std::vector<ThemeMapping> all = compose(steps, themes);
    REQUIRE(all.size() == 3);
    CHECK(all[0].earlier == "parks");
    CHECK(all[1].today == "bikes");
    CHECK(all[1].part.text() == "1/2");
    CHECK(all[2].today == "ways");
}

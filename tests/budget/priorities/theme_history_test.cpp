#include "budget/priorities/theme_history.hpp"

#include <catch2/catch.hpp>

using namespace ogp::budget;

namespace {

ThemeFigures rated(const char* theme, std::int64_t raters, Rational average, Rational share)
{
    return {theme, "", raters, average, share, {}, {}, {}};
}

} // namespace

TEST_CASE("earlier years are told in the themes of the last one")
{
    const std::vector<ThemeYear> years{{2025, {rated("roads", 30, Rational{4}, Rational{1, 2}), rated("lamps", 10, Rational{2}, Rational{1, 4}), rated("parks", 5, Rational{3}, Rational{1, 4})}},
                                       {2027, {rated("streets", 7, Rational{3}, Rational{2, 3}), rated("parks", 7, Rational{5}, Rational{1, 3})}}};
    const std::vector<YearMapping> mappings{{2026, {"roads", "ways", Rational{1}}}, {2027, {"ways", "streets", Rational{1}}}, {2027, {"lamps", "streets", Rational{1}}}};
    const std::vector<CarriedYear> all = carry_years(years, mappings);
    REQUIRE(all.size() == 2);
    CHECK(all[0].themes[0].figures.average->text() == "7/2"); // (30 * 4 + 10 * 2) / 40
    CHECK(all[0].themes[0].figures.raters == 40);
    CHECK(all[0].themes[0].figures.share->text() == "3/4");
    CHECK(all[0].themes[0].rank == 1);
    CHECK_FALSE(all[0].themes[0].difference);
    CHECK(all[1].themes[0].difference->text() == "-1/2");
    CHECK(all[1].themes[1].difference->text() == "2");
    CHECK(all[1].themes[1].rank == 1);
}

TEST_CASE("the last year is itself, and shares of a year that was carried whole still add up to one")
{
    const std::vector<ThemeYear> years{{2026, {rated("roads", 8, Rational{4}, Rational{1, 3}), rated("parks", 8, Rational{2}, Rational{2, 3})}},
                                       {2027, {rated("streets", 8, Rational{4}, Rational{1, 2}), rated("lamps", 8, Rational{4}, Rational{1, 4}), rated("parks", 8, Rational{4}, Rational{1, 4})}}};
    const std::vector<YearMapping> mappings{{{}, {"roads", "streets", Rational{3, 4}}}, {{}, {"roads", "lamps", Rational{1, 4}}}};
    const std::vector<CarriedYear> all = carry_years(years, mappings);
    Rational sum;
    for (const CarriedFigures& theme : all[0].themes)
        sum += *theme.figures.share;
    CHECK(sum == Rational{1});
    CHECK_FALSE(all[0].themes[0].figures.raters); // they cannot be divided
    CHECK(all[0].themes[0].figures.average->text() == "4");
    for (std::size_t t = 0; t < 3; ++t) {
        CHECK(all[1].themes[t].figures.average == years[1].themes[t].average);
        CHECK(all[1].themes[t].rank == 1);
    }
}

#include "budget/priorities/survey.hpp"

#include "budget/sample_table.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::budget;

namespace {

Survey read(const std::string& yaml)
{
    return read_survey(YamlDocument("ogp: 1\nkind: survey\n" + yaml, "survey.yaml"));
}

std::string wrong(const std::string& yaml)
{
    return refusals([&] { read(yaml); });
}

} // namespace

TEST_CASE("a survey is a tree of themes with a scale and traits")
{
    const Survey survey = read(R"(year: 2027
count: 3
scale: {least: -2, most: 2}
traits:
  - {id: district, values: [vake, gldani]}
  - {id: age}
themes:
  - id: streets
    label: {ka: "ქუჩები", en: Streets}
    cofog: ["04.5"]
    parts:
      - {id: lighting, cofog: ["06.4"]}
  - {id: parks}
)");
    CHECK(survey.year == 2027);
    CHECK(survey.ballots == 3);
    CHECK(survey.least == -2);
    CHECK(survey.traits[0].values == std::vector<std::string>{"vake", "gldani"});
    CHECK(survey.traits[1].values.empty());
    CHECK(survey.ids() == std::vector<std::string>{"streets", "lighting", "parks"});
    CHECK(survey.themes[1].parent == 0U);
    CHECK_FALSE(survey.themes[2].parent);
    CHECK(survey.themes[0].label.ka == "ქუჩები");
    CHECK(survey.theme("parks") == 2U);
    CHECK_FALSE(survey.theme("park"));
}

TEST_CASE("an allocation has points")
{
    const Survey survey = read("ballots: allocation\npoints: 10\nthemes:\n  - {id: a}\n");
    CHECK(survey.kind == OpinionKind::Allocation);
    CHECK(survey.least == 0);
    CHECK(survey.most == 10);
    CHECK(wrong("ballots: allocation\nthemes:\n  - {id: a}\n") == "missing_key 3:10");
    CHECK(wrong("points: 10\nthemes:\n  - {id: a}\n") == "unknown_key 3:9");
}

TEST_CASE("everything that is wrong with a survey is found in one run")
{
    CHECK(wrong("themes:\n  - {id: a}\n  - {id: a}\n") == "duplicate_theme 5:10");
    CHECK(wrong("themes:\n  - {id: a, cofog: [\"11.1\"]}\n") == "bad_cofog 4:21");
    CHECK(wrong("themes:\n  - {id: \"a b\"}\n") == "bad_id 4:10");
    CHECK(wrong("themes: []\n") == "no_themes 1:1");
    CHECK(wrong("scale: {least: 5, most: 5}\nthemes:\n  - {id: a}\n") == "empty_scale 3:8");
    CHECK(wrong("scale: {least: 1, most: 99999999999}\nthemes:\n  - {id: a}\n") == "bad_number 3:25");
    CHECK(wrong("ballots: votes\ntheems:\n  - {id: a}\n") == "unknown_ballots 3:10, unknown_key 4:1");
    CHECK(wrong("traits:\n  - {id: sex}\n  - {id: sex, values: [F, F]}\nthemes:\n  - {id: a}\n") == "duplicate_trait 5:5, duplicate_value 5:27");
}

TEST_CASE("a tree in CSV")
{
    CsvTable table = sample_table("theme,parent,ka,en,cofog\nstreets,,ქუჩები,Streets,04.5 04.6\nlighting,streets,,,\n");
    const Survey survey = read_survey(table);
    CHECK(survey.themes[0].cofog == std::vector<std::string>{"04.5", "04.6"});
    CHECK(survey.themes[1].parent == 0U);
    CHECK(refusals([] {
              CsvTable wrong_table = sample_table("theme,parent,cofog\na,b,\nb,,4\nb,,\n\"x y\",,\n");
              read_survey(wrong_table);
          }) == "unknown_theme 2:3, bad_cofog 3:4, duplicate_theme 4:1, bad_theme 5:1");
}

TEST_CASE("codes of COFOG")
{
    for (const char* code : {"01", "10", "04.5", "04.5.1"})
        CHECK(is_cofog(code));
    for (const char* code : {"", "0", "00", "11", "4.5", "04.", "04.55", "04.5.1.1", "04,5"})
        CHECK_FALSE(is_cofog(code));
}

#include "workflow/option_labels.hpp"

#include "workflow/shipped.hpp"

#include <catch2/catch.hpp>

namespace ogp::workflow {
namespace {

/// One option is called as another one's id; one label stands twice.
CaseType town()
{
    CaseType type;
    type.enums.push_back({"district",
                          {{"vake", {"ვაკე", "Vake"}},
                           {"old_town", {"ძველი თბილისი", "Old Tbilisi"}},
                           {"new", {"ვაკე-საბურთალო", "old_town"}},
                           {"north", {"ცენტრი", "Centre"}},
                           {"south", {"ცენტრი", "Centre (south)"}},
                           {"bare", {}}}});
    for (const bool many : {false, true}) {
        Field field;
        field.id = many ? "districts" : "district";
        field.type = FieldType::Enum;
        field.of = "district";
        field.many = many;
        field.label = {"უბანი", "District"};
        type.fields.push_back(field);
    }
    Field words;
    words.id = "words";
    type.fields.push_back(words);
    return type;
}

std::string given(std::string_view field, std::string_view text)
{
    const CaseType type = town();
    const CheckedValue value = parse_given(type, *type.field(field), text);
    return value.problem ? "refused: " + value.problem->en : to_json(value.value);
}

TEST_CASE("an option may be called by its label")
{
    CHECK(given("district", "vake") == "\"vake\"");
    CHECK(given("district", "ვაკე") == "\"vake\"");
    CHECK(given("district", "  ვაკე\xC2\xA0") == "\"vake\"");
    CHECK(given("district", "Vake") == "\"vake\"");
    CHECK(given("district", "VAKE") == "\"vake\"");
    CHECK(given("district", "old tbilisi") == "\"old_town\"");
    CHECK(given("district", "") == "null");
    // Part of a label is none, and a label is none of another field.
    CHECK(given("district", "ძველი").starts_with("refused: \"ძველი\" is not in the list; did you mean \"old_town\"? possible are: "));
    CHECK(given("words", "ვაკე") == "\"ვაკე\"");
    CHECK(given("district", "\xff") == "refused: the text is not valid UTF-8");
}

TEST_CASE("an id wins over a label, and a label of two is refused with both")
{
    CHECK(given("district", "old_town") == "\"old_town\"");
    CHECK(given("district", "ცენტრი") == "refused: several are called \"ცენტრი\": north, south; write one of these");
    CHECK(given("district", "centre") == "\"north\"");
    const Enumeration district = town().enums.front();
    CHECK(options_labelled(district, "old_town") == std::vector<std::string>{"new"});
    CHECK(options_labelled(district, " ").empty());
    CHECK(options_labelled(district, "\xff").empty());
}

TEST_CASE("a list may mix ids and labels")
{
    CHECK(given("districts", "ვაკე") == "[\"vake\"]");
    CHECK(given("districts", R"(["ვაკე", "north", "Old Tbilisi"])") == R"(["vake","north","old_town"])");
    CHECK(given("districts", R"(["ვაკე", 1])").starts_with("refused: element 2: expected one of: vake (Vake), "));
    const CaseType type = town();
    const Json mixed = parse_json(R"(["Vake", {"x": 1}, null])");
    CHECK(to_json(with_option_ids(type, *type.field("districts"), mixed)) == R"(["vake",{"x":1},null])");
}

TEST_CASE("what is not in the list is answered with id and label in the reader's language")
{
    const CaseType type = town();
    const CheckedValue value = check_value(type, *type.field("district"), Json("ვაკკე"));
    REQUIRE(value.problem);
    CHECK(value.problem->ka == "„ვაკკე“ არ არის სიაში; ხომ არ გულისხმობდით „vake“-ს? დასაშვებია: vake (ვაკე), old_town (ძველი თბილისი), "
                               "new (ვაკე-საბურთალო), north (ცენტრი), south (ცენტრი), bare");
    CHECK(value.problem->en == "\"ვაკკე\" is not in the list; did you mean \"vake\"? possible are: vake (Vake), old_town (Old Tbilisi), "
                               "new (old_town), north (Centre), south (Centre (south)), bare");
}

/// What is recorded and judged are ids.
TEST_CASE("the judge takes no labels")
{
    const CaseType type = town();
    CHECK(check_value(type, *type.field("district"), Json("ვაკე")).problem);
    CHECK(check_value(type, *type.field("districts"), parse_json(R"(["Vake"])")).problem);
    CHECK(parse_value(type, *type.field("district"), "ვაკე").problem);
    CHECK_FALSE(check_value(type, *type.field("district"), Json("vake")).problem);
}

} // namespace
} // namespace ogp::workflow

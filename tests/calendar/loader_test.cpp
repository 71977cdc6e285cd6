#include "calendar/loader.hpp"

#include "base/text.hpp"
#include "calendar/shipped.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace ogp;
using namespace ogp::calendar;
using namespace ogp::calendar::test;

namespace {

const std::string valid_file = R"(ogp: 1
kind: calendar
id: city
label: {ka: "ქალაქი", en: "City"}
timezone: Asia/Tbilisi
valid: {from: 2020-01-01, until: 2029-12-31}
week: {mon: ["09:00-13:00", "14:00-18:00"], tue: ["09:00-18:00"], wed: [], thu: [], fri: [], sat: [], sun: ["00:00-24:00"]}
holidays:
  - {rule: "01-07", since: 2021, until: 2025-06-30}
decrees:
  - {date: 2024-05-17, act: "167", recorded: 2024-05-15, exempt: [procurement]}
decrees_complete: [2024, 2020]
)";

/// What the reader finds when `part` of the valid file is replaced: "line:column code", in order.
std::vector<std::string> findings(const std::string& part, const std::string& by)
{
    std::string yaml = valid_file;
    const std::size_t place = yaml.find(part);
    REQUIRE(place != std::string::npos);
    yaml.replace(place, part.size(), by);
    try {
        parsed(yaml);
    } catch (const InvalidInput& error) {
        std::vector<std::string> list;
        for (const Finding& finding : error.findings()) {
            CHECK_FALSE(finding.message.ka.empty());
            CHECK(finding.place.file == "calendar.yaml");
            list.push_back(fmt::format("{}:{} {}", finding.place.line, finding.place.column, finding.code));
        }
        return list;
    }
    return {};
}

using Found = std::vector<std::string>;

} // namespace

TEST_CASE("a calendar is read whole", "[loader]")
{
    const CalendarDefinition city = parsed(valid_file);
    CHECK(city.id == "city");
    CHECK(city.label.ka == "ქალაქი");
    CHECK(city.valid_until == day("2029-12-31"));
    CHECK(city.week[0] == std::vector<OpenHours>{{9 * 3600, 13 * 3600}, {14 * 3600, 18 * 3600}});
    CHECK(city.week[6] == std::vector<OpenHours>{{0, 86'400}});
    CHECK(city.holidays[0].since == day("2021-01-01"));
    CHECK(city.holidays[0].until == day("2025-06-30"));
    CHECK(city.decrees[0].exempt == std::vector<std::string>{"procurement"});
    CHECK(city.decrees_complete == std::vector<int>{2020, 2024});
    CHECK(findings("ogp: 1", "ogp: 1").empty());
}

TEST_CASE("the shipped calendars are in order", "[loader]")
{
    CHECK(shipped_definition("ge").decrees.size() == 34);
    CHECK(shipped_definition("ua").working_exceptions.size() == 13);
}

TEST_CASE("what is wrong with a calendar is said with its place", "[loader]")
{
    CHECK(findings("ogp: 1", "ogp: 2") == Found{"1:6 language_version"});
    CHECK(findings("kind: calendar", "kind: case_type") == Found{"2:7 bad_value"});
    CHECK(findings("id: city", "id: City") == Found{"3:5 bad_identifier"});
    CHECK(findings("id: city\n", "") == Found{"1:1 missing_key"});
    CHECK(findings("timezone: Asia/Tbilisi", "timezone: Asia/Tiblisi") == Found{"5:11 unknown_zone"});
    CHECK(findings("timezone: Asia/Tbilisi", "timezone: ../../etc/passwd") == Found{"5:11 unknown_zone"});
    CHECK(findings("decrees_complete", "decrees_compelte") == Found{"12:1 unknown_key"});
    CHECK(findings("en: \"City\"", "de: \"Stadt\"") == Found{"4:8 missing_label"});
}

TEST_CASE("a calendar with a hole is refused", "[loader]")
{
    CHECK(findings("{from: 2020-01-01, until: 2029-12-31}", "{from: 2029-12-31, until: 2020-01-01}") == Found{"6:8 validity_reversed"});
    CHECK(findings("until: 2029-12-31", "until: 2300-12-31") == Found{"6:8 validity_too_long"});
    CHECK(findings("until: 2029-12-31", "until: 2029-02-30") == Found{"6:34 bad_date"});
    CHECK(findings("until: 2029-12-31", "since: 2029-12-31") == Found{"6:8 missing_key", "6:27 unknown_key"});
    CHECK(findings(R"({mon: ["09:00-13:00", "14:00-18:00"], tue: ["09:00-18:00"], wed: [], thu: [], fri: [], sat: [], sun: ["00:00-24:00"]})",
                   "{mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: []}") == Found{"7:7 no_open_time"});
    CHECK(findings("sat: [], ", "") == Found{"7:7 missing_key"});
    CHECK(findings("\"09:00-13:00\"", "\"13:00-09:00\"") == Found{"7:14 bad_hours"});
    CHECK(findings("\"09:00-13:00\"", "\"9:00-13:00\"") == Found{"7:14 bad_hours"});
    CHECK(findings("\"09:00-13:00\"", "\"09:00-24:01\"") == Found{"7:14 bad_hours"});
    CHECK(findings("\"09:00-13:00\"", "\"09:60-13:00\"") == Found{"7:14 bad_hours"});
    CHECK(findings("\"14:00-18:00\"", "\"12:59-18:00\"") == Found{"7:29 hours_overlap"});
    CHECK(findings("wed: []", "wed: closed") == Found{"7:72 wrong_kind"});
}

TEST_CASE("rules and single days are checked", "[loader]")
{
    CHECK(findings("\"01-07\"", "\"easter sunday\"") == Found{"9:12 bad_rule"});
    CHECK(findings("since: 2021", "since: 2026") == Found{"9:5 rule_reversed"});
    CHECK(findings("since: 2021", "since: soon") == Found{"9:28 bad_date"});
    CHECK(findings("since: 2021, until: 2025-06-30}", "until: 2022}\n  - {rule: \"01-07\", since: 2023}") == Found{});
    CHECK(findings("since: 2021, until: 2025-06-30}", "until: 2022}\n  - {rule: \"01-07\", since: 2022}") == Found{"10:5 given_twice"});
    CHECK(findings("date: 2024-05-17", "date: 2031-05-17") == Found{"11:12 outside_validity"});
    CHECK(findings("decrees_complete", "  - {date: 2024-05-17, act: x, recorded: 2024-05-01}\ndecrees_complete") == Found{"12:12 given_twice"});
    CHECK(findings(", recorded: 2024-05-15", "") == Found{"11:5 missing_key"});
    CHECK(findings("[procurement]", "[Procurement]") == Found{"11:67 bad_identifier"});
    CHECK(findings("[2024, 2020]", "[2024, soon]") == Found{"12:26 bad_year"});
    CHECK(findings("[2024, 2020]", "maybe") == Found{"12:19 wrong_kind"});
    CHECK(findings("[2024, 2020]", "always") == Found{});
    CHECK(findings("decrees_complete", "working_exceptions: [{day_off: 2024-05-08, works_on: 2024-05-11, act: x, recorded: 2024-05-01}]\n"
                                       "decrees_complete") == Found{"12:32 not_a_working_day"});
    CHECK(findings("decrees_complete", "suspensions: [{from: 2024-05-08, until: 2024-05-07, act: x, recorded: 2024-05-01}]\n"
                                       "decrees_complete") == Found{"12:15 suspension_reversed"});
}

TEST_CASE("all findings come at once", "[loader]")
{
    CHECK(findings("id: city\nlabel: {ka: \"ქალაქი\", en: \"City\"}\ntimezone: Asia/Tbilisi", "id: 7\nlabel: x\ntimezone: Mars/Base") ==
          Found{"3:5 bad_identifier", "4:8 missing_label", "5:11 unknown_zone"});
}

TEST_CASE("every list and mapping of the key table leads to rows", "[loader]")
{
    const auto rows = calendar_keys();
    for (const KeyRow& row : rows) {
        CHECK(std::string_view(row.about.ka) != "");
        CHECK(std::string_view(row.about.en) != "");
        if (row.kind == ValueKind::List || row.kind == ValueKind::Object)
            CHECK(std::any_of(rows.begin(), rows.end(), [&](const KeyRow& other) { return std::string_view(other.object) == row.item; }));
    }
}

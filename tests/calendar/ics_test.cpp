#include "calendar/ics.hpp"

#include "base/text.hpp"
#include "calendar/shipped.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::calendar;
using namespace ogp::calendar::test;

namespace {

std::string event(const std::string& inside)
{
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n" + inside + "END:VEVENT\r\nEND:VCALENDAR\r\n";
}

std::string refused(const std::string& text)
{
    try {
        read_ics(text, "x.ics");
    } catch (const InvalidInput& error) {
        return fmt::format("{} {}", error.findings().front().place.text(), error.findings().front().code);
    }
    return "";
}

} // namespace

TEST_CASE("all-day events are read, folded lines too", "[ics]")
{
    const auto events = read_ics(event("DTSTART;VALUE=DATE:20260409\r\nDTEND;VALUE=DATE:20260411\r\nSUMMARY;LANGUAGE=\"ka:GE\":ეროვნული\\, ერთია\r\n"
                                       " ნობის\r\n\t დღე\r\nDTSTAMP:20260101T000000Z\r\nRRULE:FREQ=YEARLY;UNTIL=20301231\r\nCLASS:PUBLIC\r\n"),
                                 "x.ics");
    REQUIRE(events.size() == 1);
    CHECK(events[0].first == day("2026-04-09"));
    CHECK(events[0].last == day("2026-04-10"));
    CHECK(events[0].yearly);
    CHECK(events[0].until == day("2030-12-31"));
    CHECK(events[0].stamp == day("2026-01-01"));
    CHECK(events[0].summary == "ეროვნული, ერთიანობის დღე");
}

TEST_CASE("what cannot be read is refused with its line", "[ics]")
{
    CHECK(refused("hello") == "x.ics:1 no_calendar");
    CHECK(refused("") == "x.ics:1 no_calendar");
    CHECK(refused(event("DTSTART:20260409T100000Z\r\n")) == "x.ics:4 not_a_day");
    CHECK(refused(event("DTSTART;VALUE=DATE:20260431\r\n")) == "x.ics:4 not_a_day");
    CHECK(refused(event("SUMMARY:x\r\n")) == "x.ics:3 no_start");
    CHECK(refused(event("DTSTART;VALUE=DATE:20260409\r\nDTEND;VALUE=DATE:20260408\r\n")) == "x.ics:3 bad_length");
    CHECK(refused(event("DTSTART;VALUE=DATE:20260409\r\nRRULE:FREQ=WEEKLY\r\n")) == "x.ics:5 bad_recurrence");
    CHECK(refused(event("DTSTART;VALUE=DATE:20260409\r\nRRULE:FREQ=YEARLY;BYEASTER=1\r\n")) == "x.ics:5 bad_recurrence");
    CHECK(refused("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260409\n") == "x.ics:2 no_end");
    CHECK(refused("\xff") == "x.ics bad_file");
    CHECK_THROWS_AS(ics_to_yaml({}, "x.ics", "city", "Asia/Tbilisi", day("2026-01-01")), Error);
}

TEST_CASE("what is written can be read, and is folded at 75 octets between characters", "[ics]")
{
    const Calendar& ge = shipped("ge");
    const Date from = day("2024-01-01");
    const Date until = day("2026-12-31");
    for (const Language language : {Language::Ka, Language::En}) {
        const std::string text = write_ics(ge, from, until, language, at("2026-01-01T00:00:00Z"));
        for (std::string_view line : split(text, '\n')) {
            CHECK(line.size() <= 76);
            CHECK(is_utf8(line));
            CHECK((line.empty() || line.ends_with('\r')));
        }
        const auto events = read_ics(text, "ge.ics");
        CHECK(events.size() > 40);
        const Calendar back(parsed(ics_to_yaml(events, "ge.ics", "back", "Asia/Tbilisi", day("2026-01-01"))));
        for (Date date = from; date <= until; date = date + 1)
            CHECK(back.is_working(date) == ge.is_working(date));
    }
}

TEST_CASE("events of every year become rules", "[ics]")
{
    const auto events = read_ics(event("DTSTART;VALUE=DATE:20200107\r\nSUMMARY:\"Christmas\" \\\\ x\r\nRRULE:FREQ=YEARLY;UNTIL=20251231\r\n"), "x.ics");
    const CalendarDefinition city = parsed(ics_to_yaml(events, "x.ics", "city", "Asia/Tbilisi", day("2026-01-01")));
    REQUIRE(city.holidays.size() == 1);
    CHECK(city.holidays[0].rule.text() == "01-07");
    CHECK(city.holidays[0].label.en == "\"Christmas\" \\ x");
    CHECK(city.valid_until == day("2025-12-31"));
}

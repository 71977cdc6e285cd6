#include "base/error.hpp"
#include "base/time_zone.hpp"

#include <catch2/catch.hpp>
#include <date/tz.h>
#include <rapidcheck.h>

#include <chrono>
#include <string>

using namespace ogp;

namespace {

Instant at(const char* text)
{
    const auto instant = Instant::parse(text);
    REQUIRE(instant);
    return *instant;
}

int offset_by_date_library(const date::time_zone* zone, Instant instant)
{
    const std::chrono::sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds(instant.milliseconds())};
    return static_cast<int>(zone->get_info(std::chrono::floor<std::chrono::seconds>(time)).offset.count());
}

Fault fault_of(std::string_view name, std::string_view folder = "/usr/share/zoneinfo")
{
    try {
        TimeZone::load(name, folder);
    } catch (const Error& error) {
        return error.fault();
    }
    return Fault::Internal;
}

} // namespace

TEST_CASE("offsets agree with date-tz, hour by hour from 1990 to 2036")
{
    // date-tz 3.0.1 reads no footer and so knows nothing after 2037.
    for (const char* name : {"Asia/Tbilisi", "Europe/Kyiv", "UTC", "America/New_York"}) {
        const TimeZone zone = TimeZone::load(name);
        const date::time_zone* other = date::locate_zone(name);
        const std::int64_t hour = 3'600'000;
        for (std::int64_t ms = at("1990-01-01T00:00:00Z").milliseconds(); ms < at("2037-01-01T00:00:00Z").milliseconds(); ms += hour) {
            const Instant instant = Instant::from_milliseconds(ms);
            if (zone.offset_at(instant) != offset_by_date_library(other, instant))
                FAIL(name << " at " << instant.rfc3339());
        }
    }
}

TEST_CASE("after the last transition of the file the footer's rule goes on")
{
    const TimeZone kyiv = TimeZone::load("Europe/Kyiv");
    CHECK(kyiv.rfc3339(at("2060-03-28T00:59:59Z")) == "2060-03-28T02:59:59+02:00");
    CHECK(kyiv.rfc3339(at("2060-03-28T01:00:00Z")) == "2060-03-28T04:00:00+03:00");
    CHECK(kyiv.rfc3339(at("2060-10-31T00:59:59Z")) == "2060-10-31T03:59:59+03:00");
    CHECK(kyiv.rfc3339(at("2060-10-31T01:00:00Z")) == "2060-10-31T03:00:00+02:00");
    const TimeZone new_york = TimeZone::load("America/New_York");
    CHECK(new_york.rfc3339(at("2060-03-14T06:59:59Z")) == "2060-03-14T01:59:59-05:00");
    CHECK(new_york.rfc3339(at("2060-03-14T07:00:00Z")) == "2060-03-14T03:00:00-04:00");
    CHECK(new_york.rfc3339(at("2060-11-07T05:59:59Z")) == "2060-11-07T01:59:59-04:00");
    CHECK(new_york.rfc3339(at("2060-11-07T06:00:00Z")) == "2060-11-07T01:00:00-05:00");
}

TEST_CASE("Tbilisi, with the changes of its history")
{
    const TimeZone zone = TimeZone::load("Asia/Tbilisi");
    CHECK(zone.name() == "Asia/Tbilisi");
    CHECK(zone.rfc3339(at("2019-04-15T06:00:00Z")) == "2019-04-15T10:00:00+04:00");
    CHECK(zone.rfc3339(at("2004-08-01T00:00:00.250Z")) == "2004-08-01T04:00:00.250+04:00");
    CHECK(zone.offset_at(at("2004-06-01T00:00:00Z")) == 5 * 3600);
    CHECK(zone.offset_at(at("2005-01-01T00:00:00Z")) == 3 * 3600);
    CHECK(zone.offset_at(at("2090-07-01T00:00:00Z")) == 4 * 3600);
    CHECK(zone.date_at(at("2018-12-31T20:00:00Z")).iso() == "2019-01-01");
    CHECK(zone.date_at(at("2018-12-31T19:59:59.999Z")).iso() == "2018-12-31");
    CHECK(zone.start_of(*Date::parse("2019-01-01")).rfc3339() == "2018-12-31T20:00:00Z");
}

TEST_CASE("zones on both sides of Greenwich, and before 1970")
{
    CHECK(TimeZone::load("America/St_Johns").rfc3339(at("2019-01-15T00:00:00Z")) == "2019-01-14T20:30:00-03:30");
    CHECK(TimeZone::load("Asia/Kathmandu").rfc3339(at("2019-01-15T00:00:00Z")) == "2019-01-15T05:45:00+05:45");
    CHECK(TimeZone::load("Asia/Tbilisi").offset_at(at("1850-01-01T00:00:00Z")) == 2 * 3600 + 59 * 60 + 11);
    CHECK(TimeZone::utc().rfc3339(at("1969-12-31T23:59:59.999Z")) == "1969-12-31T23:59:59.999+00:00");
    CHECK(TimeZone::utc().name() == "UTC");
}

TEST_CASE("a day begins where the wall clock first shows it")
{
    // Kyiv changes at 03:00 and 04:00: midnight is plain.
    CHECK(TimeZone::load("Europe/Kyiv").start_of(*Date::parse("2019-03-31")).rfc3339() == "2019-03-30T22:00:00Z");
    // Beirut springs forward at midnight: the day begins at 01:00.
    const TimeZone beirut = TimeZone::load("Asia/Beirut");
    CHECK(beirut.rfc3339(beirut.start_of(*Date::parse("2019-03-31"))) == "2019-03-31T01:00:00+03:00");
    CHECK(beirut.rfc3339(beirut.start_of(*Date::parse("2059-03-30"))) == "2059-03-30T01:00:00+03:00");
    // Havana falls back from 01:00 to 00:00: midnight comes twice, the first one counts.
    const TimeZone havana = TimeZone::load("America/Havana");
    CHECK(havana.rfc3339(havana.start_of(*Date::parse("2019-11-03"))) == "2019-11-03T00:00:00-04:00");
    // Samoa left out the 30th of December 2011.
    const TimeZone apia = TimeZone::load("Pacific/Apia");
    CHECK(apia.rfc3339(apia.start_of(*Date::parse("2011-12-30"))) == "2011-12-31T00:00:00+14:00");
    CHECK(apia.rfc3339(apia.start_of(*Date::parse("2011-12-29"))) == "2011-12-29T00:00:00-10:00");
}

TEST_CASE("the start of a day is its first instant", "[law]")
{
    static const TimeZone zones[] = {TimeZone::load("Asia/Tbilisi"), TimeZone::load("Europe/Kyiv"), TimeZone::load("Asia/Beirut"),
                                     TimeZone::load("America/Havana"), TimeZone::load("Africa/Casablanca")};
    CHECK(rc::check("date_at(start) == date, and the millisecond before is the day before", [] {
        const TimeZone& zone = zones[*rc::gen::inRange<std::size_t>(0, std::size(zones))];
        const Date date = Date::from_days(*rc::gen::inRange(7305, 47482)); // 1990 to 2099
        const Instant start = zone.start_of(date);
        RC_ASSERT(zone.date_at(start) == date);
        RC_ASSERT(zone.date_at(Instant::from_milliseconds(start.milliseconds() - 1)) == date + -1);
    }));
}

TEST_CASE("names that are no names and zones that do not exist")
{
    for (const char* name : {"", "/etc/passwd", "../etc/passwd", "Asia/../../etc/passwd", "Asia//Tbilisi", "Asia/", ".hidden",
                             "Asia/Tbilisi\n", "a b", "თბილისი"}) {
        INFO(name);
        CHECK(fault_of(name) == Fault::Invalid);
    }
    CHECK(fault_of("Asia/Atlantis") == Fault::NotFound);
    CHECK(fault_of("Asia") == Fault::NotFound); // a folder
    CHECK(fault_of("Asia/Tbilisi", "/nowhere") == Fault::NotFound);
}

TEST_CASE("changes of the offset, from the file and from its rules", "[time_zone]")
{
    const auto changes = [](const char* zone, const char* from, const char* until) {
        std::vector<std::string> list;
        for (const Instant change : TimeZone::load(zone).changes_within(Instant::parse(from).value(), Instant::parse(until).value()))
            list.push_back(change.rfc3339());
        return list;
    };
    using List = std::vector<std::string>;
    CHECK(changes("Asia/Tbilisi", "2006-01-01T00:00:00Z", "2099-01-01T00:00:00Z") == List{});
    CHECK(changes("Europe/Kyiv", "2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z") ==
          List{"2020-03-29T01:00:00Z", "2020-10-25T01:00:00Z"});
    CHECK(changes("Europe/Kyiv", "2050-03-27T01:00:00Z", "2050-10-30T01:00:00Z") == List{}); // both ends are left out
    CHECK(changes("Europe/Kyiv", "2050-03-27T00:59:59Z", "2050-10-30T01:00:01Z") ==
          List{"2050-03-27T01:00:00Z", "2050-10-30T01:00:00Z"});
    CHECK(changes("Europe/Kyiv", "2000-01-01T00:00:00Z", "2100-01-01T00:00:00Z").size() == 200);
    CHECK(changes("UTC", "2000-01-01T00:00:00Z", "2100-01-01T00:00:00Z") == List{});
}

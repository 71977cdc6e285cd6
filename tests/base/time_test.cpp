#include "base/time.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace ogp;

TEST_CASE("days that exist")
{
    const auto date = Date::parse("2019-04-30");
    REQUIRE(date);
    CHECK(date->year() == 2019);
    CHECK(date->month() == 4);
    CHECK(date->day() == 30);
    CHECK(date->iso() == "2019-04-30");
    CHECK(Date::parse("1970-01-01")->days() == 0);
    CHECK(Date::parse("0001-01-01")->days() == -719162);
    CHECK(Date::parse("9999-12-31")->days() == 2932896);
    CHECK(Date::parse("2020-02-29"));
    CHECK(Date::parse("2000-02-29"));
}

TEST_CASE("days that do not exist, or are written otherwise")
{
    for (const char* text : {"2019-04-31", "2019-02-29", "1900-02-29", "2019-00-10", "2019-13-01", "2019-01-00", "0000-01-01",
                             "2019-4-30", "19-04-30", "2019/04/30", "30.04.2019", "2019-04-30 ", " 2019-04-30", "20190430", "",
                             "2019-04", "10000-01-01", "-019-01-01", "2019-04-3a"}) {
        INFO(text);
        CHECK_FALSE(Date::parse(text));
    }
}

TEST_CASE("days of months")
{
    CHECK(days_in_month(2019, 2) == 28);
    CHECK(days_in_month(2020, 2) == 29);
    CHECK(days_in_month(1900, 2) == 28);
    CHECK(days_in_month(2000, 2) == 29);
    CHECK(days_in_month(2019, 4) == 30);
    CHECK(days_in_month(2019, 12) == 31);
}

TEST_CASE("days are counted one by one from year 1 to 9999")
{
    int year = 1;
    int month = 1;
    int day = 1;
    for (Date date = *Date::from_civil(1, 1, 1); date <= *Date::from_civil(9999, 12, 31); date = date + 1) {
        if (date.year() != year || date.month() != month || date.day() != day || Date::from_civil(year, month, day) != date)
            FAIL("at " << date.iso());
        if (++day > days_in_month(year, month)) {
            day = 1;
            if (++month > 12) {
                month = 1;
                ++year;
            }
        }
    }
    CHECK(year == 10000);
    CHECK(*Date::parse("2020-03-01") - *Date::parse("2020-02-28") == 2);
}

TEST_CASE("instants in RFC 3339")
{
    CHECK(Instant::parse("2019-04-15T10:00:00+04:00")->rfc3339() == "2019-04-15T06:00:00Z");
    CHECK(Instant::parse("2019-04-15T06:00:00Z")->milliseconds() == 1555308000000);
    CHECK(Instant::parse("2019-04-15t06:00:00z") == Instant::parse("2019-04-15T06:00:00Z"));
    CHECK(Instant::parse("2019-04-15T06:00:00.5Z")->rfc3339() == "2019-04-15T06:00:00.500Z");
    CHECK(Instant::parse("2019-04-15T06:00:00.123999Z")->milliseconds() % 1000 == 123);
    CHECK(Instant::parse("1969-12-31T23:59:59.999Z")->milliseconds() == -1);
    CHECK(Instant::from_milliseconds(-1).rfc3339() == "1969-12-31T23:59:59.999Z");
    CHECK(Instant::parse("2019-12-31T22:30:00-03:30")->rfc3339() == "2020-01-01T02:00:00Z");
    CHECK(Instant::parse("0001-01-01T00:00:00Z")->rfc3339() == "0001-01-01T00:00:00Z");
    CHECK(Instant::parse("9999-12-31T23:59:59.999Z")->rfc3339() == "9999-12-31T23:59:59.999Z");
}

TEST_CASE("instants in seconds")
{
    CHECK(Instant::parse("1555308000")->rfc3339() == "2019-04-15T06:00:00Z");
    CHECK(Instant::parse("0")->milliseconds() == 0);
    CHECK(Instant::parse("-1")->rfc3339() == "1969-12-31T23:59:59Z");
    CHECK(Instant::parse("253402300799"));
    CHECK_FALSE(Instant::parse("253402300800"));
    CHECK_FALSE(Instant::parse("99999999999999999999"));
    CHECK_FALSE(Instant::parse("-62135596801"));
}

TEST_CASE("what is not an instant")
{
    for (const char* text :
         {"", "-", "now", "2019-04-15", "2019-04-15T10:00:00", "2019-04-15 10:00:00Z", "2019-04-15T10:00Z",
          "2019-04-15T24:00:00Z", "2019-04-15T23:60:00Z", "2019-06-30T23:59:60Z", "2019-04-31T00:00:00Z",
          "2019-04-15T10:00:00+0400", "2019-04-15T10:00:00+04", "2019-04-15T10:00:00+24:00", "2019-04-15T10:00:00+04:60",
          "2019-04-15T10:00:00.Z", "2019-04-15T10:00:00Z ", "2019-04-15T10:00:00ZZ", "2019-04-15T1:00:00Z",
          "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "1.5", "1e9", "+1", "2019-04-15T10:00:00.1234567890Z"}) {
        INFO(text);
        CHECK_FALSE(Instant::parse(text));
    }
}

TEST_CASE("text and value of an instant are one", "[law]")
{
    CHECK(rc::check("parse(rfc3339(i)) == i", [] {
        const auto ms = *rc::gen::inRange<std::int64_t>(-62'135'596'800'000, 253'402'300'800'000);
        const Instant instant = Instant::from_milliseconds(ms);
        RC_ASSERT(Instant::parse(instant.rfc3339()) == instant);
    }));
}

TEST_CASE("the clock of the system goes")
{
    const Clock clock = Clock::system();
    CHECK(clock.source == ClockSource::System);
    CHECK(clock.now > *Instant::parse("2024-01-01T00:00:00Z"));
}

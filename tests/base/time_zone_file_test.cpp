#include "base/file.hpp"
#include "base/time.hpp"
#include "base/time_zone_file.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace ogp;

namespace {

std::int64_t seconds(const char* text)
{
    return Instant::parse(text)->milliseconds() / 1000;
}

int offset(const char* posix, const char* when)
{
    const auto tail = read_zone_tail(posix);
    REQUIRE(tail);
    return tail->offset_at(seconds(when));
}

} // namespace

TEST_CASE("footers without daylight-saving time")
{
    CHECK(offset("<+04>-4", "2050-07-01T00:00:00Z") == 14400);
    CHECK(offset("UTC0", "2050-07-01T00:00:00Z") == 0);
    CHECK(offset("<+0545>-5:45", "2050-07-01T00:00:00Z") == 20700);
    CHECK(offset("EST5", "2050-07-01T00:00:00Z") == -18000);
    CHECK(offset("AAA+1:02:03", "2050-07-01T00:00:00Z") == -3723);
}

TEST_CASE("footers with the three kinds of rules")
{
    CHECK(offset("EST5EDT,M3.2.0,M11.1.0", "2050-03-13T06:59:59Z") == -18000);
    CHECK(offset("EST5EDT,M3.2.0,M11.1.0", "2050-03-13T07:00:00Z") == -14400);
    // Day 60 without leap days is 1 March in every year; with them it is 29 February or 1 March.
    CHECK(offset("AAA0BBB,J60/0,J300/0", "2048-02-29T23:59:59Z") == 0);
    CHECK(offset("AAA0BBB,J60/0,J300/0", "2048-03-01T00:00:00Z") == 3600);
    CHECK(offset("AAA0BBB,J60/0,J300/0", "2049-03-01T00:00:00Z") == 3600);
    CHECK(offset("AAA0BBB,59/0,J300/0", "2048-02-29T00:00:00Z") == 3600);
    CHECK(offset("AAA0BBB,59/0,J300/0", "2049-02-28T23:59:59Z") == 0);
    CHECK(offset("AAA0BBB,59/0,J300/0", "2049-03-01T00:00:00Z") == 3600);
}

TEST_CASE("footers of the southern half, all year round, and with odd hours")
{
    CHECK(offset("AEST-10AEDT,M10.1.0,M4.1.0/3", "2050-01-01T00:00:00Z") == 39600);
    CHECK(offset("AEST-10AEDT,M10.1.0,M4.1.0/3", "2050-07-01T00:00:00Z") == 36000);
    CHECK(offset("IST-1GMT0,M10.5.0,M3.5.0/1", "2050-07-01T00:00:00Z") == 3600); // winter time is the exception
    CHECK(offset("IST-1GMT0,M10.5.0,M3.5.0/1", "2050-01-01T00:00:00Z") == 0);
    for (const char* when : {"2050-01-01T00:00:00Z", "2049-12-31T23:59:59Z", "2050-01-01T03:00:00Z", "2050-07-01T00:00:00Z"})
        CHECK(offset("XXX3EDT4,0/0,J365/23", when) == -14400); // RFC 8536 section 3.3.1
    // Four in the morning of the day after the last Thursday, and two hours before midnight of the day before.
    CHECK(offset("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2050-03-27T00:59:59Z") == -7200);
    CHECK(offset("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2050-03-27T01:00:00Z") == -3600);
    CHECK(offset("IST-2IDT,M3.4.4/26,M10.5.0", "2050-03-24T23:59:59Z") == 7200);
    CHECK(offset("IST-2IDT,M3.4.4/26,M10.5.0", "2050-03-25T00:00:00Z") == 10800);
}

TEST_CASE("footers that are malformed")
{
    for (const char* posix : {"", "A", "AB1", "EST", "EST5EDT", "EST5EDT,", "EST5EDT,M3.2.0", "EST5EDT,M3.2.0,", "EST5EDT,M13.2.0,M11.1.0",
                              "EST5EDT,M3.6.0,M11.1.0", "EST5EDT,M3.2.7,M11.1.0", "EST5EDT,J0,J5", "EST5EDT,J366,J5", "EST5EDT,366,5",
                              "EST5EDT,M3.2.0,M11.1.0x", "<+04-4", "<+04>", "EST99", "EST5:60", "EST5EDT,M3.2.0/168,M11.1.0", "EST5 "}) {
        INFO(posix);
        CHECK_FALSE(read_zone_tail(posix));
    }
}

TEST_CASE("a file that is cut or changed is refused or read, never more")
{
    const std::string whole = read_file("/usr/share/zoneinfo/America/New_York");
    REQUIRE(read_zone(whole));
    for (std::size_t size = 0; size < whole.size(); ++size) {
        if (read_zone(std::string_view(whole).substr(0, size)))
            FAIL("accepted when cut at " << size);
    }
    int refused = 0;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        for (const unsigned bit : {1U, 128U}) {
            std::string changed = whole;
            changed[i] = static_cast<char>(static_cast<unsigned char>(changed[i]) ^ bit);
            const auto zone = read_zone(changed);
            refused += zone ? 0 : 1;
            if (zone)
                (void)zone->offset_at(seconds("2019-04-15T06:00:00Z"));
        }
    }
    CHECK(refused > 100);
    std::string old = whole;
    old[4] = '\0';
    CHECK_FALSE(read_zone(old)); // version 1 has 32-bit times and no footer
    CHECK_FALSE(read_zone("not a zone"));
}

#include "calendar/calendar.hpp"

#include "calendar/scale.hpp"
#include "calendar/shipped.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

using namespace ogp;
using namespace ogp::calendar;
using namespace ogp::calendar::test;

namespace {

Instant seconds(std::int64_t value)
{
    return Instant::from_milliseconds(value * 1000);
}

std::int64_t second_of(Instant instant)
{
    return instant.milliseconds() / 1000;
}

/// What is open, asked of nothing but the week, the zone and day(): the slow way that the sums are held against.
bool is_open(const Calendar& calendar, std::int64_t second)
{
    const std::int64_t local = second + calendar.zone().offset_at(seconds(second));
    const Date date = Date::from_days(static_cast<std::int32_t>(local / 86'400));
    const Day day = calendar.day(date);
    const Date hours_of = day.kind == DayKind::MovedWorking ? *day.other : date;
    if (!day.working())
        return false;
    const auto& hours = calendar.definition().week[static_cast<std::size_t>(weekday_of(hours_of))];
    return std::any_of(hours.begin(), hours.end(),
                       [&](const OpenHours& open) { return local % 86'400 >= open.from && local % 86'400 < open.until; });
}

/// Offices with lunch breaks, with a night shift over the hours at which clocks change, and around the clock.
std::vector<Calendar> kyiv_calendars()
{
    std::vector<Calendar> made;
    CalendarDefinition office = shipped_definition("ua");
    office.valid_from = day("2018-01-01");
    office.valid_until = day("2022-12-31");
    made.emplace_back(office);
    for (auto& hours : office.week)
        hours = {{0, 6 * 3600}, {22 * 3600, 86'400}};
    made.emplace_back(office);
    CalendarDefinition round = always("Europe/Kyiv");
    round.valid_from = office.valid_from;
    round.valid_until = office.valid_until;
    made.emplace_back(round);
    return made;
}

} // namespace

TEST_CASE("open time by sums is open time minute by minute", "[calendar][property]")
{
    for (const Calendar& calendar : kyiv_calendars()) {
        const std::int64_t first = second_of(calendar.start_of(calendar.definition().valid_from));
        const std::int64_t last = second_of(calendar.end_of(calendar.definition().valid_until));
        const bool ok = rc::check("elapsed", [&] {
            // Every third start lies near a change of the clocks of 2021.
            const std::int64_t change = *rc::gen::element<std::int64_t>(1616893200, 1635642000);
            const std::int64_t wide = (*rc::gen::inRange<std::int64_t>(first, last - 5 * 86'400)) / 60 * 60;
            const std::int64_t from = *rc::gen::inRange(0, 3) == 0 ? change - *rc::gen::inRange<std::int64_t>(0, 2880) * 60 : wide;
            const std::int64_t until = from + *rc::gen::inRange<std::int64_t>(0, 5 * 1440) * 60;
            std::int64_t open = 0;
            for (std::int64_t t = from; t < until; t += 60)
                open += is_open(calendar, t) ? 60 : 0;
            RC_ASSERT(elapsed(calendar, Unit::WorkingHours, seconds(from), seconds(until)) == open);
        });
        CHECK(ok);
    }
}

TEST_CASE("the inverse is the earliest instant, and F is monotone", "[calendar][property]")
{
    for (const Calendar& calendar : kyiv_calendars()) {
        const std::int64_t first = second_of(calendar.start_of(calendar.definition().valid_from));
        const std::int64_t last = second_of(calendar.end_of(calendar.definition().valid_until));
        const bool ok = rc::check("inverse", [&] {
            const Unit unit = *rc::gen::element(Unit::WorkingHours, Unit::WorkingDays, Unit::CalendarDays, Unit::Hours);
            const DueAt closing = *rc::gen::element(DueAt::EndOfDay, DueAt::EndOfBusiness, DueAt::Instant);
            const Scale scale(calendar, unit, closing, seconds(*rc::gen::inRange(first, last)));
            const Instant t = seconds(*rc::gen::inRange(first + 1, last));
            const Instant earlier = seconds(*rc::gen::inRange(first, second_of(t)));
            RC_ASSERT(scale.at(earlier) <= scale.at(t));
            if (scale.at(t) == 0)
                return;
            const Instant when = scale.when(scale.at(t));
            RC_ASSERT(when <= t);
            RC_ASSERT(scale.at(when) == scale.at(t));
            if (second_of(when) > first) // a day that closes at the very first midnight has nothing before it
                RC_ASSERT(scale.at(seconds(second_of(when) - 1)) < scale.at(t));
        });
        CHECK(ok);
    }
}

TEST_CASE("working days by sums are working days one by one", "[calendar][property]")
{
    const Calendar& ge = shipped("ge");
    const bool ok = rc::check("days", [&] {
        const Date start = day("2018-01-01") + *rc::gen::inRange(0, 17 * 365);
        const std::int64_t amount = *rc::gen::inRange<std::int64_t>(1, 120);
        const Unit unit = *rc::gen::element(Unit::WorkingDays, Unit::CalendarDays);
        const Roll roll = *rc::gen::element(Roll::None, Roll::NextWorking);
        Date end = start;
        for (std::int64_t left = amount; left > 0; left -= unit == Unit::CalendarDays || ge.is_working(end) ? 1 : 0)
            end = end + 1;
        while (roll == Roll::NextWorking && !ge.is_working(end))
            end = end + 1;
        const Instant at = seconds(second_of(ge.start_of(start)) + *rc::gen::inRange(0, 86'400));
        RC_ASSERT(due(ge, {amount, unit}, {FirstDay::Excluded, DueAt::EndOfDay, roll}, at).on == end);
    });
    CHECK(ok);
}

TEST_CASE("holidays of Georgia agree with an independent list", "[calendar]")
{
    const std::string file = OGP_SHARED_DATA "/calendar/georgia-2016-2030-workalendar.csv";
    if (!std::filesystem::exists(file)) {
        WARN("skipped: there is no " << file);
        return;
    }
    std::set<Date> theirs;
    std::istringstream lines(read_file(file));
    for (std::string line; std::getline(lines, line);) {
        if (const auto date = Date::parse(std::string_view(line).substr(0, 10)))
            theirs.insert(*date);
    }
    REQUIRE(theirs.size() > 240);
    std::set<Date> ours;
    for (const Holiday& holiday : shipped("ge").definition().holidays) {
        for (int year = 2016; year <= 2030; ++year) {
            if (const auto date = holiday.rule.in_year(year); date && !holiday.since)
                ours.insert(*date);
        }
    }
    CHECK(ours == theirs);
}

TEST_CASE("why a day is off", "[calendar]")
{
    const Calendar& ge = shipped("ge");
    const auto why = [](const Calendar& calendar, std::string_view iso) {
        const Day found = calendar.day(day(iso));
        return std::string(code(found.kind)) + ": " + found.reason().en;
    };
    CHECK(why(ge, "2026-04-13") == "holiday: Easter Monday");
    CHECK(why(ge, "2026-04-18") == "weekend: Saturday");
    CHECK(why(ge, "2026-04-20") == "working: Monday");
    CHECK(why(ge, "2024-05-17") == "decree: day off by act: Government ordinance 167, 2024-05-15");
    CHECK(why(ge, "2024-05-10") == "decree: day off by act: Government ordinance, 2024-04-30 (number not known; 1tv.ge)");
    CHECK(why(ge, "2023-05-17") == "working: Wednesday");
    CHECK(why(ge, "2027-05-17") == "holiday: Day of Family Purity and Respect for Parents");
    CHECK(ge.day(day("2027-05-17")).act == "Organic Law 4455");

    const Calendar& ua = shipped("ua");
    CHECK(why(ua, "2021-01-08") == "moved_off: moved to 2021-01-16: Cabinet order, 2020-09-30 (number not known)");
    CHECK(why(ua, "2021-01-16") == "moved_working: worked in place of 2021-01-08: Cabinet order, 2020-09-30 (number not known)");
    CHECK(ua.day(day("2021-01-16")).open_seconds == 8 * 3600);
    CHECK(why(ua, "2021-05-03") == "substitute: in place of 2021-05-01: Labour Day");
    CHECK(why(ua, "2021-05-04") == "substitute: in place of 2021-05-02: Easter");
    CHECK(why(ua, "2021-05-10") == "substitute: in place of 2021-05-09: Victory Day");
    CHECK(why(ua, "2022-03-08") == "holiday: International Women's Day");
    CHECK(why(ua, "2022-04-25") == "working: Monday");
    CHECK(why(ua, "2023-06-28") ==
          "working: Constitution Day, but not a day off: Law 2136-IX on labour relations under martial law, article 6");
    CHECK(ua.is_working(day("2023-06-28")));
    CHECK_FALSE(Calendar(shipped_definition("ua"), {day("2022-03-01"), ""}).is_working(day("2023-06-28")));
}

TEST_CASE("a substitute of the last day before the validity falls into it", "[calendar]")
{
    CalendarDefinition definition = shipped_definition("ua");
    definition.working_exceptions.clear();
    definition.valid_from = day("2022-01-03"); // 1 January 2022 is a Saturday
    const Calendar calendar(definition);
    CHECK(calendar.day(day("2022-01-03")).kind == DayKind::Substitute);
    CHECK(calendar.day(day("2022-01-03")).other == day("2022-01-01"));
}

TEST_CASE("a day of a zone that changes its clocks has 23 or 25 hours", "[calendar]")
{
    const Calendar& ua = shipped("ua");
    const auto hours = [&](std::string_view from, std::string_view until) {
        return elapsed(ua, Unit::Hours, at(from), at(until)) / 3600;
    };
    CHECK(hours("2026-03-28T12:00:00+02:00", "2026-03-29T12:00:00+03:00") == 23);
    CHECK((second_of(ua.end_of(day("2026-03-29"))) - second_of(ua.start_of(day("2026-03-29")))) / 3600 == 23);
    CHECK((second_of(ua.end_of(day("2026-10-25"))) - second_of(ua.start_of(day("2026-10-25")))) / 3600 == 25);
    // 03:30 is skipped on the first day: the end of the gap; on the other one it comes twice: the first time.
    CHECK(ua.zone().rfc3339(ua.at_time(day("2026-03-29"), 12'600)) == "2026-03-29T04:00:00+03:00");
    CHECK(ua.zone().rfc3339(ua.at_time(day("2026-10-25"), 12'600)) == "2026-10-25T03:30:00+03:00");
    for (Date date = day("2018-01-01"); date <= day("2035-12-31"); date = date + 1) {
        if (ua.start_of(date) != ua.zone().start_of(date))
            FAIL(date.iso());
    }
}

TEST_CASE("the validity has edges", "[calendar]")
{
    const Calendar& ge = shipped("ge");
    CHECK(ge.covers(day("2018-01-01")));
    CHECK(ge.covers(day("2035-12-31")));
    CHECK_FALSE(ge.covers(day("2036-01-01")));
    CHECK(ge.open_seconds_until(ge.start_of(day("2018-01-01"))) == 0);
    CHECK_NOTHROW(ge.open_seconds_until(ge.end_of(day("2035-12-31"))));
    CHECK_THROWS_AS(ge.open_seconds_until(seconds(second_of(ge.end_of(day("2035-12-31"))) + 1)), Error);
    CHECK_THROWS_AS(ge.open_seconds_until(seconds(second_of(ge.start_of(day("2018-01-01"))) - 1)), Error);
    CHECK_THROWS_AS(ge.open_seconds_until(seconds(9'000'000'000'000)), Error);
    CHECK_THROWS_AS(ge.is_working(day("2036-01-01")), Error);
    CHECK_THROWS_AS(ge.working_day(-1), Error);
    CHECK_THROWS_AS(ge.working_day_from(day("2036-01-01")), Error);
}

TEST_CASE("years without all of their decrees are named", "[calendar]")
{
    CHECK(shipped("ge").incomplete_years(day("2025-12-30"), day("2027-01-02")) == std::vector<int>{2025, 2026, 2027});
    CHECK(shipped("ua").incomplete_years(day("2020-01-01"), day("2022-01-02")) == std::vector<int>{2022});
    CHECK(Calendar(always("Asia/Tbilisi")).incomplete_years(day("2020-01-01"), day("2022-01-02")).empty());
}

TEST_CASE("the content hash is of what a calendar says", "[calendar]")
{
    CalendarDefinition definition = shipped_definition("ge");
    const Hash before = content_hash(definition);
    CHECK(content_hash(shipped_definition("ge")) == before);
    definition.decrees.back().recorded = definition.decrees.back().recorded + 1;
    CHECK(content_hash(definition) != before);
    CHECK(shipped("ge").hash() == before);
}

#include "calendar/duration.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::calendar;

TEST_CASE("durations are read in short and long words", "[duration]")
{
    CHECK(parse_duration("3wd") == Duration{3, Unit::WorkingDays});
    CHECK(parse_duration("10d") == Duration{10, Unit::CalendarDays});
    CHECK(parse_duration("4wh") == Duration{4, Unit::WorkingHours});
    CHECK(parse_duration("8h") == Duration{8, Unit::Hours});
    CHECK(parse_duration("30min") == Duration{30, Unit::Minutes});
    CHECK(parse_duration("2w") == Duration{2, Unit::Weeks});
    CHECK(parse_duration("1mo") == Duration{1, Unit::Months});
    CHECK(parse_duration("10 working_days") == Duration{10, Unit::WorkingDays});
    CHECK(parse_duration("1000000wd") == Duration{most_units, Unit::WorkingDays});
    for (const char* text : {"", "wd", "3", "-3wd", "+3wd", "3 wdays", "3.5h", "1000001wd", "99999999999999999999d", "3  wd", "3wd "})
        CHECK_FALSE(parse_duration(text));
    for (const Unit unit : units()) {
        CHECK(unit_from(code(unit)) == unit);
        CHECK(parse_duration(Duration{7, unit}.text()) == Duration{7, unit});
    }
}

TEST_CASE("durations in people's words", "[duration]")
{
    CHECK(Duration{10, Unit::WorkingDays}.label() == Localized("10 სამუშაო დღე", "10 working days"));
    CHECK(Duration{1, Unit::Hours}.label() == Localized("1 საათი", "1 hour"));
    CHECK(ticks_label(3, Unit::WorkingDays).en == "3 working days");
    CHECK(ticks_label(-1, Unit::Weeks).en == "-1 calendar day");
    CHECK(ticks_label(27'000, Unit::WorkingHours).en == "7 h 30 min");
    CHECK(ticks_label(-7'200, Unit::Hours).en == "-2 h");
    CHECK(ticks_label(59, Unit::Hours).en == "59 s");
    CHECK(ticks_label(180, Unit::Hours).en == "3 min");
}

TEST_CASE("months end on the last day that there is", "[duration]")
{
    const auto later = [](const char* from, std::int64_t months) {
        const auto date = add_months(Date::parse(from).value(), months);
        return date ? date->iso() : "none";
    };
    CHECK(later("2026-01-31", 1) == "2026-02-28");
    CHECK(later("2024-01-31", 1) == "2024-02-29");
    CHECK(later("2026-12-15", 1) == "2027-01-15");
    CHECK(later("2026-01-15", -1) == "2025-12-15");
    CHECK(later("2026-01-15", 1'000'000) == "none");
    CHECK(later("0001-01-15", -1) == "none");
}

TEST_CASE("words of the conventions", "[duration]")
{
    CHECK(first_day_from("included") == FirstDay::Included);
    CHECK_FALSE(first_day_from("maybe"));
    for (const DueAt due_at : {DueAt::EndOfDay, DueAt::EndOfBusiness, DueAt::Instant})
        CHECK(due_at_from(code(due_at)) == due_at);
    CHECK(roll_from("next_working") == Roll::NextWorking);
}

#include "calendar/explain.hpp"

#include "calendar/shipped.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace ogp;
using namespace ogp::calendar;
using namespace ogp::calendar::test;

TEST_CASE("the sum of a request, day by day", "[explain]")
{
    const std::vector<Running> runs{{at("2026-04-06T11:00:00+04:00"), at("2026-04-08T10:00:00+04:00")},
                                    {at("2026-04-15T10:00:00+04:00"), std::nullopt}};
    std::string text;
    for (const ExplainedDay& line : explain(shipped("ge"), {{10, Unit::WorkingDays}, {}}, runs, false, at("2026-04-15T10:00:00+04:00")))
        text += line.day.date.iso().substr(5) + " " + std::to_string(line.total) + " " + line.reason().en + "\n";
    CHECK(text == "04-06 0 the first day is not counted\n"
                  "04-07 1 counted\n"
                  "04-08 1 paused\n"
                  "04-09 1 Day of National Unity\n"
                  "04-10 1 Good Friday\n"
                  "04-11 1 Holy Saturday\n"
                  "04-12 1 Easter Sunday\n"
                  "04-13 1 Easter Monday\n"
                  "04-14 1 paused\n"
                  "04-15 2 counted\n"
                  "04-16 3 counted\n"
                  "04-17 4 counted\n"
                  "04-18 4 Saturday\n"
                  "04-19 4 Sunday\n"
                  "04-20 5 counted\n"
                  "04-21 6 counted\n"
                  "04-22 7 counted\n"
                  "04-23 8 counted\n"
                  "04-24 9 counted\n"
                  "04-25 9 Saturday\n"
                  "04-26 9 Sunday\n"
                  "04-27 10 counted\n");
}

TEST_CASE("an end that moves to a working day is explained", "[explain]")
{
    const Running run{at("2026-06-01T09:00:00+04:00"), std::nullopt};
    const Term term{{5, Unit::CalendarDays}, {FirstDay::Excluded, DueAt::EndOfDay, Roll::NextWorking}};
    const auto lines = explain(shipped("ge"), term, {&run, 1}, false, run.from);
    REQUIRE(lines.size() == 8);
    CHECK(lines[5].total == 5);
    CHECK(lines[6].reason().en == "Sunday");
    CHECK(lines[7].reason().en == "the end moves to a working day");
    CHECK(lines[7].total == 5);
}

TEST_CASE("hours are explained by the part of each day", "[explain]")
{
    const Running run{at("2026-06-05T17:00:00+04:00"), std::nullopt};
    const auto lines = explain(shipped("ge"), {{10, Unit::WorkingHours}, {}}, {&run, 1}, false, run.from);
    REQUIRE(lines.size() == 5);
    CHECK(lines[0].ticks == 3600);
    CHECK(lines[1].reason().en == "Saturday");
    CHECK(lines[3].ticks == 8 * 3600);
    CHECK(lines[4].total == 10 * 3600);
}

TEST_CASE("lines add up to the reading", "[explain][property]")
{
    const Calendar& ge = shipped("ge");
    const bool ok = rc::check("sum", [&] {
        std::int64_t time = 1'700'000'000 + *rc::gen::inRange<std::int64_t>(0, 86'400 * 300);
        std::vector<Running> runs;
        for (int i = *rc::gen::inRange(1, 4); i > 0; --i) {
            const std::int64_t from = time + *rc::gen::inRange<std::int64_t>(0, 86'400 * 3);
            time = from + *rc::gen::inRange<std::int64_t>(0, 86'400 * 6);
            runs.push_back({Instant::from_milliseconds(from * 1000), Instant::from_milliseconds(time * 1000)});
        }
        const bool stopped = *rc::gen::arbitrary<bool>();
        const Term term{{*rc::gen::inRange<std::int64_t>(1, 300), *rc::gen::element(Unit::WorkingDays, Unit::CalendarDays, Unit::WorkingHours, Unit::Hours)},
                        {*rc::gen::element(FirstDay::Excluded, FirstDay::Included),
                         *rc::gen::element(DueAt::EndOfDay, DueAt::EndOfBusiness, DueAt::Instant),
                         *rc::gen::element(Roll::None, Roll::NextWorking)}};
        const ClockReading reading = read(ge, term, runs, stopped, *runs.back().until);
        const auto lines = explain(ge, term, runs, stopped, *runs.back().until);
        RC_ASSERT(!lines.empty());
        RC_ASSERT(lines.back().total == std::min(reading.used, reading.target));
    });
    CHECK(ok);
}

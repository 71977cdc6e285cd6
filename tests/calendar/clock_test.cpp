#include "calendar/clock.hpp"

#include "calendar/shipped.hpp"

#include <catch2/catch.hpp>

#include <ctime>

using namespace ogp;
using namespace ogp::calendar;
using namespace ogp::calendar::test;

namespace {

std::string due_on(const Calendar& calendar, std::int64_t amount, Unit unit, std::string_view start, Conventions conventions = {})
{
    return due(calendar, {amount, unit}, conventions, at(start)).on.iso();
}

const Conventions rolling{FirstDay::Excluded, DueAt::EndOfDay, Roll::NextWorking};

} // namespace

TEST_CASE("a public-information request over Orthodox Easter", "[clock]")
{
    const Calendar& ge = shipped("ge");
    TermClock clock({{10, Unit::WorkingDays}, rolling});
    clock.start(at("2026-04-06T11:00:00+04:00"));
    const ClockReading open = clock.read(ge, at("2026-04-06T11:00:00+04:00"));
    CHECK(open.status == ClockStatus::Running);
    CHECK(open.due->on == day("2026-04-23"));
    CHECK(open.due->at == at("2026-04-24T00:00:00+04:00"));
    CHECK(open.used == 0);
    CHECK(open.left == 10);

    clock.pause(at("2026-04-08T10:00:00+04:00"));
    const ClockReading asked = clock.read(ge, at("2026-04-14T10:00:00+04:00"));
    CHECK(asked.status == ClockStatus::Paused);
    CHECK(asked.used == 1);
    CHECK(asked.left == 9);
    CHECK_FALSE(asked.due);

    clock.resume(at("2026-04-15T10:00:00+04:00"));
    const ClockReading resumed = clock.read(ge, at("2026-04-15T10:00:00+04:00"));
    CHECK(resumed.due->on == day("2026-04-27"));
    CHECK(resumed.used == 1);
    CHECK(clock.pauses() == 1);
}

TEST_CASE("the figures of the law tests", "[clock]")
{
    const Calendar& ge = shipped("ge");
    CHECK(due_on(ge, 10, Unit::WorkingDays, "2018-01-05T00:00:00+04:00") == "2018-01-22");
    CHECK(due_on(ge, 10, Unit::WorkingDays, "2018-01-05T17:59:59+04:00") == "2018-01-22");
    CHECK(due_on(ge, 10, Unit::WorkingDays, "2024-04-26T12:00:00+04:00") == "2024-05-21");
    CHECK(due_on(ge, 10, Unit::CalendarDays, "2024-04-26T12:00:00+04:00", rolling) == "2024-05-13");

    CalendarDefinition without = shipped_definition("ge");
    without.decrees.clear();
    const Calendar plain(without);
    CHECK(due_on(plain, 10, Unit::WorkingDays, "2024-04-26T12:00:00+04:00") == "2024-05-15");
    CHECK(due_on(plain, 10, Unit::CalendarDays, "2024-04-26T12:00:00+04:00", rolling) == "2024-05-07");
    CHECK(due_on(plain, 10, Unit::CalendarDays, "2024-04-26T12:00:00+04:00") == "2024-05-06");
}

TEST_CASE("a decree moves only what was not known before it was recorded", "[clock]")
{
    const Calendar before(shipped_definition("ge"), {day("2024-04-29"), ""});
    const Calendar after(shipped_definition("ge"), {day("2024-04-30"), ""});
    const Calendar procurement(shipped_definition("ge"), {{}, "procurement"});
    CHECK(due_on(before, 10, Unit::WorkingDays, "2024-04-26T12:00:00+04:00") == "2024-05-15");
    CHECK(due_on(after, 10, Unit::WorkingDays, "2024-04-26T12:00:00+04:00") == "2024-05-20");
    CHECK(due_on(procurement, 10, Unit::WorkingDays, "2024-04-26T12:00:00+04:00") == "2024-05-15");
    CHECK(before.hash() == after.hash());
}

TEST_CASE("conventions of counting days", "[clock]")
{
    const Calendar& ge = shipped("ge");
    const auto ends = [&](std::int64_t amount, Unit unit, Conventions conventions, std::string_view start) {
        return ge.zone().rfc3339(due(ge, {amount, unit}, conventions, at(start)).at);
    };
    const std::string_view monday = "2026-06-01T11:00:00+04:00";
    const std::string_view saturday = "2026-06-06T11:00:00+04:00";
    using enum FirstDay;
    using enum DueAt;
    CHECK(ends(1, Unit::WorkingDays, {Excluded, EndOfDay, Roll::None}, monday) == "2026-06-03T00:00:00+04:00");
    CHECK(ends(1, Unit::WorkingDays, {Included, EndOfDay, Roll::None}, monday) == "2026-06-02T00:00:00+04:00");
    CHECK(ends(1, Unit::WorkingDays, {Excluded, EndOfBusiness, Roll::None}, monday) == "2026-06-02T18:00:00+04:00");
    CHECK(ends(1, Unit::WorkingDays, {Included, EndOfBusiness, Roll::None}, monday) == "2026-06-01T18:00:00+04:00");
    CHECK(ends(1, Unit::WorkingDays, {Excluded, DueAt::Instant, Roll::None}, monday) == "2026-06-02T11:00:00+04:00");
    CHECK(ends(1, Unit::WorkingDays, {Included, DueAt::Instant, Roll::None}, monday) == "2026-06-01T11:00:00+04:00");
    CHECK(ends(2, Unit::WorkingDays, {Included, DueAt::Instant, Roll::None}, monday) == "2026-06-02T11:00:00+04:00");
    // A start on a day off: the next working day is the first one, whatever is said of the first day.
    for (const FirstDay first : {Excluded, Included})
        CHECK(ends(1, Unit::WorkingDays, {first, EndOfDay, Roll::None}, saturday) == "2026-06-09T00:00:00+04:00");
    // Received after closing time: the day is over for a term that ends with business, not for one that ends at midnight.
    const std::string_view evening = "2026-06-01T20:00:00+04:00";
    CHECK(ends(1, Unit::WorkingDays, {Included, EndOfBusiness, Roll::None}, evening) == "2026-06-02T18:00:00+04:00");
    CHECK(ends(1, Unit::WorkingDays, {Included, EndOfDay, Roll::None}, evening) == "2026-06-02T00:00:00+04:00");
    // 5 calendar days from Monday end on Saturday; rolled, on Monday.
    CHECK(ends(5, Unit::CalendarDays, {Excluded, EndOfBusiness, Roll::None}, monday) == "2026-06-07T00:00:00+04:00");
    CHECK(ends(5, Unit::CalendarDays, {Excluded, EndOfBusiness, Roll::NextWorking}, monday) == "2026-06-08T18:00:00+04:00");
    CHECK(ends(1, Unit::Weeks, {}, monday) == "2026-06-09T00:00:00+04:00");
    CHECK(due_on(ge, 1, Unit::Months, "2026-01-31T10:00:00+04:00") == "2026-02-28");
    CHECK(due_on(ge, 13, Unit::Months, "2026-06-15T10:00:00+04:00") == "2027-07-15");
}

TEST_CASE("hours end at the earliest instant at which they are used up", "[clock]")
{
    const Calendar& ge = shipped("ge");
    const auto ends = [&](std::int64_t amount, Unit unit, std::string_view start) {
        return ge.zone().rfc3339(due(ge, {amount, unit}, {}, at(start)).at);
    };
    CHECK(ends(8, Unit::WorkingHours, "2026-06-01T09:00:00+04:00") == "2026-06-01T18:00:00+04:00");
    CHECK(ends(4, Unit::WorkingHours, "2026-06-01T09:00:00+04:00") == "2026-06-01T13:00:00+04:00");
    CHECK(ends(4, Unit::WorkingHours, "2026-06-01T09:00:01+04:00") == "2026-06-01T14:00:01+04:00");
    CHECK(ends(1, Unit::WorkingHours, "2026-06-05T17:30:00+04:00") == "2026-06-08T09:30:00+04:00");
    CHECK(ends(8, Unit::Hours, "2026-06-05T17:30:00+04:00") == "2026-06-06T01:30:00+04:00");
    CHECK(ends(30, Unit::Minutes, "2026-06-05T17:30:00+04:00") == "2026-06-05T18:00:00+04:00");
}

TEST_CASE("a stop at the due instant is late, one second before is in time", "[clock]")
{
    const Calendar& ge = shipped("ge");
    const auto stopped = [&](std::string_view when) {
        TermClock clock({{1, Unit::WorkingDays}, {}});
        clock.start(at("2026-06-01T11:00:00+04:00"));
        clock.stop(at(when));
        return clock.read(ge, at("2026-07-01T00:00:00+04:00"));
    };
    CHECK_FALSE(stopped("2026-06-02T23:59:59+04:00").overdue);
    CHECK(stopped("2026-06-03T00:00:00+04:00").overdue);
    CHECK(stopped("2026-06-02T12:00:00+04:00").due->on == day("2026-06-02"));
    CHECK(stopped("2026-06-02T12:00:00+04:00").left == 1);
}

TEST_CASE("pauses on the first day and before its end count for nothing", "[clock]")
{
    const Calendar& ge = shipped("ge");
    TermClock clock({{2, Unit::WorkingDays}, {}});
    clock.start(at("2026-06-01T11:00:00+04:00"));
    clock.pause(at("2026-06-01T12:00:00+04:00"));
    clock.resume(at("2026-06-01T13:00:00+04:00"));
    CHECK(clock.read(ge, at("2026-06-01T14:00:00+04:00")).due->on == day("2026-06-03"));
    clock.pause(at("2026-06-02T12:00:00+04:00"));
    clock.resume(at("2026-06-02T23:59:59+04:00")); // runs when the day closes: it counts
    CHECK(clock.read(ge, at("2026-06-03T00:00:00+04:00")).used == 1);
    CHECK(clock.pauses() == 2);
}

TEST_CASE("reopening continues, restarts or does nothing", "[clock]")
{
    const Calendar& ge = shipped("ge");
    const auto reopened = [&](Reopen how) {
        TermClock clock({{10, Unit::WorkingHours}, {}});
        clock.start(at("2026-06-01T09:00:00+04:00"));
        clock.stop(at("2026-06-01T12:00:00+04:00"));
        clock.reopen(at("2026-06-08T09:00:00+04:00"), how);
        return clock;
    };
    const Instant now = at("2026-06-08T10:00:00+04:00");
    const TermClock going_on = reopened(Reopen::Continue);
    CHECK(going_on.read(ge, now).used == 4 * 3600);
    CHECK(ge.zone().rfc3339(going_on.read(ge, now).due->at) == "2026-06-08T17:00:00+04:00");
    CHECK(going_on.cycle() == 1);

    const TermClock anew = reopened(Reopen::Restart);
    CHECK(anew.read(ge, now).used == 3600);
    CHECK(anew.cycle() == 2);
    CHECK(read(ge, anew.term(), anew.past_cycles().front(), true, now).used == 3 * 3600);

    const TermClock closed = reopened(Reopen::KeepClosed);
    CHECK(closed.read(ge, now).status == ClockStatus::Stopped);
    CHECK(closed.read(ge, now).used == 3 * 3600);
}

TEST_CASE("a new target keeps the start and the pauses", "[clock]")
{
    const Calendar& ge = shipped("ge");
    TermClock clock({{3, Unit::WorkingDays}, {}});
    clock.start(at("2026-06-01T09:00:00+04:00"));
    clock.pause(at("2026-06-02T09:00:00+04:00"));
    clock.resume(at("2026-06-04T09:00:00+04:00"));
    const Instant now = at("2026-06-05T09:00:00+04:00");
    CHECK(clock.read(ge, now).due->on == day("2026-06-08"));
    clock.retarget({5, Unit::WorkingDays}, Retarget::Keep);
    CHECK(clock.read(ge, now).due->on == day("2026-06-08"));
    clock.retarget({5, Unit::WorkingDays});
    CHECK(clock.read(ge, now).due->on == day("2026-06-10"));
    clock.retarget({1, Unit::WorkingDays});
    CHECK(clock.read(ge, now).due->on == day("2026-06-04"));
    CHECK(clock.read(ge, now).overdue);
}

TEST_CASE("a breach stands, whatever is paused afterwards", "[clock]")
{
    const Calendar& ge = shipped("ge");
    TermClock clock({{1, Unit::WorkingDays}, {}});
    clock.start(at("2026-06-01T09:00:00+04:00"));
    clock.pause(at("2026-06-04T09:00:00+04:00"));
    const ClockReading paused = clock.read(ge, at("2026-06-05T09:00:00+04:00"));
    CHECK(paused.overdue);
    CHECK(paused.due->on == day("2026-06-02"));
    clock.resume(at("2026-06-10T09:00:00+04:00"));
    CHECK(clock.read(ge, at("2026-06-10T09:00:00+04:00")).due->on == day("2026-06-02"));
}

TEST_CASE("an end that was moved to a working day waits for the end of a pause", "[clock]")
{
    const Calendar& ge = shipped("ge");
    TermClock clock({{5, Unit::CalendarDays}, rolling});
    clock.start(at("2026-06-01T09:00:00+04:00")); // used up with Saturday the 6th, due on Monday the 8th
    clock.pause(at("2026-06-07T12:00:00+04:00"));
    const ClockReading paused = clock.read(ge, at("2026-06-09T09:00:00+04:00"));
    CHECK_FALSE(paused.overdue);
    CHECK_FALSE(paused.due);
    clock.resume(at("2026-06-10T09:00:00+04:00"));
    CHECK(clock.read(ge, at("2026-06-10T09:00:00+04:00")).due->on == day("2026-06-10"));
    CHECK_FALSE(clock.read(ge, at("2026-06-10T09:00:00+04:00")).overdue);
}

TEST_CASE("acts out of order and without effect change nothing", "[clock]")
{
    const Calendar& ge = shipped("ge");
    TermClock clock({{2, Unit::WorkingDays}, {}});
    CHECK(clock.read(ge, at("2026-06-01T09:00:00+04:00")).status == ClockStatus::Idle);
    clock.resume(at("2026-06-01T09:00:00+04:00"));
    clock.stop(at("2026-06-01T09:00:00+04:00"));
    CHECK(clock.status() == ClockStatus::Idle);
    clock.start(at("2026-06-02T09:00:00+04:00"));
    clock.start(at("2026-06-05T09:00:00+04:00"));
    clock.pause(at("2026-06-01T09:00:00+04:00")); // earlier than the start: at the start
    CHECK(clock.runs() == std::vector<Running>{{at("2026-06-02T09:00:00+04:00"), at("2026-06-02T09:00:00+04:00")}});
}

TEST_CASE("warnings know their instant before and after the term", "[clock]")
{
    const Calendar& ge = shipped("ge");
    const Term term{{10, Unit::WorkingDays}, {}};
    std::vector<Running> runs{{at("2026-04-06T11:00:00+04:00"), at("2026-04-08T10:00:00+04:00")},
                              {at("2026-04-15T10:00:00+04:00"), std::nullopt}};
    const auto when = [&](std::int64_t ticks) { return ge.zone().rfc3339(when_used(ge, term, runs, ticks).value()); };
    CHECK(when(1) == "2026-04-08T00:00:00+04:00");
    CHECK(when(5) == "2026-04-21T00:00:00+04:00");
    CHECK(when(10) == "2026-04-28T00:00:00+04:00");
    CHECK(when(13) == "2026-05-01T00:00:00+04:00");
    runs.back().until = at("2026-04-16T10:00:00+04:00");
    CHECK(when(2) == "2026-04-16T00:00:00+04:00");
    CHECK_FALSE(when_used(ge, term, runs, 3));
}

TEST_CASE("words of the clock", "[clock]")
{
    for (const Reopen reopen : {Reopen::Continue, Reopen::Restart, Reopen::KeepClosed})
        CHECK(reopen_from(code(reopen)) == reopen);
    for (const Retarget retarget : {Retarget::Recompute, Retarget::Keep})
        CHECK(retarget_from(code(retarget)) == retarget);
    CHECK_FALSE(reopen_from("anew"));
    CHECK(code(ClockStatus::Paused) == "paused");
}

TEST_CASE("terms that no calendar reaches are refused", "[clock]")
{
    const Calendar& ge = shipped("ge");
    const auto refused = [&](Duration target, std::string_view start) {
        try {
            due(ge, target, {}, at(start));
        } catch (const Error& error) {
            return error.message().en;
        }
        return std::string();
    };
    CHECK(refused({10, Unit::WorkingDays}, "2035-12-28T12:00:00+04:00") == "2036-01-01 is outside of the calendar ge, which covers 2018-01-01..2035-12-31");
    CHECK(refused({10, Unit::WorkingDays}, "2017-12-31T12:00:00+04:00") == "2017-12-31 is outside of the calendar ge, which covers 2018-01-01..2035-12-31");
    CHECK(refused({most_units, Unit::Weeks}, "2026-01-05T12:00:00+04:00") != "");
    CHECK(refused({most_units, Unit::Months}, "2026-01-05T12:00:00+04:00") != "");
    CHECK(refused({most_units, Unit::WorkingHours}, "2026-01-05T12:00:00+04:00") != "");
    CHECK(refused({most_units + 1, Unit::CalendarDays}, "2026-01-05T12:00:00+04:00") == "the term 1000001d is too long or negative");
    CHECK(refused({-1, Unit::CalendarDays}, "2026-01-05T12:00:00+04:00") == "the term -1d is too long or negative");
}

// Not part of the ordinary run: ogp_calendar_tests "[bench]" prints what a million cases with two clocks each cost.
TEST_CASE("a million cases with two clocks each", "[.][bench]")
{
    const Calendar& ge = shipped("ge");
    const Term answer{{10, Unit::WorkingDays}, rolling};
    const Term accept{{4, Unit::WorkingHours}, {}};
    const std::int64_t first = at("2019-01-01T00:00:00+04:00").milliseconds();
    const Instant now = at("2026-06-01T12:00:00+04:00");
    std::int64_t overdue = 0;
    const std::clock_t begun = std::clock();
    for (std::int64_t i = 0; i < 1'000'000; ++i) {
        const auto later = [&](std::int64_t hours) {
            return Instant::from_milliseconds(first + (i * 7919 % 60'000 + hours) * 3'600'000 + i % 3600 * 1000);
        };
        const Running answering[] = {{later(0), later(50)}, {later(170), std::nullopt}};
        const Running accepting[] = {{later(0), std::nullopt}};
        overdue += read(ge, answer, answering, false, now).overdue;
        overdue += read(ge, accept, accepting, false, now).overdue;
    }
    const double seconds = static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
    WARN("2,000,000 clocks in " << seconds << " s CPU, " << seconds * 500 << " ns each, overdue " << overdue);
    CHECK(overdue > 1'900'000);
}

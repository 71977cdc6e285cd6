#include "app/clocks/calendars.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::app;

TEST_CASE("calendars of the program need no repository", "[calendars]")
{
    std::vector<std::string> ids;
    for (const CalendarSource& source : calendars(nullptr)) {
        CHECK(source.file.empty());
        ids.push_back(source.definition.id);
    }
    CHECK(ids == std::vector<std::string>{"always", "ge", "ua"});
    for (const std::string& id : ids)
        CHECK(load_calendar(nullptr, id).id() == id);
    CHECK(load_calendar(nullptr, default_calendar, {Date::parse("2024-04-29"), ""}).is_working(Date::parse("2024-05-07").value()));
    CHECK_FALSE(load_calendar(nullptr, default_calendar).is_working(Date::parse("2024-05-07").value()));
}

TEST_CASE("a calendar that is not there is answered with the nearest", "[calendars]")
{
    try {
        find_calendar(nullptr, "alway");
        FAIL("found");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::NotFound);
        CHECK(error.hint().en == "did you mean always?");
    }
}

TEST_CASE("a term is counted with its days and the years that are not complete", "[calendars]")
{
    const calendar::Calendar ge = load_calendar(nullptr, "ge");
    const CountedTerm counted = count_term(ge, {{10, calendar::Unit::WorkingDays}, {}}, Instant::parse("2026-12-28T10:00:00+04:00").value());
    CHECK(counted.due.on.iso() == "2027-01-13");
    CHECK(counted.days.size() == 17);
    CHECK(counted.incomplete_years == std::vector<int>{2026, 2027});
}

#include "report/gantt_scale.hpp"

#include "report/sample_document.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace ogp;
using namespace ogp::report;

namespace {

Gantt spanning(const char* from, const char* to)
{
    Gantt gantt;
    gantt.bars = {{"1", both("x"), day(from), day(to), true, 0, false, 0}};
    gantt.as_of = day(from);
    return gantt;
}

std::string labels(const std::vector<GanttTick>& ticks)
{
    std::string text;
    for (const GanttTick& tick : ticks)
        text += tick.label + " ";
    return text;
}

} // namespace

TEST_CASE("a short span has months, named in the language")
{
    const GanttScale scale = gantt_scale(spanning("2018-11-15", "2019-02-03"), Language::En);
    CHECK(scale.from == day("2018-11-01"));
    CHECK(scale.to == day("2019-03-01"));
    CHECK(labels(scale.parts) == "Nov Dec Jan Feb ");
    CHECK(labels(scale.years) == "2018 2019 ");
    CHECK(labels(gantt_scale(spanning("2018-11-15", "2019-02-03"), Language::Ka).parts) == "ნოე დეკ იან თებ ");
}

TEST_CASE("a longer span has quarters, then years at round distances")
{
    const GanttScale quarters = gantt_scale(spanning("2018-05-01", "2020-07-31"), Language::En);
    CHECK(quarters.from == day("2018-04-01"));
    CHECK(quarters.to == day("2020-10-01"));
    CHECK(labels(quarters.parts) == "Q2 Q3 Q4 Q1 Q2 Q3 Q4 Q1 Q2 Q3 ");
    CHECK(labels(gantt_scale(spanning("2018-05-01", "2020-07-31"), Language::Ka).parts) == "II III IV I II III IV I II III ");

    const GanttScale years = gantt_scale(spanning("1991-05-01", "2020-07-31"), Language::En);
    CHECK(years.parts.empty());
    CHECK(labels(years.years) == "1990 1995 2000 2005 2010 2015 2020 ");
}

TEST_CASE("a day of the report far away does not squeeze the bars")
{
    Gantt gantt = spanning("2019-01-01", "2019-06-30");
    gantt.as_of = day("2019-08-15");
    CHECK(gantt_scale(gantt, Language::En).to == day("2019-09-01"));
    gantt.as_of = day("2030-01-01");
    CHECK(gantt_scale(gantt, Language::En).to == day("2019-07-01"));
}

TEST_CASE("impossible days and empty figures have a scale")
{
    Gantt gantt;
    gantt.as_of = day("2019-04-15");
    CHECK(gantt_scale(gantt, Language::En).from == day("2019-04-01"));
    gantt.bars = {{"1", both("x"), std::numeric_limits<int>::min(), std::numeric_limits<int>::max(), true, 0, false, 0}};
    const GanttScale scale = gantt_scale(gantt, Language::En);
    CHECK(scale.from == first_day);
    CHECK(scale.to > scale.from);
    CHECK(scale.years.size() <= 13);
}

TEST_CASE("positions are within the edges and in order")
{
    const GanttScale scale = gantt_scale(spanning("2019-01-01", "2019-01-31"), Language::En);
    CHECK(scale.position(day("2019-01-01"), 100, 410) == 100);
    CHECK(scale.position(day("2019-01-02"), 100, 410) == 110);
    CHECK(scale.position(day("2019-02-01"), 100, 410) == 410);
    CHECK(scale.position(std::numeric_limits<int>::min(), 100, 410) == 100);
    CHECK(scale.position(std::numeric_limits<int>::max(), 100, 410) == 410);
}

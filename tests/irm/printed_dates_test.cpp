#include "irm/printed_dates.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::irm;

namespace {

/// "2018-09-01/day" or "?" where the text has no value, "" where there is none.
std::string read(const std::string& cell, DateOrder order = DateOrder::MonthFirst)
{
    const auto date = read_date(cell, order);
    if (!date)
        return "";
    CHECK(date->printed() == Json(cell));
    if (!date->known())
        return "?";
    return date->value() + "/" + std::string(model::code(date->precision())) + (date->impossible() ? "!" : "");
}

} // namespace

TEST_CASE("dirty dates keep their text and get the precision that stands there")
{
    CHECK(read("9/1/2018") == "2018-09-01/day");
    CHECK(read("9/1/18") == "2018-09-01/day");
    CHECK(read("12/31/2022") == "2022-12-31/day");
    CHECK(read("31/12/2014") == "2014-12-31/day");
    CHECK(read("2018-09-01") == "2018-09-01/day");
    CHECK(read("February 2014") == "2014-02/month");
    CHECK(read("Sept 2012") == "2012-09/month");
    CHECK(read("7/2012") == "2012-07/month");
    CHECK(read("1 May 2015") == "2015-05-01/day");
    CHECK(read("May 1, 2015") == "2015-05-01/day");
    CHECK(read("2012") == "2012/year");
    CHECK(read("Spring 2015") == "2015/year");
    CHECK(read("Q4 2015") == "2015/year");
    CHECK(read("end of 2016") == "2016/year");
}

TEST_CASE("what no date can be read from has its text alone")
{
    CHECK(read("ongoing") == "?");
    CHECK(read("2015-2016") == "?");
    CHECK(read("13/13/2015") == "?");
    CHECK(read("0/0/2015") == "?");
    CHECK(read("12345") == "?");
    CHECK(read(std::string(5'000, '1')) == "?");
}

TEST_CASE("blank cells are no dates")
{
    for (const char* cell : {"", "NA", "ND", "NR", "  "})
        CHECK(read(cell).empty());
}

TEST_CASE("a day that its month does not have is the last one, marked")
{
    CHECK(read("2/30/2020") == "2020-02-29/day!");
    CHECK(read("31 April 2019") == "2019-04-30/day!");
}

TEST_CASE("a plan's own order reads what both orders could be")
{
    CHECK(read("01/5/2015") == "2015-01-05/day");
    CHECK(read("01/5/2015", DateOrder::DayFirst) == "2015-05-01/day");
    CHECK(read("12/31/2015", DateOrder::DayFirst) == "2015-12-31/day");
    CHECK(shown_order("31/12/2014") == DateOrder::DayFirst);
    CHECK(shown_order("12/31/2014") == DateOrder::MonthFirst);
    CHECK_FALSE(shown_order("01/5/2015"));
    CHECK_FALSE(shown_order("May 2015"));
}

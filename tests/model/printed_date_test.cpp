#include "model/printed_date.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace ogp;
using model::Precision;
using model::PrintedDate;

namespace {

Date date(int year, int month, int day)
{
    return Date::from_civil(year, month, day).value();
}

std::string rewritten(const char* json)
{
    return to_json(PrintedDate::from_json(parse_json(json)).to_json());
}

} // namespace

TEST_CASE("the form of a value tells its precision and the days it covers")
{
    const auto day = PrintedDate::parse("2019-04-30");
    REQUIRE(day);
    CHECK(day->precision() == Precision::Day);
    CHECK(day->first() == date(2019, 4, 30));
    CHECK(day->last() == date(2019, 4, 30));

    const auto month = PrintedDate::parse("2020-02");
    REQUIRE(month);
    CHECK(month->precision() == Precision::Month);
    CHECK(month->first() == date(2020, 2, 1));
    CHECK(month->last() == date(2020, 2, 29));
    CHECK(PrintedDate::parse("2019-02")->last() == date(2019, 2, 28));
    CHECK(PrintedDate::parse("2018-12")->last() == date(2018, 12, 31));

    const auto year = PrintedDate::parse("2020");
    REQUIRE(year);
    CHECK(year->precision() == Precision::Year);
    CHECK(year->first() == date(2020, 1, 1));
    CHECK(year->last() == date(2020, 12, 31));
    CHECK(PrintedDate::parse("9999")->last() == date(9999, 12, 31));
}

TEST_CASE("what is no date or no such day is not read")
{
    for (const char* text : {"", "2019-04-31", "2019-13", "2019-00", "0000", "0000-01", "19", "20190", "2019-1", "2019-4-30",
                             "+019", " 2019", "2019-", "2019/04", "2019-04-30 ", "2019-0a", "30.04.2019", "-019-04"}) {
        CAPTURE(text);
        CHECK_FALSE(PrintedDate::parse(text));
    }
}

TEST_CASE("every shape is written back as it was read")
{
    const auto* shape = GENERATE(
        R"({"precision":"day","printed":"30.04.2019","value":"2019-04-30"})",
        R"({"precision":"month","printed":{"en":"December 2018","ka":"2018 წლის დეკემბერი"},"value":"2018-12"})",
        R"({"precision":"year","printed":null,"value":"2020"})",
        R"({"precision":"day","printed":"მუდმივად","value":null})",
        R"({"precision":"month","printed":"spring","value":null})",
        R"({"impossible":true,"precision":"day","printed":"31.04.2019","value":"2019-04-30"})");
    CHECK(rewritten(shape) == shape);
}

TEST_CASE("what may be left out is added")
{
    CHECK(rewritten(R"({"value":"2018-12"})") == R"({"precision":"month","printed":null,"value":"2018-12"})");
    CHECK(rewritten(R"({"printed":"x","impossible":false})") == R"({"precision":"day","printed":"x","value":null})");
    CHECK(to_json(PrintedDate::day(date(2019, 4, 30)).to_json()) ==
          R"({"precision":"day","printed":null,"value":"2019-04-30"})");
}

TEST_CASE("a wrong shape is refused")
{
    const auto* shape = GENERATE(
        R"(null)", R"("2019-04-30")", R"([])", R"({})", R"({"value":null})", R"({"printed":null,"value":null})",
        R"({"value":2019})", R"({"value":"2019-04-31"})", R"({"value":"2019-04-30","precision":"month"})",
        R"({"value":"2019","precision":"decade"})", R"({"value":"2019","precision":1})", R"({"value":"2019","precision":null})",
        R"({"printed":"","value":"2019"})", R"({"printed":1,"value":"2019"})", R"({"printed":{"de":"x"},"value":"2019"})",
        R"({"printed":{"ka":1},"value":"2019"})", R"({"printed":{},"value":"2019"})", R"({"printed":{"ka":""},"value":"2019"})",
        R"({"value":"2019","note":"x"})", R"({"printed":"x","value":"2019-04-30","impossible":"yes"})",
        R"({"printed":"x","value":"2019-04","impossible":true})", R"({"value":"2019-04-30","impossible":true})",
        R"({"printed":"x","value":null,"impossible":true})");
    CAPTURE(shape);
    try {
        PrintedDate::from_json(parse_json(shape));
        FAIL("accepted");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Invalid);
        CHECK_FALSE(error.message().ka.empty());
        CHECK_FALSE(error.message().en.empty());
    }
}

TEST_CASE("a date that is not known has no days")
{
    const auto unknown = PrintedDate::from_json(parse_json(R"({"printed":"ongoing"})"));
    CHECK_FALSE(unknown.known());
    CHECK_THROWS_AS(unknown.first(), Error);
    CHECK_THROWS_AS(unknown.last(), Error);
}

TEST_CASE("an impossible day keeps its printed text beside its reading")
{
    auto read = PrintedDate::day(date(2019, 4, 30));
    CHECK_THROWS_AS(read.set_impossible(), Error);
    read.set_printed("31.04.2019").set_impossible();
    CHECK(read.impossible());
    CHECK(read.printed() == Json("31.04.2019"));
    CHECK(read.last() == date(2019, 4, 30));
    CHECK_THROWS_AS(read.set_printed(Json(7)), Error);
}

TEST_CASE("a month begins on its first day and ends before the next")
{
    CHECK(rc::check([] {
        const int year = *rc::gen::inRange(1, 9999);
        const int month = *rc::gen::inRange(1, 13);
        const auto read = PrintedDate::parse(fmt::format("{:04}-{:02}", year, month));
        RC_ASSERT(read.has_value());
        RC_ASSERT(read->first() == date(year, month, 1));
        const Date next = month == 12 ? date(year + 1, 1, 1) : date(year, month + 1, 1);
        RC_ASSERT(read->last() + 1 == next);
    }));
}

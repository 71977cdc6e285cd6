#include "report_xlsx/typed_cell.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace ogp;
using namespace ogp::report;
using namespace ogp::report_xlsx;

namespace {

TypedCell typed(Json value, const std::string& text, Holds holds)
{
    return typed_cell(Cell(std::move(value), both(text)), holds, Language::En);
}

} // namespace

TEST_CASE("numbers are numbers, grouped where the document groups them")
{
    CHECK(typed(2019, "2019", Holds::Number).number == 2019.0);
    CHECK(typed(2019, "2019", Holds::Number).look == Look::Plain);
    CHECK(typed(12345, "12,345", Holds::Number).look == Look::Grouped);
    CHECK(typed(75, "+75 days", Holds::Text).number == 75.0);
    const TypedCell decimal = typed("12.50", "12.50", Holds::Number);
    CHECK(decimal.number == 12.5);
    CHECK(decimal.look == Look::Decimal);
    CHECK(decimal.decimals == 2);
    CHECK(typed("12.50", "12.50", Holds::Text).number == std::nullopt);
    CHECK(typed("many", "many", Holds::Number).text == "many");
    CHECK(typed("1e9", "1e9", Holds::Number).number == std::nullopt);
    CHECK(typed("1.", "1.", Holds::Number).number == std::nullopt);
}

TEST_CASE("money and percents are exact")
{
    CHECK(typed(995, "9.95", Holds::Money).number == 9.95);
    CHECK(typed(123456789012345, "1,234,567,890,123.45", Holds::Money).number == 1234567890123.45);
    CHECK(typed(-1, "-0.01", Holds::Money).number == -0.01);
    CHECK(typed(123, "12.3%", Holds::Percent).number == 0.123);
    CHECK(typed(123, "12.3%", Holds::Percent).look == Look::Percent);
    // What a double cannot tell stays as it was written.
    const TypedCell huge = typed(std::numeric_limits<std::int64_t>::min(), "−92,233,720,368,547,758.08", Holds::Money);
    CHECK_FALSE(huge.number);
    CHECK(huge.text == "−92,233,720,368,547,758.08");
}

TEST_CASE("days are days, as far as spreadsheets know them")
{
    CHECK(typed("2019-12-31", "31 December 2019", Holds::Date).number == 43830.0);
    CHECK(typed("1900-03-01", "1 March 1900", Holds::Date).number == 61.0);
    CHECK_FALSE(typed("1900-02-28", "28 February 1900", Holds::Date).number);
    CHECK(typed("2019-12", "December 2019", Holds::Date).text == "December 2019");
    CHECK(typed("2019-12-31T12:00:00Z", "31 December 2019, 16:00", Holds::Instant).number == 43830.5);
    CHECK(typed("2019-12-31", "31 December 2019", Holds::Text).text == "31 December 2019");
}

TEST_CASE("a date as it was printed is a day where it is one")
{
    const auto printed = [](const char* value, bool impossible) {
        Json json = Json::object({{"printed", "30.04.2019"}, {"value", value}, {"precision", "day"}});
        if (impossible)
            json.set("impossible", true);
        return typed(json, "30.04.2019", Holds::Date);
    };
    CHECK(printed("2019-04-30", false).number == 43585.0);
    CHECK(printed("2019-04", false).text == "30.04.2019");
    CHECK(printed("2019-04-30", true).text == "30.04.2019");
}

TEST_CASE("texts are in the reader's language, and never formulas")
{
    const Cell cell = Cell::localized({"რუკა", "Map"});
    CHECK(typed_cell(cell, Holds::Text, Language::Ka).text == "რუკა");
    CHECK(typed_cell(Cell::localized({"რუკა", ""}), Holds::Text, Language::En).text == "რუკა");
    for (const char* text : {"=1+1", "+cmd", "-x", "@sum", "\tx"})
        CHECK(typed(text, text, Holds::Text).look == Look::Guarded);
    CHECK(typed("-5", "-5", Holds::Text).look == Look::Text);
    CHECK(typed(Json(), "", Holds::Number).text.empty());
    CHECK(typed(Json(), "not known", Holds::Number).text == "not known");
    CHECK(typed(true, "yes", Holds::Text).text == "yes");
}

#include "report/document_writers.hpp"

#include "report/sample_document.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::report;

TEST_CASE("a document as JSON holds both languages, the facts and every block")
{
    const Json json = to_json(sample_document());
    CHECK(json.text("id") == "city-annual-2019");
    CHECK(json["title"] == Json::object({{"ka", "წლიური ანგარიში"}, {"en", "Annual report"}}));
    CHECK(json["data"] == Json::object({{"total", 2}}));
    CHECK(json.text("date") == "2019-12-31");
    REQUIRE(json["sections"].size() == 1);
    const Json& section = json["sections"].items()[0];
    CHECK(section.text("number") == "1");
    CHECK(section["sections"].items()[0].text("id") == "log");
    std::string kinds;
    for (const Json& block : section["blocks"].items())
        kinds += block.text("kind") + " ";
    CHECK(kinds == "paragraph notice card gantt table ");
}

TEST_CASE("tables are arrays of objects with all columns")
{
    const Json json = to_json(sample_document());
    const Json& table = json["sections"].items()[0]["blocks"].items()[4];
    CHECK(to_json(table["rows"]) == R"([{"delay":75,"note":null,"number":"I.1","title":{"en":"Map","ka":"რუკა"}},)"
                                    R"({"delay":null,"note":"late","number":"I.2","title":{"ka":"პორტალის ტესტი"}}])");
    CHECK(table["columns"].items()[1] == Json::object({{"key", "title"}, {"label", to_json(Localized("ეტაპი", "Milestone"))}}));
}

TEST_CASE("bars have days, and null where a day is not known")
{
    const Json json = to_json(sample_document());
    const Json& gantt = json["sections"].items()[0]["blocks"].items()[3];
    CHECK(gantt.text("as_of") == "2019-06-30");
    CHECK(to_json(gantt["bars"].items()[0]) ==
          R"({"actual_to":"2019-06-14","done":true,"label":{"en":"Map","ka":"რუკა"},"late_days":75,"number":"I.1",)"
          R"("planned_from":"2019-01-01","planned_to":"2019-03-31"})");
    const Json& unknown = gantt["bars"].items()[1];
    CHECK(unknown["planned_from"].is_null());
    CHECK(unknown["actual_to"].is_null());
}

TEST_CASE("a card has label, value and text of each row")
{
    const Json json = to_json(sample_document());
    const Json& card = json["sections"].items()[0]["blocks"].items()[2];
    CHECK(to_json(card["rows"].items()[1]) == R"({"label":{"en":"Term","ka":"ვადა"},"text":{},"value":null})");
}

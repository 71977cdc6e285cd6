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

TEST_CASE("a chart has its categories, series and null where a value is not known")
{
    Document document = sample_document();
    Chart chart = sample_chart(Chart::Kind::PairedBars);
    chart.target = 15;
    document.sections[0].blocks = {chart};
    const Json json = to_json(document);
    CHECK(to_json(json["sections"].items()[0]["blocks"].items()[0]) == R"({"categories":[{"en":"January","ka":"იანვარი"},{"en":"February","ka":"თებერვალი"},{"ka":"მარტი"}],)"
                           R"("decimals":0,"description":{"en":"Three months.","ka":"სამი თვე."},"draws":"paired_bars","id":"outcomes","kind":"chart",)"
                           R"("series":[{"label":{"en":"granted","ka":"დაკმაყოფილდა"},"values":[10,20,5]},{"label":{"en":"refused","ka":"უარი"},"values":[2,null,0]}],)"
                           R"("target":15,"title":{"en":"Outcomes","ka":"შედეგები"},"twin":"milestones-I","unit":{"en":"requests","ka":"მოთხოვნა"}})");
}

TEST_CASE("sums, units of numbers and marks stand beside the rows")
{
    Document document = sample_document();
    Table table = sample_table();
    table.columns[2].holds = Holds::Number;
    table.total = {Cell::of("Σ"), Cell::none(), Cell::of(std::int64_t{75}), Cell::none()};
    table.rows[1][1].mark = "ab12/title";
    Card card{"c", {{both("Goal"), Cell::of("first")}}};
    card.rows[0].second.mark = "ab12/goal";
    document.sections[0].blocks = {Paragraph{both("one"), "ab12/results"}, card, table};
    const Json json = to_json(document);
    const Json::Array& blocks = json["sections"].items()[0]["blocks"].items();
    CHECK(blocks[0].text("mark") == "ab12/results");
    CHECK(blocks[1]["rows"].items()[0].text("mark") == "ab12/goal");
    CHECK(to_json(blocks[2]["total"]) == R"({"delay":75,"note":null,"number":"Σ","title":null})");
    CHECK(to_json(blocks[2]["marks"]) == R"([{"column":"title","mark":"ab12/title","row":1}])");
    CHECK(blocks[2]["columns"].items()[2].text("holds") == "number");
}

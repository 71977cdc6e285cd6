#include "report/csv_files.hpp"

#include "report/sample_document.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::report;

namespace {

const CsvFile& file(const std::vector<CsvFile>& files, std::string_view name)
{
    for (const CsvFile& one : files)
        if (one.name == name)
            return one;
    FAIL("no file " << name);
    return files.front();
}

} // namespace

TEST_CASE("a table as a file for programs serves both languages")
{
    CHECK(to_machine_csv(sample_table()) == "number,title_ka,title_en,delay,note\n"
                                            "I.1,რუკა,Map,75,\n"
                                            "I.2,პორტალის ტესტი,,,late\n");
}

TEST_CASE("a coded value has its code and its words")
{
    Table table;
    table.columns = {{"state", both("State")}, {"due", both("Due"), Align::Left, Show::Always, Holds::Date}};
    table.rows = {{Cell(Json("late"), {"დაგვიანებულია", "is late"}), Cell(Json("2019-04-15"), {"15 აპრილი", "15 April"})}, {Cell::none(), Cell::none()}};
    CHECK(to_machine_csv(table) == "state,state_ka,state_en,due\nlate,დაგვიანებულია,is late,2019-04-15\n,,,\n");
}

TEST_CASE("money and percents are exact decimals, other values as scripts get them")
{
    Table table;
    table.columns = {{"cost", both("Cost"), Align::Right, Show::Always, Holds::Money},
                     {"share", both("Share"), Align::Right, Show::Always, Holds::Percent},
                     {"done", both("Done")},
                     {"tags", both("Tags")}};
    table.rows = {{Cell(Json(123450), both("1,234.50")), Cell(Json(995), both("99.5%")), Cell(Json(true), {"დიახ", "yes"}),
                   Cell(Json(Json::Array{"a", "b"}), both("a, b"))}};
    CHECK(to_machine_csv(table) == "cost,share,done,tags\n1234.50,99.5,true,\"[\"\"a\"\",\"\"b\"\"]\"\n");
}

TEST_CASE("a date as it was printed is the day or month that it means")
{
    Table table;
    table.columns = {{"end", both("End"), Align::Left, Show::Always, Holds::Date}};
    table.rows = {{Cell(Json::object({{"printed", "31.04.2019"}, {"value", "2019-04"}, {"precision", "month"}}), both("31.04.2019"))},
                  {Cell(Json::object({{"printed", "soon"}, {"value", nullptr}, {"precision", "day"}}), both("soon"))}};
    CHECK(to_machine_csv(table) == "end\n2019-04\n\"\"\n");
}

TEST_CASE("what a spreadsheet would take for a formula is guarded, and a key is given once")
{
    Table table;
    table.columns = {{"a", both("A")}, {"a_ka", both("B")}};
    table.rows = {{Cell::localized({"=1+1", "@x"}), Cell::of("a,\"b\"\nc")}};
    CHECK(to_machine_csv(table) == "a_ka,a_en,a_ka_2\n'=1+1,'@x,\"a,\"\"b\"\"\nc\"\n");
    table.columns = {{"a", both("A")}};
    table.rows = {{Cell::none()}};
    CHECK(to_machine_csv(table) == "a\n\"\"\n");
}

TEST_CASE("a file has the id of its table, though a section has the same")
{
    Document document = sample_document();
    std::get<Table>(document.sections[0].blocks.back()).id = document.sections[0].id;
    CHECK(to_csv_files(document)[0].name == "overview.csv");
}

TEST_CASE("the folder lists its tables with captions, labels and sums")
{
    Document document = sample_document();
    Table second = sample_table();
    second.columns[2].holds = Holds::Number;
    second.total = {Cell::of("Σ"), Cell::none(), Cell::of(std::int64_t{75}), Cell::none()};
    document.sections[0].blocks.emplace_back(second);
    document.provenance = Json::object({{"report", "annual"}});
    const std::vector<CsvFile> files = to_csv_files(document);
    REQUIRE(files.size() == 4);
    CHECK(file(files, "milestones-I.csv").bytes == file(files, "milestones-I-2.csv").bytes);
    CHECK(parse_json(file(files, "provenance.json").bytes) == Json::object({{"format", "csv"}, {"report", "annual"}}));
    const Json list = parse_json(file(files, "tables.json").bytes);
    CHECK(list.text("document") == "city-annual-2019");
    const Json& table = list["tables"].items()[1];
    CHECK(table.text("file") == "milestones-I-2.csv");
    CHECK(table["number"].as_integer() == 2);
    CHECK(table["rows"].as_integer() == 2);
    CHECK(table["columns"].items()[1] ==
          Json::object({{"key", "title_ka"}, {"label", to_json(Localized("ეტაპი", "Milestone"))}, {"holds", "text"}, {"language", "ka"}}));
    CHECK(table["columns"].items()[3].text("holds") == "number");
    CHECK(table["total"].text("delay") == "75");
    CHECK(list["tables"].items()[0].find("total") == nullptr);
}

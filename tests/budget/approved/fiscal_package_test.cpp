#include "budget/approved/fiscal_package.hpp"

#include "base/error.hpp"
#include "budget/sample_table.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::budget;

namespace {

FiscalPackage read(const std::string& text)
{
    return read_fiscal_package(parse_json(text), "datapackage.json");
}

std::string wrong(const std::string& text)
{
    try {
        read(text);
    } catch (const Error& error) {
        return error.message().en;
    }
    return {};
}

std::string with_measures(const std::string& measures, const std::string& path = "b.csv")
{
    return R"({"name":"b","resources":[{"name":"b","path":")" + path + R"("}],"mapping":{"measures":[)" + measures + "]}}";
}

} // namespace

TEST_CASE("a descriptor in either shape says which column holds what")
{
    const FiscalPackage arrays = read(R"({"name":"city","title":"City","resources":[{"name":"b","path":"data/b.csv"}],"mapping":{
        "measures":[{"name":"a","source":"Amount","currency":"GEL","factor":1000,"phase":"approved","direction":"expenditure"},
                    {"name":"r","source":"Income","currency":"GEL","direction":"revenue"}],
        "dimensions":[{"name":"date","fields":[{"name":"year","source":"Year"}]},
                      {"name":"functional","dimensionType":"classification","primaryKey":["code"],
                       "fields":[{"name":"label","source":"Function"},{"name":"code","source":"Code"}]}]}})");
    CHECK(arrays.path == "data/b.csv");
    CHECK(arrays.currency == "GEL");
    REQUIRE(arrays.columns.measures.size() == 1);
    CHECK(arrays.columns.measures[0].column == "Amount");
    CHECK(arrays.columns.measures[0].factor == 1000);
    CHECK(arrays.columns.year == "Year");
    CHECK(arrays.columns.cofog == "Code");
    const FiscalPackage objects = read(R"({"resources":[{"path":"b.csv"}],"model":{"measures":{"a":{"source":"Amount","phase":"executed"}},
        "dimensions":{"project":{"attributes":{"id":{"source":"Project"}},"primaryKey":"id"}}}})");
    CHECK(objects.columns.measures[0].phase == Phase::Executed);
    CHECK(objects.columns.project == "Project");
}

TEST_CASE("what a descriptor lacks is named")
{
    CHECK(wrong("{}") == "datapackage.json: resources: there is no file");
    for (const char* path : {"", "/etc/passwd", "../b.csv", "a/../../b.csv", "http://x/b.csv", "a\\\\b.csv"})
        CHECK(wrong(with_measures(R"({"name":"a","source":"a","phase":"approved"})", path)) == "datapackage.json: resources[0].path: a path inside of the folder is needed");
    CHECK(wrong(with_measures("")) == "datapackage.json: mapping.measures: there is no measure of expenditure");
    CHECK(wrong(with_measures(R"({"name":"a","source":"a"})")) == "datapackage.json: mapping.measures.a.phase: proposed, approved, adjusted or executed is needed");
    CHECK(wrong(with_measures(R"({"name":"a","phase":"approved"})")) == "datapackage.json: mapping.measures.a: source is missing: the name of a column");
    CHECK(wrong(with_measures(R"({"name":"a","source":"a","phase":"approved","factor":0})")).ends_with("a whole number from 1 is needed"));
    CHECK(wrong(with_measures(R"({"name":"a","source":"a","phase":"approved","currency":"GEL"},{"name":"b","source":"b","phase":"executed","currency":"USD"})"))
              .ends_with("all measures must have one currency"));
    CHECK(wrong(with_measures(R"({"name":"a","source":"a","phase":"approved"},{"name":"b","source":"b","phase":"approved"})")).ends_with("there was this phase before"));
    CHECK(wrong(R"({"resources":[{"path":"b.csv","dialect":{"delimiter":";"}}]})").ends_with("only CSV with commas and double quotes is read"));
}

TEST_CASE("a descriptor that is written is read as the columns of the lines")
{
    FiscalLines lines;
    lines.currency = "GEL";
    lines.lines = {{2027, "04.5", "streets", "", "", "", "", {}}};
    lines.lines[0].amounts[1] = 5;
    lines.lines[0].amounts[3] = 4;
    const FiscalPackage package = read_fiscal_package(write_fiscal_package(lines, "lines.csv"), "datapackage.json");
    CHECK(package.path == "lines.csv");
    CHECK(package.currency == "GEL");
    CHECK(package.columns.measures.size() == 2);
    CsvTable table = sample_table(write_fiscal_lines(lines));
    CHECK(read_fiscal_lines(table, package.columns, {}).lines == lines.lines);
}

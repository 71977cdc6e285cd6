#include "report/table_writers.hpp"

#include "base/error.hpp"
#include "report/sample_document.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::report;

TEST_CASE("all columns as an array of objects")
{
    Table table = sample_table();
    table.rows.resize(1);
    CHECK(to_json_array(table, {}) == R"([
  {
    "delay": 75,
    "note": null,
    "number": "I.1",
    "title": {
      "en": "Map",
      "ka": "რუკა"
    }
  }
]
)");
    table.rows.clear();
    CHECK(to_json_array(table, {}) == "[]\n");
}

TEST_CASE("the columns asked for, one object a line")
{
    const std::vector<std::string> keys{"number", "delay"};
    CHECK(to_ndjson(sample_table(), keys) == "{\"delay\":75,\"number\":\"I.1\"}\n{\"delay\":null,\"number\":\"I.2\"}\n");
    const std::vector<std::string> wrong{"number", "nothing"};
    CHECK_THROWS_AS(to_ndjson(sample_table(), wrong), Error);
    CHECK_THROWS_AS(to_json_array(sample_table(), wrong), Error);
}

#include "cli/sarif.hpp"

#include <catch2/catch.hpp>

namespace ogp::cli {
namespace {

TEST_CASE("findings as SARIF: level, rule, place in characters")
{
    Finding finding;
    finding.severity = Severity::Warning;
    finding.code = "pause_without_limit";
    finding.place = {"a.yaml", 3, 10, "  ა: x"};
    finding.message = {"ა", "no limit"};
    const Json document = sarif({finding});
    CHECK(document["version"] == Json("2.1.0"));
    const Json& run = document["runs"].items().front();
    const Json& result = run["results"].items().front();
    CHECK(result["ruleId"] == Json("W022"));
    CHECK(result["level"] == Json("warning"));
    CHECK(result["message"]["text"] == Json("no limit"));
    const Json& place = result["locations"].items().front()["physicalLocation"];
    CHECK(place["artifactLocation"]["uri"] == Json("a.yaml"));
    CHECK(place["region"]["startLine"] == Json(3));
    CHECK(place["region"]["startColumn"] == Json(7));
    bool listed = false;
    for (const Json& rule : run["tool"]["driver"]["rules"].items())
        listed = listed || rule["id"] == Json("W022");
    CHECK(listed);
}

} // namespace
} // namespace ogp::cli

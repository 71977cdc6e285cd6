#include "cli/junit.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace ogp::cli {
namespace {

TEST_CASE("scenarios as build servers read them")
{
    app::WorkflowTestRun run;
    workflow::ScenarioResult good{"one & \"two\"", {.file = "a.test.yaml", .line = 3, .column = 5, .excerpt = {}}, {}};
    workflow::ScenarioResult bad = good;
    bad.name = "bad";
    bad.failures.push_back({{.file = "a.test.yaml", .line = 9, .column = 1, .excerpt = {}}, "state", "<closed>", "open"});
    run.files.push_back({"a.test.yaml", "foi", {good, bad}});
    CHECK(junit(run) == "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<testsuites tests=\"2\" failures=\"1\">\n"
                        "  <testsuite name=\"a.test.yaml\" tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\">\n"
                        "    <testcase classname=\"foi\" name=\"one &amp; &quot;two&quot;\" file=\"a.test.yaml\" line=\"3\"/>\n"
                        "    <testcase classname=\"foi\" name=\"bad\" file=\"a.test.yaml\" line=\"3\">\n"
                        "      <failure type=\"scenario_failed\" message=\"state: expected &lt;closed&gt;, found open\">"
                        "a.test.yaml:9:1: state: expected &lt;closed&gt;, found open\n</failure>\n"
                        "    </testcase>\n"
                        "  </testsuite>\n"
                        "</testsuites>\n");
}

} // namespace
} // namespace ogp::cli

#include "app/workflows/workflow_tests.hpp"

#include "base/file.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace ogp::app {
namespace {

TEST_CASE("without a repository and without files the program's own scenarios are played, and all hold")
{
    const WorkflowTestRun run = test_workflows({});
    CHECK(run.files.size() >= run.coverage.size());
    CHECK(run.scenarios() > 100);
    CHECK(run.failed() == 0);
    for (const TypeCoverage& type : run.coverage) {
        INFO(type.type);
        CHECK(type.covered() == type.items.size());
    }
    CHECK(table_of_tests(run).rows.size() == run.scenarios());
    CHECK(failures_of(run).empty());
}

TEST_CASE("a folder of files tries the case types beside it")
{
    const WorkflowTestRun run = test_workflows({.files = {std::string(OGP_SOURCE_DIR) + "/workflows/tests"}});
    CHECK(run.failed() == 0);
    CHECK(std::is_sorted(run.files.begin(), run.files.end(), [](const TestedFile& a, const TestedFile& b) { return a.file < b.file; }));
}

TEST_CASE("the file is missing, or there are none")
{
    CHECK_THROWS_AS(test_workflows({.files = {"nothing.test.yaml"}}), Error);
    CHECK_THROWS_AS(test_workflows({.files = {std::string(OGP_SOURCE_DIR) + "/tests/structure"}}), Error);
}

TEST_CASE("the ways to the states of a case type, and a skeleton that names them")
{
    const report::Table paths = workflow_paths(nullptr, "indicator");
    REQUIRE(paths.rows.size() == 2);
    CHECK(paths.rows[1][3].text.en == "close");
    CHECK(scenario_skeleton(nullptr, "indicator", "2026-06-01T10:00+04:00").find("then: {state: closed}") != std::string::npos);
    CHECK_THROWS_AS(workflow_paths(nullptr, "indicater"), Error);
}

} // namespace
} // namespace ogp::app

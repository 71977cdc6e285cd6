#pragma once

#include "app/repository/repository.hpp"
#include "report/table.hpp"
#include "workflow/scenario.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace ogp::app {

struct WorkflowTestRequest
{
    std::vector<std::filesystem::path> files;  ///< files and folders; none: the repository's workflows/tests, else the program's
    const Repository* repository = nullptr;
};

/// A file of scenarios that was played.
struct TestedFile
{
    std::string file;
    std::string type;
    std::vector<workflow::ScenarioResult> results;
};

struct TypeCoverage
{
    std::string type;
    std::vector<workflow::CoverageItem> items;

    std::size_t covered() const;
};

struct WorkflowTestRun
{
    std::vector<TestedFile> files;      ///< in the order given, those of a folder by name
    std::vector<TypeCoverage> coverage; ///< in order of case type

    std::size_t scenarios() const;
    std::size_t failed() const;
};

/// Plays scenarios. A file tries the case types beside it, or in the folder above; those that are not there are the repository's and
/// the program's. Needs no repository. Error{NotFound, Io} for files that cannot be read, InvalidInput with everything that is
/// wrong in any of them.
WorkflowTestRun test_workflows(const WorkflowTestRequest& request);

/// One row for each scenario: file, line, type, scenario, result, failures.
report::Table table_of_tests(const WorkflowTestRun& run);
/// One row for each thing that scenarios should show: type, kind, name, covered.
report::Table table_of_coverage(const WorkflowTestRun& run);
/// What did not hold, one finding for each failure, at its place.
Findings failures_of(const WorkflowTestRun& run);

/// How to come to each state of a case type: a table of state, steps and the transitions on the shortest way.
report::Table workflow_paths(const Repository* repository, const std::string& type);
/// A file of scenarios to begin with: one for each state, along its shortest way. `now`: the time at which they begin.
std::string scenario_skeleton(const Repository* repository, const std::string& type, const std::string& now);

} // namespace ogp::app

#pragma once

#include "app/workflows/workflow_tests.hpp"

#include <string>

namespace ogp::cli {

/// The results of scenarios in the XML form of JUnit that build servers read: one suite for each file, one case for each scenario,
/// a failure with all that did not hold.
std::string junit(const app::WorkflowTestRun& run);

} // namespace ogp::cli

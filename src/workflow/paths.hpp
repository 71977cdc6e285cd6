#pragma once

#include "workflow/definition.hpp"

#include <string>
#include <vector>

namespace ogp::workflow {

/// The shortest way from the initial state to another one.
struct Path
{
    const State* state = nullptr;
    std::vector<const Transition*> transitions; ///< in order; none for the initial state
};

/// One for each state that can be reached, in order of definition; of several shortest ways the one whose transitions stand first.
/// Guards are not asked.
std::vector<Path> shortest_paths(const CaseType& type);

/// A file of scenarios (scenario.hpp) to begin with: one scenario for each state, along its shortest way, with values for all fields
/// that have to be given. What guards ask for the author fills in. `now`: the time at which the stories begin.
std::string scenario_skeleton(const CaseType& type, const std::string& now);

} // namespace ogp::workflow

#pragma once

#include "workflow/definition.hpp"

#include <string>
#include <vector>

namespace ogp::workflow {

/// The case types that the guards of `type` count children of, sorted.
std::vector<std::string> counted_children(const CaseType& type);

} // namespace ogp::workflow

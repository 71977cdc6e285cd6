#pragma once

#include "workflow/guard.hpp"
#include "workflow/guard_tree.hpp"

#include <string_view>

namespace ogp::workflow {

/// Runs a tree that the checker has passed.
GuardOutcome evaluate_guard(const GuardNode& root, std::string_view source, const GuardContext& context);

} // namespace ogp::workflow

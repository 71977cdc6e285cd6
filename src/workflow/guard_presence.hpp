#pragma once

#include "workflow/guard_tree.hpp"

#include <set>
#include <string>

namespace ogp::workflow {

/// Names of fields that are set for sure at some point of an expression.
using SetFields = std::set<std::string>;

/// The name in SetFields for a value that is sent with the act.
std::string sent(const std::string& field);

/// The fields that must be set where `node` came out as `result`: has(case.f) says so when true, "a && b" what either
/// part says, "a || b" what both say, "!a" the opposite.
SetFields set_when(const GuardNode& node, bool result);

} // namespace ogp::workflow

#pragma once

#include "workflow/definition.hpp"
#include "workflow/guard.hpp"
#include "workflow/guard_presence.hpp"
#include "workflow/guard_tree.hpp"

#include <string_view>

namespace ogp::workflow {

/// Gives every node its type and adds findings for names that do not exist, types that do not fit, members that are no
/// members, and optional fields that are read where it is not sure that they are set. Whether it found anything is seen in
/// `findings`.
void check_guard(GuardNode& root, std::string_view source, const CaseType& type, const Transition* transition,
                 Guard::ChildNames children, Findings& findings);

/// The same for an expression of any type. `known`: names that are set for sure besides.
GuardType check_expression(GuardNode& root, std::string_view source, const CaseType& type, const Transition* transition,
                           SetFields known, Guard::ChildNames children, Findings& findings);

} // namespace ogp::workflow

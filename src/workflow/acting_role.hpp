#pragma once

#include "workflow/decide.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ogp::workflow {

/// Whether the actor may act in the role at all.
bool holds_role(const Actor& actor);

/// Whether the role acted in is one of `roles`, or is the admin's and stands in for one of them (definition.hpp: admin_role).
bool role_fits(const std::vector<std::string>& roles, std::string_view role);

} // namespace ogp::workflow

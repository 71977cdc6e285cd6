#pragma once

#include "cli/context.hpp"
#include "cli/find_command.hpp"

#include <string>
#include <vector>

namespace ogp::cli {

/// Ids of the case types that can be nouns here: those of the repository, or, where there is none, those that the program
/// brings along.
std::vector<std::string> known_types(Context& context);
std::vector<std::string> shipped_types();

/// Help on a command as it was found, with what the case type of the repository adds, where there is one.
std::string help_on(Context& context, const Resolved& found);

} // namespace ogp::cli

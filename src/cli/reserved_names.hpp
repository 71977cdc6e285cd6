#pragma once

#include <string>
#include <vector>

namespace ogp::cli {

/// The nouns of commands, those of the shipped case types apart: names that case types cannot have.
std::vector<std::string> reserved_names();

} // namespace ogp::cli

#pragma once

#include <string_view>

namespace ogp::cli {

/// Completions of the shells. They ask the program itself (ogp __complete), so that they know the case types of the repository
/// at hand and are never older than the program.
std::string_view bash_completion();
std::string_view zsh_completion();
std::string_view fish_completion();

} // namespace ogp::cli

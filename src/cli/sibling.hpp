#pragma once

#include "cli/command.hpp"
#include "cli/environment.hpp"

#include <filesystem>
#include <optional>
#include <string_view>

namespace ogp::cli {

/// "ogp", "ogp-net", "ogp-server" or "ogp-report".
std::string_view file_name(Program program);

/// Where that program lies for one that runs as `own_path`: beside it, else in ../libexec/ogp/, else on PATH.
std::optional<std::filesystem::path> find_sibling(Program program, const std::filesystem::path& own_path,
                                                  const Environment& environment);

/// The same for the program that runs. Throws Error{Io} that names what is missing, and `command`, which needs it.
std::filesystem::path require_sibling(Program program, std::string_view command, const Environment& environment);

} // namespace ogp::cli

#pragma once

#include "cli/environment.hpp"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ogp::cli {

/// The executable `ogp-<noun>` on PATH, that `ogp <noun> ...` stands for where there is no such command.
std::optional<std::filesystem::path> find_external(std::string_view noun, const Environment& environment);

/// Whether that is a file that may be run.
bool is_program(const std::filesystem::path& path);

/// Becomes that program. Throws Error{Io} where the system refuses; else does not return.
[[noreturn]] void become(const std::filesystem::path& program, std::span<const std::string> words);

} // namespace ogp::cli

#pragma once

#include <filesystem>
#include <string_view>

namespace ogp::app {

/// Writes a file that a new repository begins with, folders and all; one that lies there already is somebody's and stays. Error{Io}.
void write_unless_there(const std::filesystem::path& file, std::string_view content);

} // namespace ogp::app

#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace ogp {

/// The whole file. Throws Error: NotFound, Io (with the system's reason), Invalid where it is longer than `limit` bytes.
std::string read_file(const std::filesystem::path& path, std::size_t limit = 64U << 20U);

/// Standard input to its end, with the same limit.
std::string read_standard_input(std::size_t limit = 64U << 20U);

enum class FileMode { Plain = 0644, Private = 0600 };

/// Writes beside the target, syncs, renames over it and syncs the folder: after a crash there is the old file or the new
/// one, never a part. The mode is exact, whatever the umask. Throws Error{Io}; on a full disk the hint says so.
void write_file(const std::filesystem::path& path, std::string_view content, FileMode mode = FileMode::Plain);

/// Makes the folder and its parents; Error{Io} where that fails.
void make_folders(const std::filesystem::path& path);

} // namespace ogp

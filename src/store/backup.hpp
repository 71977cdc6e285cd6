#pragma once

#include <filesystem>

namespace ogp::store {

/// Copies a database of this room as it is at one moment, while others read and write it (SQLite's online backup; in WAL mode it
/// keeps nobody waiting). `target` is one file with the checksum on each page, durable when this returns; it takes the place of an
/// older one at once, and nothing is there of a copy that did not come to its end. Throws Error: Io, NotFound, Integrity.
void copy_database(const std::filesystem::path& source, const std::filesystem::path& target);

} // namespace ogp::store

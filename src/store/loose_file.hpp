#pragma once

#include <filesystem>
#include <string_view>

namespace ogp::store {

/// Writes a small file of `folder` whose loss does no harm: it takes the place of the old one at once, but is not synced, so
/// that a power loss may leave the old one, the new one or an empty one. Never throws: without it there is the old one.
void write_loose_file(const std::filesystem::path& folder, const char* name, std::string_view content) noexcept;

} // namespace ogp::store

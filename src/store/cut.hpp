#pragma once

#include <cstdint>
#include <filesystem>

namespace ogp::store {

/// Makes a copy of a log into what it was when it had `size` events: later events, what was signed over them and everything that
/// waits go away. The projection stays as it was until Store::rebuild(). For a copy in a folder of its own, never for a repository
/// that anybody keeps. `folder`: that of ogp.db. Error{NotFound} where the log has no checkpoint of that size.
void cut_log(const std::filesystem::path& folder, std::uint64_t size);

} // namespace ogp::store

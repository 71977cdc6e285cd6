#pragma once

#include "app/repository/repository.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

/// An authority whose log lies in a shared log as well (store/shared_log.hpp): the setting `log` of `.ogp/config.yaml`.
namespace ogp::app {

/// Whether the repository at or above that folder has the setting. False where there is no repository, or its settings cannot be read:
/// whoever opens it says so.
bool lies_in_shared_log(const std::filesystem::path& folder);

/// Folds what the shared log has more than the repository's own. Error{Integrity} where the two do not fit together.
void take_over_shared(Repository& repository);

/// What `ogp store move` did.
struct Moved
{
    std::uint64_t events = 0;
    std::string root;  ///< hexadecimal, the same here and there
    std::string place; ///< without user and password
};

/// Copies the log to a shared one, while others go on reading and writing, and at the end, for a moment, with the write lock; compares
/// sizes and roots and makes the setting. Run again it goes on where it was. Error: Forbidden (a clone, or no admin), Conflict (another
/// shared log is in use).
Moved move_to_shared(Repository& repository, const std::string& url, const std::function<void(std::uint64_t done, std::uint64_t total)>& progress = {});

} // namespace ogp::app

#pragma once

#include "ledger/signature.hpp"

#include <filesystem>
#include <string_view>

namespace ogp::app {

/// Writes a file that a new repository begins with, folders and all; one that lies there already is somebody's and stays. Error{Io}.
void write_unless_there(const std::filesystem::path& file, std::string_view content);

/// Makes a data folder anew, whatever a cut call left of it: `keys` for its owner alone, with a new key of the replica, and `blobs`. Gives
/// the key. Error{Io}.
ledger::SecretKey begin_data_folder(const std::filesystem::path& folder);

} // namespace ogp::app

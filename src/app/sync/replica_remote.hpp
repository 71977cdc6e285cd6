#pragma once

#include "app/repository/repository.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

/// Where a clone's authority is and how it knows who asks: the address in `.ogp/config.yaml`, the token in `.ogp/token` (mode 0600),
/// never in a command line or a log.
namespace ogp::app {

/// Of a clone. Error{Usage} where the repository is its own authority, or has no address yet.
std::string remote_url(const Repository& repository);

/// Writes the address into the settings. Error{Usage} for what is no address, or where the repository is its own authority. Whether it
/// can be reached shows when it is used.
void set_remote(const Repository& repository, const std::string& url);
void check_remote(const std::string& url);

/// The token kept, or "". Error{Forbidden} where others can read the file.
std::string kept_token(const std::filesystem::path& data_folder);
/// Keeps a token; "" takes it away. Error{Usage} for what cannot be one.
void keep_token(const std::filesystem::path& data_folder, std::string_view token);

} // namespace ogp::app

#pragma once

#include <filesystem>
#include <string>

namespace ogp::app {

/// Settings of a repository: `.ogp/config.yaml`, a mapping with
///
///   ogp: 1
///   timezone: Asia/Tbilisi   zone in which a day begins
///   actor: nino              who acts here where --actor does not say
///   plan: tbilisi-2018-2020  plan meant where none is named; may be left out
struct Settings
{
    std::string time_zone = "Asia/Tbilisi";
    std::string actor;
    std::string plan;

    /// Throws InvalidInput with file:line:column for what it does not know, Error for what cannot be read.
    static Settings load(const std::filesystem::path& file);
    std::string to_yaml() const;
};

} // namespace ogp::app

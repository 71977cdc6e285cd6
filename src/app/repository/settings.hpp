#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace ogp::app {

/// Settings of a repository: `.ogp/config.yaml`, a mapping with
///
///   ogp: 1
///   timezone: Asia/Tbilisi   zone in which a day begins
///   actor: nino              who acts here where --actor does not say
///   plan: tbilisi-2018-2020  plan meant where none is named; may be left out
///   remote: https://...      address of the authority, in a clone (replica_remote.hpp)
///   log: postgresql://...    where the log lies as well, on an authority (shared_log.hpp); passwords belong into ~/.pgpass
///   witnesses:               verifier keys of those whose cosignatures count (ledger/cosignature.hpp); may be left out
///     - ngo.example/w1+...
///   witnesses_required: 1    how many of them have to cosign a checkpoint before `ogp checkpoint --witnessed` prints it
struct Settings
{
    std::string time_zone = "Asia/Tbilisi";
    std::string actor;
    std::string plan;
    std::string remote{};
    std::string log{};
    std::vector<std::string> witnesses{};
    std::int64_t witnesses_required = 0;

    /// Throws InvalidInput with file:line:column for what it does not know, Error for what cannot be read.
    static Settings load(const std::filesystem::path& file);
    std::string to_yaml() const;
};

} // namespace ogp::app

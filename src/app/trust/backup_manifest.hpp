#pragma once

#include "app/trust/backup.hpp"
#include "base/hash.hpp"
#include "base/time.hpp"
#include "ledger/checkpoint.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ogp::app {

struct BackedUpFile
{
    std::string path; ///< in the backup, with /
    std::uint64_t size = 0;
    Hash hash;
};

/// `manifest.json` of a backup: an object of
///   "ogp_backup" 1 · "made" time · "origin" "size" "root" of the log · "checkpoint" its signed note · "files": objects of
///   "path", "size" and "sha256", by path.
struct BackupManifest
{
    static constexpr const char* file_name = "manifest.json";

    Instant made;
    ledger::Checkpoint checkpoint;
    std::string note;
    std::vector<BackedUpFile> files;

    void save(const std::filesystem::path& folder) const;
    /// Error: NotFound where there is none, Integrity where it is damaged or names a file outside of the folder.
    static BackupManifest load(const std::filesystem::path& folder);
};

/// Those files of a folder with size and hash, its manifest left out.
std::vector<BackedUpFile> list_files(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& files);

/// What of the manifest does not hold for the files in the folder.
Findings compare_files(const std::filesystem::path& folder, const BackupManifest& manifest);

BackupSheet describe_backup(const BackupManifest& manifest, const std::filesystem::path& folder, const std::filesystem::path& keys,
                            std::optional<std::size_t> blobs_copied);

} // namespace ogp::app

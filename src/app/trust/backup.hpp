#pragma once

#include "app/repository/repository.hpp"
#include "base/json.hpp"
#include "base/language.hpp"
#include "report/document.hpp"

#include <filesystem>
#include <string>

/// Copies of a repository for the day when it is lost.
///
/// A backup is the repository itself without its keys, in the same places, so that restoring is copying:
///
///   DIR/.ogp/ogp.db  DIR/.ogp/blobs/...  DIR/.ogp/ballots/*.db  DIR/.ogp/config.yaml  DIR/workflows/...  DIR/templates/...
///   DIR/manifest.json      every file with its size and SHA-256, and the checkpoint; written last
///   KEYS/.ogp/keys.db  KEYS/.ogp/keys/replica.key  KEYS/.ogp/ballots/*.key
///                          only where asked for, in a folder of their own with a short life
///   KEYS/manifest.json     the same for these
///
/// The keys of personal values and of ballot boxes are apart because who is erased must be gone from the backups as well, and who
/// voted how when a round is closed: DIR may be kept for years, KEYS must not. Blobs that DIR has already are not copied again; those that were erased since are removed from it.
namespace ogp::app {

struct BackupOptions
{
    std::filesystem::path folder; ///< DIR
    std::filesystem::path keys{}; ///< KEYS, "" for none
};

struct BackupSheet
{
    Json json; ///< folder, origin, size, root, files, bytes, blobs, blobs_copied, keys; of verify also findings
    report::Card card;
};

/// While others write: of the log as it is at one moment. Error: Io; Usage where KEYS lies in DIR or either is the repository.
BackupSheet back_up(const Repository& repository, const BackupOptions& options);

/// Checks a backup: every file against the manifest, everything in it against everything else (`ogp fsck`), the checkpoint's
/// signature and tree. `from`: an earlier checkpoint that the backup's log must continue, "" for none. With KEYS personal values are
/// opened too. Damage is in `findings`. Error: NotFound where there is no whole backup.
struct BackupCheck
{
    BackupSheet sheet;
    Findings findings;
};
BackupCheck verify_backup(const BackupOptions& options, const std::string& from, const std::string& from_name, const Clock& clock);

} // namespace ogp::app

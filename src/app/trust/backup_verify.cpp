#include "app/trust/backup.hpp"

#include "app/repository/unfinished_folder.hpp"
#include "app/trust/backup_manifest.hpp"
#include "app/trust/check.hpp"
#include "app/trust/consistency.hpp"
#include "base/file.hpp"
#include "base/random.hpp"
#include "base/text.hpp"

namespace ogp::app {
namespace {

namespace fs = std::filesystem;

/// A repository put together from the backup by links, in a folder of its own: a check must not write into the backup.
class Assembled
{
public:
    explicit Assembled(const BackupOptions& options)
        : m_folder(fs::temp_directory_path() / ("ogp-backup-" + to_hex(random_bytes(8)))), m_cleanup(m_folder)
    {
        const fs::path from = fs::absolute(options.folder) / ".ogp";
        make_folders(m_folder / ".ogp");
        std::error_code failed;
        fs::permissions(m_folder, fs::perms::owner_all, failed);
        require(failed, m_folder);
        link(from / "blobs", ".ogp/blobs");
        link(from / "config.yaml", ".ogp/config.yaml");
        // SQLite keeps its own files beside the one that it opens.
        copy(from / "ogp.db", ".ogp/ogp.db");
        if (!options.keys.empty())
            copy(fs::absolute(options.keys) / ".ogp" / "keys.db", ".ogp/keys.db");
    }

    const fs::path& folder() const { return m_folder; }

private:
    void link(const fs::path& from, const char* to) const
    {
        std::error_code failed;
        if (fs::exists(from, failed))
            fs::create_symlink(from, m_folder / to, failed);
        require(failed, from);
    }
    void copy(const fs::path& from, const char* to) const
    {
        std::error_code failed;
        fs::copy_file(from, m_folder / to, failed);
        require(failed, from);
    }
    static void require(const std::error_code& failed, const fs::path& from)
    {
        if (failed)
            throw Error(Fault::Io, say("{}: ვერ იკითხება: {}", "{}: cannot be read: {}", from.string(), failed.message()));
    }

    fs::path m_folder;
    UnfinishedFolder m_cleanup; ///< never kept
};

void add(Findings& findings, const char* where, const Localized& message)
{
    findings.push_back({Severity::Error, "backup_damaged", {}, where, message});
}

void check_inside(const BackupOptions& options, const BackupManifest& manifest, const std::string& from, const std::string& from_name,
                  const Clock& clock, Findings& findings)
{
    const Assembled assembled(options);
    Repository repository({.folder = assembled.folder(), .access = store::Access::Read, .page_sums = store::PageSums::Accept, .actor = {}, .role = {}, .clock = clock});
    const store::Head head = repository.store().head();
    if (head.checkpoint != manifest.note)
        add(findings, BackupManifest::file_name, {"სიაში სხვა საკონტროლო წერტილია, ვიდრე ჟურნალში", "the manifest has another checkpoint than the log"});
    for (const Finding& finding : check_repository(repository, store::Signatures::All).findings)
        if (!options.keys.empty() || finding.where != "keys") // they lie elsewhere, or nowhere
            findings.push_back(finding);
    if (!from.empty())
        audit(repository, from, from_name);
}

} // namespace

BackupCheck verify_backup(const BackupOptions& options, const std::string& from, const std::string& from_name, const Clock& clock)
{
    const BackupManifest manifest = BackupManifest::load(options.folder);
    BackupCheck check;
    check.findings = compare_files(options.folder, manifest);
    if (!options.keys.empty())
        for (Finding& finding : compare_files(options.keys, BackupManifest::load(options.keys)))
            check.findings.push_back(std::move(finding));
    try {
        check_inside(options, manifest, from, from_name, clock, check.findings);
    } catch (const Error& error) {
        // What cannot even be opened was found changed before; an audit that fails is damage of its own.
        if (error.fault() == Fault::Integrity || !check.findings.empty())
            add(check.findings, "ogp.db", error.message());
        else
            throw;
    }
    check.sheet = describe_backup(manifest, options.folder, options.keys, std::nullopt);
    return check;
}

} // namespace ogp::app

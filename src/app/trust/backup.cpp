#include "app/trust/backup.hpp"

#include "app/trust/backup_manifest.hpp"
#include "app/trust/consistency.hpp"
#include "app/trust/keys.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "store/backup.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <optional>
#include <set>

namespace ogp::app {
namespace {

namespace fs = std::filesystem;

bool lies_in(const fs::path& inner, const fs::path& outer)
{
    const auto [at, rest] = std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end());
    return at == outer.end();
}

fs::path plain(const fs::path& path)
{
    std::error_code failed;
    fs::path canonical = fs::weakly_canonical(path, failed);
    return failed ? path : canonical;
}

void check_places(const Repository& repository, const BackupOptions& options)
{
    const fs::path home = plain(repository.folder());
    const fs::path target = plain(options.folder);
    if (lies_in(target, home / ".ogp") || target == home)
        throw Error(Fault::Usage, {"სარეზერვო ასლი საცავის საქაღალდეში ვერ ჩაიწერება", "a backup cannot lie in the repository itself"});
    if (options.keys.empty())
        return;
    const fs::path keys = plain(options.keys);
    if (lies_in(keys, target) || lies_in(target, keys) || lies_in(keys, home / ".ogp") || keys == home)
        throw Error(Fault::Usage, {"გასაღებები სხვა საქაღალდეში უნდა იყოს, ვიდრე ასლი", "the keys have to be in another folder than the backup"},
                    {"ასე წაშლილი პირის მონაცემები ძველ ასლშიც ვერ გაიხსნება", "so that the data of a person who is erased cannot be opened in an old backup either"});
}

void make_private(const fs::path& folder)
{
    make_folders(folder);
    if (::chmod(folder.c_str(), 0700) != 0)
        throw Error(Fault::Io, say("{}: უფლებები ვერ შეიცვალა", "{}: its mode cannot be set", folder.string()));
}

/// Files below a folder, as paths in it, sorted. Links are passed over: they may lead anywhere.
std::vector<fs::path> files_below(const fs::path& folder)
{
    std::vector<fs::path> files;
    std::error_code failed;
    for (fs::recursive_directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed))
        if (!entry->is_symlink() && entry->is_regular_file())
            files.push_back(entry->path().lexically_relative(folder));
    std::sort(files.begin(), files.end());
    return files;
}

void copy_plain(const fs::path& from, const fs::path& to, FileMode mode = FileMode::Plain)
{
    make_folders(to.parent_path());
    OutputFile out(to, mode);
    InputFile in(from);
    std::string buffer(1U << 16U, '\0');
    while (const std::size_t count = in.read(buffer.data(), buffer.size()))
        out.append(std::string_view(buffer).substr(0, count));
    out.commit();
}

/// Contents by their hash; what is still being written has another name.
std::vector<fs::path> blobs_below(const fs::path& folder)
{
    std::vector<fs::path> blobs = files_below(folder);
    std::erase_if(blobs, [](const fs::path& file) {
        return file.string().size() != 65 || !Hash::from_hex(file.parent_path().string() + file.filename().string());
    });
    return blobs;
}

/// Copies what the backup lacks and takes away what the repository has no more; returns how many were copied.
std::size_t copy_blobs(const fs::path& from, const fs::path& to)
{
    std::size_t copied = 0;
    const std::vector<fs::path> present = blobs_below(from);
    for (const fs::path& blob : present) {
        std::error_code failed;
        const bool is_there = fs::exists(to / blob, failed) && fs::file_size(to / blob, failed) == fs::file_size(from / blob, failed);
        if (is_there && !failed)
            continue;
        try {
            copy_plain(from / blob, to / blob);
        } catch (const Error&) {
            if (fs::exists(from / blob, failed))
                throw;
            continue; // erased in the meantime
        }
        ++copied;
    }
    const std::set<fs::path> wanted(present.begin(), present.end());
    for (const fs::path& blob : files_below(to))
        if (!wanted.contains(blob)) {
            std::error_code ignored;
            fs::remove(to / blob, ignored);
        }
    return copied;
}

/// The folder as it is in the repository: what was removed there goes.
void copy_folder(const fs::path& from, const fs::path& to)
{
    std::error_code ignored;
    fs::remove_all(to, ignored);
    for (const fs::path& file : files_below(from))
        copy_plain(from / file, to / file);
}

std::vector<fs::path> ballot_files(const fs::path& data, const char* ending)
{
    std::vector<fs::path> files = files_below(data / "ballots");
    std::erase_if(files, [&](const fs::path& file) { return file.extension() != ending; });
    return files;
}

/// Ballot boxes, or their keys: those that were destroyed go from the backup.
void copy_ballots(const fs::path& from, const fs::path& to, const char* ending)
{
    std::error_code ignored;
    fs::remove_all(to / "ballots", ignored);
    const std::vector<fs::path> files = ballot_files(from, ending);
    if (files.empty())
        return;
    make_private(to / "ballots");
    for (const fs::path& file : files) {
        if (std::string_view(ending) == ".db")
            store::copy_database(from / "ballots" / file, to / "ballots" / file);
        else
            copy_plain(from / "ballots" / file, to / "ballots" / file, FileMode::Private);
        ::chmod((to / "ballots" / file).c_str(), 0600);
    }
}

/// The checkpoint of a copied database, which others may have written to since.
ledger::Checkpoint checkpoint_in(const fs::path& folder, std::string& note)
{
    const store::Store copy(folder, {.access = store::Access::Read});
    note = copy.head().checkpoint;
    return note.empty() ? ledger::Checkpoint{ledger::origin(copy.identity().repository), 0, ledger::empty_root()}
                        : ledger::Checkpoint::parse(ledger::parse_note(note).text);
}

void remove_manifest(const fs::path& folder)
{
    std::error_code ignored;
    fs::remove(folder / BackupManifest::file_name, ignored);
}

void back_up_keys(const Repository& repository, const fs::path& keys, const BackupManifest& of_log)
{
    make_private(keys);
    make_private(keys / ".ogp");
    make_private(keys / ".ogp" / "keys");
    remove_manifest(keys);
    store::copy_database(repository.data_folder() / "keys.db", keys / ".ogp" / "keys.db");
    ::chmod((keys / ".ogp" / "keys.db").c_str(), 0600);
    copy_plain(replica_key_file(repository), keys / ".ogp" / "keys" / "replica.key", FileMode::Private);
    copy_ballots(repository.data_folder(), keys / ".ogp", ".key");
    BackupManifest manifest = of_log;
    manifest.files = list_files(keys, files_below(keys));
    manifest.save(keys);
}

} // namespace

BackupSheet back_up(const Repository& repository, const BackupOptions& options)
{
    check_places(repository, options);
    const fs::path& target = options.folder;
    const fs::path data = target / ".ogp";
    make_folders(target);
    make_private(data);
    remove_manifest(target);
    // The log first: what it names was there before it, so that what is copied later is never less than it needs.
    store::copy_database(repository.data_folder() / "ogp.db", data / "ogp.db");
    BackupManifest manifest;
    manifest.checkpoint = checkpoint_in(data, manifest.note);
    manifest.made = repository.clock().now;
    const std::size_t copied = copy_blobs(repository.data_folder() / "blobs", data / "blobs");
    copy_ballots(repository.data_folder(), data, ".db");
    copy_plain(repository.data_folder() / "config.yaml", data / "config.yaml");
    for (const char* folder : {"workflows", "templates"})
        copy_folder(repository.folder() / folder, target / folder);
    for (const char* part : {"-wal", "-shm"}) {
        std::error_code ignored;
        fs::remove((data / "ogp.db").string() + part, ignored);
    }
    manifest.files = list_files(target, files_below(target));
    manifest.save(target);
    if (!options.keys.empty())
        back_up_keys(repository, options.keys, manifest);
    return describe_backup(manifest, target, options.keys, copied);
}

} // namespace ogp::app

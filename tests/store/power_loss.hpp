#pragma once

#include <sqlite3.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

/// A disk that loses power, for the tests of the store: an SQLite VFS over the real one, which remembers what was synced.
///
/// Files are written as ever, so that the program sees its own writes. Beside each file lies what a disk would hold for sure:
/// its content at the last sync. At the cut every 512-byte sector written since then is, each for itself, as before, as after,
/// or as after any write in between: so writes are lost, torn and reordered. A file's name is durable once its folder was
/// synced. SQLite syncs the folder at the first sync of a WAL that it opened with CREATE, and so does this model; without that
/// rule it would report losses that no disk shows.
namespace ogp::store::power {

namespace fs = std::filesystem;
using Bytes = std::vector<unsigned char>;

inline constexpr std::size_t sector = 512;

/// One write since the last sync, or a truncation.
struct Change
{
    std::uint64_t offset = 0;
    Bytes bytes;
    bool truncates = false;
};

/// What is known of one file, living as long as the name does.
struct Disk
{
    Bytes durable;
    std::vector<Change> changes;
    bool name_is_durable = false;
};

/// The state of the disk; one at a time.
struct Machine
{
    std::map<std::string, Disk> files;
    std::map<std::string, Bytes> deleted; ///< durable, deleted, and the folder not synced since
    std::int64_t operations_left = -1;    ///< writes and syncs until the cut; negative: no cut
    bool dead = false;
    std::uint64_t syncs = 0; ///< of files and folders

    /// Counts an operation; false when the power is gone.
    bool alive()
    {
        if (!dead && operations_left == 0)
            dead = true;
        if (!dead && operations_left > 0)
            --operations_left;
        return !dead;
    }
};

inline Machine& machine()
{
    static Machine the_machine;
    return the_machine;
}

inline Bytes content_of(const fs::path& file)
{
    std::error_code failed;
    Bytes bytes(static_cast<std::size_t>(fs::file_size(file, failed)));
    std::ifstream(file, std::ios::binary)
        .read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return bytes;
}

/// The content with a change made.
inline void apply(Bytes& content, const Change& change)
{
    const auto offset = static_cast<std::size_t>(change.offset);
    if (change.truncates) {
        content.resize(std::min(content.size(), offset));
        return;
    }
    content.resize(std::max(content.size(), offset + change.bytes.size()));
    std::copy(change.bytes.begin(), change.bytes.end(), content.begin() + static_cast<std::ptrdiff_t>(offset));
}

struct File
{
    sqlite3_file base;
    char* name; ///< owned
    bool syncs_folder;
    bool tracked;
    // The file of the real VFS follows.
};

inline sqlite3_vfs* real_vfs()
{
    static sqlite3_vfs* const found = sqlite3_vfs_find("unix");
    return found;
}

inline sqlite3_file* real(sqlite3_file* file)
{
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1);
}

inline File* own(sqlite3_file* file)
{
    return reinterpret_cast<File*>(file);
}

inline void sync_names()
{
    for (auto& [name, disk] : machine().files)
        disk.name_is_durable = true;
    machine().deleted.clear();
}

inline int file_close(sqlite3_file* file)
{
    const int result = real(file)->pMethods->xClose(real(file));
    sqlite3_free(own(file)->name);
    return result;
}

inline int file_read(sqlite3_file* file, void* buffer, int amount, sqlite3_int64 offset)
{
    if (machine().dead)
        return SQLITE_IOERR_READ;
    return real(file)->pMethods->xRead(real(file), buffer, amount, offset);
}

inline int file_write(sqlite3_file* file, const void* buffer, int amount, sqlite3_int64 offset)
{
    if (!machine().alive())
        return SQLITE_IOERR_WRITE;
    if (own(file)->tracked) {
        const auto* bytes = static_cast<const unsigned char*>(buffer);
        machine().files[own(file)->name].changes.push_back(
            {static_cast<std::uint64_t>(offset), Bytes(bytes, bytes + amount), false});
    }
    return real(file)->pMethods->xWrite(real(file), buffer, amount, offset);
}

inline int file_truncate(sqlite3_file* file, sqlite3_int64 size)
{
    if (!machine().alive())
        return SQLITE_IOERR_TRUNCATE;
    if (own(file)->tracked)
        machine().files[own(file)->name].changes.push_back({static_cast<std::uint64_t>(size), {}, true});
    return real(file)->pMethods->xTruncate(real(file), size);
}

inline int file_sync(sqlite3_file* file, int)
{
    if (!machine().alive())
        return SQLITE_IOERR_FSYNC;
    ++machine().syncs;
    if (own(file)->tracked) {
        Disk& disk = machine().files[own(file)->name];
        for (const Change& change : disk.changes)
            apply(disk.durable, change);
        disk.changes.clear();
        if (own(file)->syncs_folder) {
            ++machine().syncs;
            sync_names();
            own(file)->syncs_folder = false;
        }
    }
    return SQLITE_OK; // The real disk need not be waited for.
}

inline int file_size(sqlite3_file* file, sqlite3_int64* size)
{
    return real(file)->pMethods->xFileSize(real(file), size);
}
inline int file_lock(sqlite3_file* file, int level)
{
    return real(file)->pMethods->xLock(real(file), level);
}
inline int file_unlock(sqlite3_file* file, int level)
{
    return real(file)->pMethods->xUnlock(real(file), level);
}
inline int file_reserved(sqlite3_file* file, int* result)
{
    return real(file)->pMethods->xCheckReservedLock(real(file), result);
}

/// Planted faults: what the connection says of its synchronous mode, whatever it is.
enum class Says { Truth, Full, Normal };
inline Says& says()
{
    static Says what = Says::Truth;
    return what;
}

inline int file_control(sqlite3_file* file, int operation, void* argument)
{
    if (operation == SQLITE_FCNTL_PRAGMA && says() != Says::Truth) {
        auto** words = static_cast<char**>(argument);
        if (std::strcmp(words[1], "synchronous") == 0 && (words[2] == nullptr || std::strcmp(words[2], "FULL") == 0)) {
            words[0] = words[2] == nullptr ? sqlite3_mprintf(says() == Says::Full ? "2" : "1") : nullptr;
            return SQLITE_OK;
        }
    }
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}
inline int file_sector(sqlite3_file*)
{
    return static_cast<int>(sector);
}
/// No promise of safe appends or atomic writes.
inline int file_characteristics(sqlite3_file*)
{
    return 0;
}
inline int file_shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** memory)
{
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, memory);
}
inline int file_shm_lock(sqlite3_file* file, int offset, int count, int flags)
{
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
inline void file_shm_barrier(sqlite3_file* file)
{
    real(file)->pMethods->xShmBarrier(real(file));
}
inline int file_shm_unmap(sqlite3_file* file, int remove)
{
    return real(file)->pMethods->xShmUnmap(real(file), remove);
}

inline const sqlite3_io_methods& methods()
{
    static const sqlite3_io_methods table = [] {
        sqlite3_io_methods made = {};
        made.iVersion = 2;
        made.xClose = file_close;
        made.xRead = file_read;
        made.xWrite = file_write;
        made.xTruncate = file_truncate;
        made.xSync = file_sync;
        made.xFileSize = file_size;
        made.xLock = file_lock;
        made.xUnlock = file_unlock;
        made.xCheckReservedLock = file_reserved;
        made.xFileControl = file_control;
        made.xSectorSize = file_sector;
        made.xDeviceCharacteristics = file_characteristics;
        made.xShmMap = file_shm_map;
        made.xShmLock = file_shm_lock;
        made.xShmBarrier = file_shm_barrier;
        made.xShmUnmap = file_shm_unmap;
        return made;
    }();
    return table;
}

inline int vfs_open(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* out_flags)
{
    *own(file) = {};
    if (machine().dead)
        return SQLITE_CANTOPEN;
    const bool there = name != nullptr && fs::exists(name);
    const int result = real_vfs()->xOpen(real_vfs(), name, real(file), flags, out_flags);
    if (result != SQLITE_OK)
        return result;
    own(file)->base.pMethods = &methods();
    own(file)->name = sqlite3_mprintf("%s", name == nullptr ? "" : name);
    own(file)->tracked =
        name != nullptr && (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0;
    own(file)->syncs_folder =
        (flags & SQLITE_OPEN_CREATE) != 0 && (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0;
    // What lies there before the machine has seen it counts as durable.
    if (own(file)->tracked && !machine().files.contains(name))
        machine().files[name] = {.durable = there ? content_of(name) : Bytes(), .changes = {}, .name_is_durable = there};
    return SQLITE_OK;
}

inline int vfs_delete(sqlite3_vfs*, const char* name, int sync_folder)
{
    if (!machine().alive())
        return SQLITE_IOERR_DELETE;
    if (const auto known = machine().files.find(name); known != machine().files.end()) {
        if (known->second.name_is_durable)
            machine().deleted[name] = known->second.durable;
        machine().files.erase(known);
    }
    const int result = real_vfs()->xDelete(real_vfs(), name, 0);
    if (sync_folder != 0)
        sync_names();
    return result;
}

/// Registers the VFS "power" once.
inline const char* install()
{
    static sqlite3_vfs vfs = [] {
        sqlite3_vfs made = *real_vfs();
        made.pNext = nullptr;
        made.zName = "power";
        made.szOsFile = static_cast<int>(sizeof(File)) + real_vfs()->szOsFile;
        made.xOpen = vfs_open;
        made.xDelete = vfs_delete;
        return made;
    }();
    static const int registered = sqlite3_vfs_register(&vfs, 0);
    return registered == SQLITE_OK ? "power" : nullptr;
}

/// What a disk may hold of a file after the cut.
inline Bytes after_cut(const Disk& disk, std::mt19937& random)
{
    Bytes content = disk.durable;
    std::size_t size = content.size();
    for (const Change& change : disk.changes) {
        if (change.truncates) {
            if (random() % 2 == 0)
                size = std::min<std::size_t>(size, change.offset);
            continue;
        }
        for (std::size_t done = 0; done < change.bytes.size();) {
            const std::size_t place = static_cast<std::size_t>(change.offset) + done;
            const std::size_t part = std::min(sector - place % sector, change.bytes.size() - done);
            if (random() % 2 == 0) {
                // A sector beyond the end that arrives before those in front of it leaves zeros there.
                if (content.size() < place + part)
                    content.resize(place + part);
                std::copy_n(change.bytes.begin() + static_cast<std::ptrdiff_t>(done), part,
                            content.begin() + static_cast<std::ptrdiff_t>(place));
                size = std::max(size, place + part);
            }
            done += part;
        }
    }
    content.resize(size);
    return content;
}

/// Cuts the power and writes what is left into `folder`.
inline void restart(const fs::path& folder, std::mt19937& random)
{
    Machine& state = machine();
    const auto write = [&](const std::string& name, const Bytes& bytes) {
        std::ofstream stream(folder / fs::path(name).filename(), std::ios::binary | std::ios::trunc);
        stream.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    };
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().string().find("ogp.db") != std::string::npos)
            fs::remove(entry.path());
    // A deletion that was not synced may not have happened.
    for (const auto& [name, bytes] : state.deleted)
        if (random() % 2 == 0)
            write(name, bytes);
    for (const auto& [name, disk] : state.files)
        if (disk.name_is_durable || random() % 2 == 0)
            write(name, after_cut(disk, random));
    state = {};
}

} // namespace ogp::store::power

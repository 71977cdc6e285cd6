#include "store/checksum_vfs.hpp"

#include "base/error.hpp"

#include <sqlite3.h>

#include <array>
#include <bit>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <string>

namespace ogp::store {
namespace {

constexpr int largest_page = 65'536;
constexpr int smallest_page = 512;

/// Places in the header of a file (https://sqlite.org/fileformat2.html#the_database_header).
constexpr std::size_t place_of_reserve = 20;
constexpr std::size_t place_of_application = 68;

/// Asked of our own files; SQLite keeps numbers above 100 free for such.
constexpr int ask_state = 0x6f677001;

/// What is known of an open database file.
struct State
{
    bool is_new = false; ///< no page yet, so that nobody knows whether the eight bytes are kept free
    bool writes_sums = true;
    bool compares_sums = true;
    std::uint64_t damaged_page = 0;
};

/// An open database file. The file of the VFS below follows it in memory.
struct File
{
    sqlite3_file base;
    State state;
};
static_assert(sizeof(File) % alignof(void*) == 0, "the file of the VFS below lies behind it");

File* own(sqlite3_file* file)
{
    return reinterpret_cast<File*>(file);
}

sqlite3_file* below(sqlite3_file* file)
{
    return reinterpret_cast<sqlite3_file*>(own(file) + 1);
}

/// SQLite reads the header alone and a few bytes of it as well; pages are read and written whole.
bool is_page(int amount, sqlite3_int64 offset)
{
    return amount >= smallest_page && amount <= largest_page && (amount & (amount - 1)) == 0 && offset % amount == 0;
}

std::string_view view(const void* bytes, int amount)
{
    return {static_cast<const char*>(bytes), static_cast<std::size_t>(amount)};
}

int file_close(sqlite3_file* file)
{
    return below(file)->pMethods->xClose(below(file));
}

int file_read(sqlite3_file* file, void* buffer, int amount, sqlite3_int64 offset)
{
    const int result = below(file)->pMethods->xRead(below(file), buffer, amount, offset);
    State& state = own(file)->state;
    if (result != SQLITE_OK || !state.compares_sums || !is_page(amount, offset))
        return result;
    const std::string_view page = view(buffer, amount);
    if (page_sum(page) == stored_page_sum(page))
        return SQLITE_OK;
    state.damaged_page = static_cast<std::uint64_t>(offset / amount) + 1;
    return SQLITE_IOERR_DATA;
}

int file_write(sqlite3_file* file, const void* buffer, int amount, sqlite3_int64 offset)
{
    if (own(file)->state.is_new && offset == 0 && is_page(amount, offset)) {
        const bool keeps_room = static_cast<std::size_t>(view(buffer, amount)[place_of_reserve]) == page_sum_size;
        own(file)->state = {.is_new = false, .writes_sums = keeps_room, .compares_sums = keeps_room, .damaged_page = 0};
    }
    if (!own(file)->state.writes_sums || !is_page(amount, offset))
        return below(file)->pMethods->xWrite(below(file), buffer, amount, offset);
    // A copy: the buffer is a page of the cache, which is not ours to change.
    thread_local std::array<char, largest_page> page;
    std::memcpy(page.data(), buffer, static_cast<std::size_t>(amount));
    const std::uint64_t sum = page_sum(view(page.data(), amount));
    for (std::size_t i = 0; i < page_sum_size; ++i)
        page[static_cast<std::size_t>(amount) - page_sum_size + i] = static_cast<char>(sum >> (8 * i) & 0xffU);
    return below(file)->pMethods->xWrite(below(file), page.data(), amount, offset);
}

int file_truncate(sqlite3_file* file, sqlite3_int64 size)
{
    return below(file)->pMethods->xTruncate(below(file), size);
}
int file_sync(sqlite3_file* file, int flags)
{
    return below(file)->pMethods->xSync(below(file), flags);
}
int file_size(sqlite3_file* file, sqlite3_int64* size)
{
    return below(file)->pMethods->xFileSize(below(file), size);
}
int file_lock(sqlite3_file* file, int level)
{
    return below(file)->pMethods->xLock(below(file), level);
}
int file_unlock(sqlite3_file* file, int level)
{
    return below(file)->pMethods->xUnlock(below(file), level);
}
int file_reserved(sqlite3_file* file, int* result)
{
    return below(file)->pMethods->xCheckReservedLock(below(file), result);
}
int file_control(sqlite3_file* file, int operation, void* argument)
{
    if (operation == ask_state) {
        *static_cast<State**>(argument) = &own(file)->state;
        return SQLITE_OK;
    }
    return below(file)->pMethods->xFileControl(below(file), operation, argument);
}
int file_sector(sqlite3_file* file)
{
    return below(file)->pMethods->xSectorSize(below(file));
}
int file_characteristics(sqlite3_file* file)
{
    return below(file)->pMethods->xDeviceCharacteristics(below(file));
}
int file_shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** memory)
{
    return below(file)->pMethods->xShmMap(below(file), page, size, extend, memory);
}
int file_shm_lock(sqlite3_file* file, int offset, int count, int flags)
{
    return below(file)->pMethods->xShmLock(below(file), offset, count, flags);
}
void file_shm_barrier(sqlite3_file* file)
{
    below(file)->pMethods->xShmBarrier(below(file));
}
int file_shm_unmap(sqlite3_file* file, int remove)
{
    return below(file)->pMethods->xShmUnmap(below(file), remove);
}

/// Version 2: without memory mapping, which would show pages that nobody compared.
constexpr sqlite3_io_methods methods = {.iVersion = 2,
                                        .xClose = file_close,
                                        .xRead = file_read,
                                        .xWrite = file_write,
                                        .xTruncate = file_truncate,
                                        .xSync = file_sync,
                                        .xFileSize = file_size,
                                        .xLock = file_lock,
                                        .xUnlock = file_unlock,
                                        .xCheckReservedLock = file_reserved,
                                        .xFileControl = file_control,
                                        .xSectorSize = file_sector,
                                        .xDeviceCharacteristics = file_characteristics,
                                        .xShmMap = file_shm_map,
                                        .xShmLock = file_shm_lock,
                                        .xShmBarrier = file_shm_barrier,
                                        .xShmUnmap = file_shm_unmap,
                                        .xFetch = nullptr,
                                        .xUnfetch = nullptr};

sqlite3_vfs* below(sqlite3_vfs* vfs)
{
    return static_cast<sqlite3_vfs*>(vfs->pAppData);
}

/// A file that is none of ours, which is for others to say, or whose first page bears no sum, goes without. That page is never
/// all zeros: it begins with the header.
State first_state(sqlite3_file* file)
{
    sqlite3_int64 size = 0;
    if (file->pMethods->xFileSize(file, &size) == SQLITE_OK && size == 0)
        return {.is_new = true, .writes_sums = false, .compares_sums = false, .damaged_page = 0};
    std::array<char, page_size> bytes;
    if (file->pMethods->xRead(file, bytes.data(), static_cast<int>(bytes.size()), 0) != SQLITE_OK)
        return {};
    const std::string_view page(bytes.data(), bytes.size());
    const bool has_sums = page.substr(place_of_application, 4) == "ogp1" && stored_page_sum(page) != 0;
    return {.is_new = false, .writes_sums = has_sums, .compares_sums = has_sums, .damaged_page = 0};
}

int vfs_open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* out_flags)
{
    if ((flags & SQLITE_OPEN_MAIN_DB) == 0)
        return below(vfs)->xOpen(below(vfs), name, file, flags, out_flags);
    new (file) File{};
    const int result = below(vfs)->xOpen(below(vfs), name, below(file), flags, out_flags);
    if (result != SQLITE_OK)
        return result;
    file->pMethods = &methods;
    own(file)->state = first_state(below(file));
    return SQLITE_OK;
}

/// Everything else goes to the VFS below, under its own name: it may keep data in its own structure.
sqlite3_vfs forwarding(sqlite3_vfs* vfs, const char* name)
{
    sqlite3_vfs made = {};
    made.iVersion = vfs->iVersion < 2 ? vfs->iVersion : 2;
    made.szOsFile = static_cast<int>(sizeof(File)) + vfs->szOsFile;
    made.mxPathname = vfs->mxPathname;
    made.zName = name;
    made.pAppData = vfs;
    made.xOpen = vfs_open;
    made.xDelete = [](sqlite3_vfs* v, const char* file, int sync) { return below(v)->xDelete(below(v), file, sync); };
    made.xAccess = [](sqlite3_vfs* v, const char* file, int flags, int* out) {
        return below(v)->xAccess(below(v), file, flags, out);
    };
    made.xFullPathname = [](sqlite3_vfs* v, const char* file, int size, char* out) {
        return below(v)->xFullPathname(below(v), file, size, out);
    };
    made.xDlOpen = [](sqlite3_vfs* v, const char* file) { return below(v)->xDlOpen(below(v), file); };
    made.xDlError = [](sqlite3_vfs* v, int size, char* out) { below(v)->xDlError(below(v), size, out); };
    made.xDlSym = [](sqlite3_vfs* v, void* library, const char* symbol) {
        return below(v)->xDlSym(below(v), library, symbol);
    };
    made.xDlClose = [](sqlite3_vfs* v, void* library) { below(v)->xDlClose(below(v), library); };
    made.xRandomness = [](sqlite3_vfs* v, int size, char* out) { return below(v)->xRandomness(below(v), size, out); };
    made.xSleep = [](sqlite3_vfs* v, int microseconds) { return below(v)->xSleep(below(v), microseconds); };
    made.xCurrentTime = [](sqlite3_vfs* v, double* out) { return below(v)->xCurrentTime(below(v), out); };
    made.xGetLastError = [](sqlite3_vfs* v, int size, char* out) { return below(v)->xGetLastError(below(v), size, out); };
    if (made.iVersion == 2)
        made.xCurrentTimeInt64 = [](sqlite3_vfs* v, sqlite3_int64* out) {
            return below(v)->xCurrentTimeInt64(below(v), out);
        };
    return made;
}

struct Layer
{
    std::string name;
    sqlite3_vfs vfs;
};

State* state_of(sqlite3* connection)
{
    State* state = nullptr;
    return sqlite3_file_control(connection, "main", ask_state, &state) == SQLITE_OK ? state : nullptr;
}

} // namespace

std::uint64_t page_sum(std::string_view page)
{
    const auto number = [&](std::size_t at) {
        std::uint32_t value = 0;
        std::memcpy(&value, page.data() + at, sizeof value);
        if constexpr (std::endian::native == std::endian::big)
            value = __builtin_bswap32(value);
        return value;
    };
    std::uint32_t s1 = 0;
    std::uint32_t s2 = 0;
    for (std::size_t at = 0; at + page_sum_size < page.size(); at += page_sum_size) {
        s1 += number(at) + s2;
        s2 += number(at + 4) + s1;
    }
    return std::uint64_t{s2} << 32U | s1;
}

std::uint64_t stored_page_sum(std::string_view page)
{
    std::uint64_t sum = 0;
    for (std::size_t i = page_sum_size; i > 0; --i)
        sum = sum << 8U | static_cast<unsigned char>(page[page.size() - page_sum_size + i - 1]);
    return sum;
}

const char* checksum_vfs(const char* below)
{
    static std::mutex mutex;
    static std::map<std::string, std::unique_ptr<Layer>> layers;
    const std::lock_guard lock(mutex);
    // Nobody asks how much memory SQLite takes, and counting it costs a lock at each allocation. It can be said once, before all else.
    [[maybe_unused]] static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    const std::string key = below == nullptr ? "" : below;
    if (const auto known = layers.find(key); known != layers.end())
        return known->second->name.c_str();
    sqlite3_vfs* vfs = sqlite3_vfs_find(below);
    if (vfs == nullptr)
        throw Error(Fault::Internal, say("ასეთი VFS არ არის: {}", "there is no such VFS: {}", key));
    auto layer = std::make_unique<Layer>();
    layer->name = std::string("ogp-sums-") + vfs->zName;
    layer->vfs = forwarding(vfs, layer->name.c_str());
    if (sqlite3_vfs_register(&layer->vfs, 0) != SQLITE_OK)
        throw Error(Fault::Internal, say("VFS ვერ დარეგისტრირდა: {}", "the VFS cannot be registered: {}", layer->name));
    return layers.emplace(key, std::move(layer)).first->second->name.c_str();
}

bool has_page_sums(sqlite3* connection)
{
    const State* state = state_of(connection);
    return state != nullptr && state->writes_sums;
}

void accept_wrong_sums(sqlite3* connection)
{
    if (State* state = state_of(connection))
        state->compares_sums = false;
}

void begin_page_sums(sqlite3* connection)
{
    if (State* state = state_of(connection))
        *state = {.is_new = false, .writes_sums = true, .compares_sums = false, .damaged_page = 0};
}

std::optional<std::uint64_t> damaged_page(sqlite3* connection)
{
    const State* state = state_of(connection);
    return state == nullptr || state->damaged_page == 0 ? std::nullopt : std::optional(state->damaged_page);
}

} // namespace ogp::store

#include "store/backup.hpp"

#include "store/checksum_vfs.hpp"
#include "store/database.hpp"
#include "store/schema.hpp"

#include <sqlite3.h>

#include <fcntl.h>
#include <unistd.h>

#include <system_error>

namespace ogp::store {
namespace {

namespace fs = std::filesystem;

constexpr int most_tries = 100; // while somebody recovers the write-ahead log
constexpr int pause_milliseconds = 50;

void remove_parts(const fs::path& file)
{
    std::error_code ignored;
    for (const char* part : {"", "-journal", "-wal", "-shm"})
        fs::remove(file.string() + part, ignored);
}

struct CloseConnection
{
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};

/// The file that is written. SQLiteCpp's and our own Database want to know a file before it has pages; a copy brings all of its own.
class Copy
{
public:
    /// With checksums where the source has them: a file that was made before there were any has no room for them.
    Copy(const fs::path& file, Database& source) : m_file(file)
    {
        number_of(source, "SELECT count(*) FROM sqlite_schema"); // the first read tells
        remove_parts(file);
        sqlite3* connection = nullptr;
        const int result = sqlite3_open_v2(file.c_str(), &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                                           checksum_vfs(nullptr));
        m_connection.reset(connection);
        require(result);
        sqlite3_extended_result_codes(connection, 1);
        if (has_page_sums(source.handle())) {
            int reserved = reserve_bytes;
            sqlite3_file_control(connection, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);
            begin_page_sums(connection);
        }
        execute("PRAGMA synchronous=FULL; PRAGMA journal_mode=DELETE");
    }

    void fill(Database& source)
    {
        sqlite3_backup* backup = sqlite3_backup_init(m_connection.get(), "main", source.handle(), "main");
        if (backup == nullptr)
            require(sqlite3_errcode(m_connection.get()));
        // All pages in one read of the source: in several, each change in between would start it anew.
        int result = sqlite3_backup_step(backup, -1);
        for (int tries = 0; (result == SQLITE_BUSY || result == SQLITE_LOCKED) && tries < most_tries; ++tries) {
            sqlite3_sleep(pause_milliseconds);
            result = sqlite3_backup_step(backup, -1);
        }
        const int end = sqlite3_backup_finish(backup);
        if (result != SQLITE_DONE)
            source.fail(result);
        require(end);
        // The mode that every file of ours is in; the log of it is emptied at the close.
        execute("PRAGMA journal_mode=WAL");
    }

    void close()
    {
        require(sqlite3_close(m_connection.release()));
        const int descriptor = ::open(m_file.c_str(), O_RDONLY | O_CLOEXEC);
        const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
        if (descriptor >= 0)
            ::close(descriptor);
        if (!synced)
            throw Error(Fault::Io, say("{}: ვერ ჩაიწერა", "{}: cannot be written", m_file.string()));
    }

private:
    void require(int result) const
    {
        if (result != SQLITE_OK)
            throw database_error(m_file, result, m_connection ? sqlite3_errmsg(m_connection.get()) : "no memory", 0);
    }
    void execute(const char* sql) const { require(sqlite3_exec(m_connection.get(), sql, nullptr, nullptr, nullptr)); }

    fs::path m_file;
    std::unique_ptr<sqlite3, CloseConnection> m_connection;
};

void sync_folder(const fs::path& folder)
{
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        ::fsync(descriptor);
        ::close(descriptor);
    }
}

} // namespace

void copy_database(const fs::path& source, const fs::path& target)
{
    fs::path temporary = target;
    temporary += ".new";
    try {
        Database from(source, {.access = Access::Read});
        Copy copy(temporary, from);
        copy.fill(from);
        copy.close();
    } catch (...) {
        remove_parts(temporary);
        throw;
    }
    std::error_code failed;
    fs::rename(temporary, target, failed);
    if (failed) {
        remove_parts(temporary);
        throw Error(Fault::Io, say("{}: ვერ ჩაიწერა: {}", "{}: cannot be written: {}", target.string(), failed.message()));
    }
    // What belonged to the file that was there before.
    std::error_code ignored;
    for (const char* part : {"-wal", "-shm"})
        fs::remove(target.string() + part, ignored);
    sync_folder(target.parent_path());
}

} // namespace ogp::store

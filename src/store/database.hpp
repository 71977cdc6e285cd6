#pragma once

#include "base/error.hpp"
#include "base/hash.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace SQLite {
class Database;
}

/// What the rest of the room sees of SQLite. Everything below throws ogp::Error alone.
namespace ogp::store {

/// A value bound as BLOB; a plain text is bound as TEXT.
struct BlobView
{
    std::string_view bytes;
};

struct FinalizeStatement
{
    void operator()(sqlite3_stmt* statement) const;
};
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

struct DatabaseOptions
{
    Access access = Access::Write;
    const char* vfs = nullptr;
    int busy_milliseconds = 5000;
    PageSums page_sums = PageSums::Compare;
};

/// An open database file in WAL mode with synchronous=FULL, which is read back, and with a checksum on each page
/// (store/checksum_vfs.hpp).
///
/// A command lives for a few milliseconds, and SQLite's defaults are not made for that: the close of the last connection
/// copies the WAL into the database and deletes it, which takes three more syncs a change. So there is no automatic
/// checkpoint, and the WAL is copied at a close only when it has grown past `wal_limit`; a longer one would slow down
/// every reader.
class Database
{
public:
    Database(const std::filesystem::path& file, const DatabaseOptions& options);
    /// A new file, which must not exist; `reserve_bytes` are kept free at the end of each page.
    static std::unique_ptr<Database> create(const std::filesystem::path& file, const char* vfs, int reserve_bytes);
    /// A cache: a file that is made where there is none, "" for memory. Nothing that is written to it is made durable: whoever keeps
    /// one must be able to make it anew.
    static std::unique_ptr<Database> cache(const std::filesystem::path& file);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    static constexpr std::uintmax_t wal_limit = 1U << 20U;

    /// Reads back the two settings on which every acknowledgement rests; Error{Integrity} where they are others.
    void require_durability() const;

    /// Statements without results.
    void execute(const char* sql);
    /// BEGIN IMMEDIATE; waits for another writer. Throws Error{Io} where the file cannot be written at all, which SQLite would
    /// only say at the first change.
    void begin_writing();
    bool in_transaction() const;
    /// Ends a transaction that is open without its changes, and never throws: what is not committed does not count, whether or not the
    /// disk still answers.
    void roll_back() noexcept;
    /// Copies the write-ahead log into the file and cuts it to nothing, so that nothing older is left in it. False where a reader or
    /// another writer kept it from being cut.
    bool empty_wal();
    /// The row that the last INSERT made.
    std::int64_t last_row() const;
    /// How much memory the pages of the file may take.
    void set_cache(std::size_t kibibytes);
    /// VACUUM, and a checksum on every page; what the pages bore before is not looked at.
    void rewrite_pages();
    const std::filesystem::path& file() const { return m_file; }
    Access access() const { return m_access; }

    /// A prepared statement, from those kept if it is there; whoever takes it gives it back.
    Statement take(std::string_view sql);
    void give_back(std::string_view sql, Statement statement);

    /// Turns the connection's last error into ours and throws it.
    [[noreturn]] void fail(int result) const;
    sqlite3* handle() const;

private:
    Database(std::filesystem::path file, Access access, std::unique_ptr<SQLite::Database> connection);
    void configure();
    std::string pragma(const char* sql) const;
    void close_without_checkpoint();

    std::filesystem::path m_file;
    Access m_access;
    std::unique_ptr<SQLite::Database> m_connection;
    /// By text. Declared after the connection: finalized before it closes.
    std::map<std::string, std::vector<Statement>, std::less<>> m_statements;
};

/// One use of a prepared statement: binds at construction, releases its locks at the end of the scope. SQLiteCpp's
/// Statement is not used because it binds no string_view and makes a shared object of every column of every row.
class Query
{
public:
    /// `sql` must outlive the query. Parameters in order: integers, texts, BlobView, Hash (a BLOB).
    template <class... Parameters>
    Query(Database& database, std::string_view sql, const Parameters&... parameters)
        : m_database(database),
          m_sql(sql),
          m_statement(database.take(sql))
    {
        int index = 0;
        (bind(++index, parameters), ...);
    }
    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    void bind(int index, std::int64_t value);
    void bind(int index, std::string_view text);
    void bind(int index, BlobView blob);
    void bind(int index, const Hash& hash) { bind(index, BlobView{hash.view()}); }

    /// Whether there is a (further) row.
    bool step();
    /// Runs a statement without rows and gives the number of rows it changed.
    std::int64_t run();
    /// The same; false where a constraint forbids it.
    bool try_run();
    /// Back to the start with the same parameters, so that others can be bound.
    void restart();

    std::int64_t integer(int column) const;
    std::string_view bytes(int column) const; ///< TEXT or BLOB; valid until the next step
    std::string text(int column) const { return std::string(bytes(column)); }

private:
    Database& m_database;
    std::string_view m_sql;
    Statement m_statement;
};

/// The first column of the first row, or nothing.
template <class... Parameters>
std::optional<std::int64_t> number_of(Database& database, std::string_view sql, const Parameters&... parameters)
{
    Query query(database, sql, parameters...);
    return query.step() ? std::optional(query.integer(0)) : std::nullopt;
}

/// What an SQLite result means for people (database_error.cpp). `system_error`: errno of the failed call, or 0.
Error database_error(const std::filesystem::path& file, int extended_result, std::string_view message, int system_error);

/// A page whose checksum (store/checksum_vfs.hpp) does not fit.
Error wrong_page_sum(const std::filesystem::path& file, std::uint64_t page);

/// Damage found while reading: "FILE: WHERE is damaged", with the remedy.
Error damaged(const std::filesystem::path& file, const Localized& where);

} // namespace ogp::store

#include "store/database.hpp"

#include "base/text.hpp"
#include "store/checksum_vfs.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <sys/statvfs.h>
#include <unistd.h>

#include <system_error>
#include <utility>

namespace ogp::store {
namespace {

namespace fs = std::filesystem;

constexpr int threads_apart = SQLITE_OPEN_NOMUTEX; // a connection is used by one thread at a time

std::unique_ptr<SQLite::Database> connect(const fs::path& file, const std::string& name, int flags, int wait,
                                          const char* vfs)
{
    try {
        return std::make_unique<SQLite::Database>(name.c_str(), flags | threads_apart, wait, checksum_vfs(vfs));
    } catch (const SQLite::Exception& error) {
        throw database_error(file, error.getExtendedErrorCode(), error.what(), 0);
    }
}

/// "file:" URI of a path: '?', '#' and '%' would otherwise mean something.
std::string uri(const fs::path& file)
{
    std::string text = "file:";
    for (const char c : file.string()) {
        if (c == '?' || c == '#' || c == '%')
            text += fmt::format("%{:02x}", static_cast<unsigned>(c));
        else
            text += c;
    }
    return text;
}

/// Whether nobody can write here, so that SQLite cannot make the shared memory file that a WAL needs.
bool is_fixed(const fs::path& folder)
{
    struct statvfs status = {};
    const bool read_only = ::statvfs(folder.c_str(), &status) == 0 && (status.f_flag & ST_RDONLY) != 0;
    return read_only || ::access(folder.c_str(), W_OK) != 0;
}

bool is_empty_or_absent(const fs::path& file)
{
    std::error_code failed;
    const auto size = fs::file_size(file, failed);
    return failed || size == 0;
}

fs::path wal_of(const fs::path& file)
{
    fs::path wal = file;
    wal += "-wal";
    return wal;
}

/// A database on read-only media. Without a WAL its file is all there is ("immutable"); with one, the WAL's index is built in
/// memory, which SQLite does for a connection in exclusive mode, and a VFS without locks lets that be on a file open for
/// reading. Nothing changes under the reader because nobody can write here.
std::unique_ptr<SQLite::Database> connect_fixed(const fs::path& file)
{
    if (is_empty_or_absent(wal_of(file)))
        return connect(file, uri(file) + "?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, 0, nullptr);
    auto connection = connect(file, file.string(), SQLITE_OPEN_READONLY, 0, "unix-none");
    sqlite3_exec(connection->getHandle(), "PRAGMA locking_mode=EXCLUSIVE", nullptr, nullptr, nullptr);
    return connection;
}

/// The first read, where a WAL is opened and its index made.
int first_read(sqlite3* handle)
{
    return sqlite3_exec(handle, "SELECT 1 FROM sqlite_schema LIMIT 1", nullptr, nullptr, nullptr);
}

bool is_denied(int result)
{
    return (result & 0xff) == SQLITE_CANTOPEN || (result & 0xff) == SQLITE_READONLY;
}

std::unique_ptr<SQLite::Database> connect_to_read(const fs::path& file, const DatabaseOptions& options)
{
    // Where the folder can be written to, SQLite needs to: a reader takes part in the locks of the WAL.
    const bool fixed = options.vfs == nullptr && is_fixed(file.parent_path());
    if (!fixed)
        return connect(file, file.string(), SQLITE_OPEN_READWRITE, options.busy_milliseconds, options.vfs);
    // A writer of another account may be at work: then its shared memory file is there and can be read.
    auto connection = connect(file, file.string(), SQLITE_OPEN_READONLY, options.busy_milliseconds, nullptr);
    return is_denied(first_read(connection->getHandle())) ? connect_fixed(file) : std::move(connection);
}

} // namespace

void FinalizeStatement::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

Database::Database(fs::path file, Access access, std::unique_ptr<SQLite::Database> connection)
    : m_file(std::move(file)),
      m_access(access),
      m_connection(std::move(connection))
{
    sqlite3_extended_result_codes(handle(), 1);
    // So that looking up a number cannot call code that a damaged schema names.
    sqlite3_db_config(handle(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
}

Database::Database(const fs::path& file, const DatabaseOptions& options)
    : Database(file, options.access,
               options.access == Access::Read
                   ? connect_to_read(file, options)
                   : connect(file, file.string(), SQLITE_OPEN_READWRITE, options.busy_milliseconds, options.vfs))
{
    if (options.page_sums == PageSums::Accept)
        accept_wrong_sums(handle());
    configure();
}

std::unique_ptr<Database> Database::create(const fs::path& file, const char* vfs, int reserve_bytes)
{
    auto connection = connect(file, file.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, 0, vfs);
    std::unique_ptr<Database> database(new Database(file, Access::Write, std::move(connection)));
    sqlite3_file_control(database->handle(), "main", SQLITE_FCNTL_RESERVE_BYTES, &reserve_bytes);
    database->execute("PRAGMA page_size=4096; PRAGMA journal_mode=WAL");
    database->configure();
    database->require_durability();
    return database;
}

std::unique_ptr<Database> Database::cache(const fs::path& file)
{
    auto connection =
        connect(file, file.empty() ? ":memory:" : file.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, 0, nullptr);
    std::unique_ptr<Database> database(new Database(file, Access::Write, std::move(connection)));
    int reserved = static_cast<int>(page_sum_size);
    sqlite3_file_control(database->handle(), "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);
    database->execute("PRAGMA page_size=4096; PRAGMA journal_mode=DELETE; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY; "
                      "PRAGMA cache_size=-16384");
    return database;
}

Database::~Database()
{
    m_statements.clear();
    if (m_connection)
        close_without_checkpoint();
}

void Database::configure()
{
    execute("PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-4096; PRAGMA secure_delete=ON");
    sqlite3_wal_autocheckpoint(handle(), 0);
}

void Database::require_durability() const
{
    const std::string journal = pragma("PRAGMA journal_mode");
    const std::string synchronous = pragma("PRAGMA synchronous");
    const bool never_written = m_access == Access::Read;
    if (synchronous != "2" || (journal != "wal" && !never_written))
        throw Error(Fault::Integrity,
                    say("{}: journal_mode={} synchronous={}: ასეთ ბაზაში ჩაწერილი შეიძლება დაიკარგოს",
                        "{}: journal_mode={} synchronous={}: what is written to such a database may be lost",
                        printable(m_file.string()), journal, synchronous),
                    {"აღადგინეთ ფაილი სარეზერვო ასლიდან", "restore the file from a backup"});
}

std::string Database::pragma(const char* sql) const
{
    sqlite3_stmt* raw = nullptr;
    int result = sqlite3_prepare_v2(handle(), sql, -1, &raw, nullptr);
    const Statement statement(raw);
    if (result == SQLITE_OK)
        result = sqlite3_step(raw);
    if (result != SQLITE_ROW)
        fail(result);
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(raw, 0));
    return text == nullptr ? std::string() : std::string(text);
}

/// Beyond `wal_limit` the close is left to do what it does: copy the WAL into the file and delete it.
void Database::close_without_checkpoint()
{
    std::error_code failed;
    const auto size = fs::file_size(wal_of(m_file), failed);
    if (m_access == Access::Read || failed || size < wal_limit)
        sqlite3_db_config(handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

void Database::execute(const char* sql)
{
    if (const int result = sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr); result != SQLITE_OK)
        fail(result);
}

void Database::begin_writing()
{
    if (m_access == Access::Read)
        throw Error(Fault::Internal,
                    say("{}: გახსნილია მხოლოდ წასაკითხად", "{}: opened for reading only", printable(m_file.string())));
    if (sqlite3_db_readonly(handle(), "main") == 1)
        throw database_error(m_file, SQLITE_READONLY, sqlite3_errstr(SQLITE_READONLY), 0);
    execute("BEGIN IMMEDIATE");
}

void Database::rewrite_pages()
{
    begin_writing();
    execute("ROLLBACK");
    begin_page_sums(handle());
    execute("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
}

std::int64_t Database::last_row() const
{
    return sqlite3_last_insert_rowid(handle());
}

void Database::set_cache(std::size_t kibibytes)
{
    execute(fmt::format("PRAGMA cache_size=-{}", kibibytes).c_str());
}

bool Database::in_transaction() const
{
    return sqlite3_get_autocommit(handle()) == 0;
}

void Database::roll_back() noexcept
{
    // A failed COMMIT may have rolled back by itself.
    if (in_transaction())
        sqlite3_exec(handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

bool Database::empty_wal()
{
    int frames = 0;
    const int result = sqlite3_wal_checkpoint_v2(handle(), "main", SQLITE_CHECKPOINT_TRUNCATE, &frames, nullptr);
    if (result != SQLITE_OK && (result & 0xff) != SQLITE_BUSY && (result & 0xff) != SQLITE_LOCKED)
        fail(result);
    return result == SQLITE_OK;
}

Statement Database::take(std::string_view sql)
{
    // The place of a statement stays when it is taken: millions are taken and given back in an import.
    if (const auto kept = m_statements.find(sql); kept != m_statements.end() && !kept->second.empty()) {
        Statement statement = std::move(kept->second.back());
        kept->second.pop_back();
        return statement;
    }
    sqlite3_stmt* raw = nullptr;
    const int result =
        sqlite3_prepare_v3(handle(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    Statement statement(raw);
    if (result != SQLITE_OK)
        fail(result);
    return statement;
}

void Database::give_back(std::string_view sql, Statement statement)
{
    auto kept = m_statements.find(sql);
    if (kept == m_statements.end())
        kept = m_statements.emplace(sql, std::vector<Statement>()).first;
    kept->second.push_back(std::move(statement));
}

void Database::fail(int result) const
{
    const int extended = sqlite3_extended_errcode(handle());
    // A misuse leaves the connection's own code untouched.
    const int code = (extended & 0xff) == (result & 0xff) ? extended : result;
    if (code == SQLITE_IOERR_DATA)
        throw wrong_page_sum(m_file, damaged_page(handle()).value_or(0));
    throw database_error(m_file, code, sqlite3_errmsg(handle()), sqlite3_system_errno(handle()));
}

sqlite3* Database::handle() const
{
    return m_connection->getHandle();
}

Query::~Query()
{
    sqlite3_reset(m_statement.get());
    m_database.give_back(m_sql, std::move(m_statement));
}

void Query::bind(int index, std::int64_t value)
{
    if (const int result = sqlite3_bind_int64(m_statement.get(), index, value); result != SQLITE_OK)
        m_database.fail(result);
}

void Query::bind(int index, std::string_view text)
{
    // An empty view may hold a null pointer, which SQLite would take for NULL.
    const char* data = text.empty() ? "" : text.data();
    const int result = sqlite3_bind_text64(m_statement.get(), index, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    if (result != SQLITE_OK)
        m_database.fail(result);
}

void Query::bind(int index, BlobView blob)
{
    const char* data = blob.bytes.empty() ? "" : blob.bytes.data();
    const int result = sqlite3_bind_blob64(m_statement.get(), index, data, blob.bytes.size(), SQLITE_TRANSIENT);
    if (result != SQLITE_OK)
        m_database.fail(result);
}

bool Query::step()
{
    const int result = sqlite3_step(m_statement.get());
    if (result == SQLITE_ROW)
        return true;
    if (result == SQLITE_DONE)
        return false;
    m_database.fail(result);
}

std::int64_t Query::run()
{
    step();
    return sqlite3_changes64(sqlite3_db_handle(m_statement.get()));
}

bool Query::try_run()
{
    const int result = sqlite3_step(m_statement.get());
    if (result != SQLITE_DONE && (result & 0xff) != SQLITE_CONSTRAINT)
        m_database.fail(result);
    return result == SQLITE_DONE;
}

void Query::restart()
{
    sqlite3_reset(m_statement.get());
}

std::int64_t Query::integer(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

std::string_view Query::bytes(int column) const
{
    const void* data = sqlite3_column_blob(m_statement.get(), column);
    const int size = sqlite3_column_bytes(m_statement.get(), column);
    return data == nullptr ? std::string_view()
                           : std::string_view(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

} // namespace ogp::store

#include "store/subject_keys.hpp"

#include "base/text.hpp"
#include "ledger/seal.hpp"
#include "store/database.hpp"
#include "store/schema.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace ogp::store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t subject_size = 16;

fs::path keys_file(const fs::path& folder)
{
    return folder / "keys.db";
}

Error io_error(const fs::path& file, int error)
{
    return {Fault::Io, say("{0}: ვერ ჩაიწერა: {1}", "{0}: cannot be written: {1}", printable(file.string()),
                           std::generic_category().message(error))};
}

/// SQLite gives its WAL the mode of the database, so that it is enough to make this one private.
void make_private(const fs::path& file)
{
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0)
        throw io_error(file, errno);
    const int changed = ::fchmod(descriptor, 0600);
    const int error = errno;
    ::close(descriptor);
    if (changed != 0)
        throw io_error(file, error);
}

fs::path existing(const fs::path& file)
{
    std::error_code failed;
    const auto size = fs::file_size(file, failed);
    if (failed || size == 0)
        throw Error(Fault::Integrity,
                    say("{}: პირადი მონაცემების გასაღებების ფაილი არ არის ან ცარიელია",
                        "{}: the file with the keys of personal values is missing or empty", printable(file.string())),
                    {"აღადგინეთ სარეზერვო ასლიდან; მის გარეშე პირადი მონაცემები არ იკითხება",
                     "restore it from its backup; without it personal values cannot be read"});
    return file;
}

} // namespace

struct SubjectKeys::State
{
    Database database;
};

void SubjectKeys::create(const fs::path& folder, const char* vfs)
{
    const fs::path file = keys_file(folder);
    make_private(file);
    const auto database = Database::create(file, vfs, reserve_bytes);
    static_assert(application_id == 1869049905 && keys_format_version == 1, "named in the statement below");
    database->execute("BEGIN IMMEDIATE; PRAGMA application_id=1869049905; PRAGMA user_version=1;"
                      "CREATE TABLE subject_key(subject BLOB PRIMARY KEY, key BLOB) STRICT, WITHOUT ROWID;"
                      "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
}

SubjectKeys::SubjectKeys(const fs::path& folder, Access access, const char* vfs)
    : m_state(new State{Database(existing(keys_file(folder)), DatabaseOptions{access, vfs, 5000})})
{
    check_format(m_state->database, keys_format_version);
}

SubjectKeys::~SubjectKeys() = default;
SubjectKeys::SubjectKeys(SubjectKeys&&) noexcept = default;

std::optional<std::string> SubjectKeys::find(std::string_view subject) const
{
    Query query(m_state->database, "SELECT key FROM subject_key WHERE subject = ?1 AND key IS NOT NULL", BlobView{subject});
    if (!query.step())
        return std::nullopt;
    std::string key = query.text(0);
    if (key.size() != ledger::subject_key_size)
        throw damaged(m_state->database.file(), say("პირის {} გასაღები", "the key of subject {}", to_hex(subject)));
    return key;
}

bool SubjectKeys::is_erased(std::string_view subject) const
{
    return number_of(m_state->database, "SELECT 1 FROM subject_key WHERE subject = ?1 AND key IS NULL", BlobView{subject})
        .has_value();
}

std::string SubjectKeys::find_or_create(std::string_view subject)
{
    if (subject.size() != subject_size)
        throw Error(Fault::Internal,
                    say("პირის ნომერი {} ბაიტია და არა {}", "a subject has {} bytes, not {}", subject.size(), subject_size));
    if (auto key = find(subject))
        return *key;
    if (is_erased(subject))
        throw Error(Fault::Conflict,
                    say("პირის {} მონაცემები წაშლილია", "the values of subject {} were erased", to_hex(subject)));
    const std::string key = ledger::new_subject_key();
    // Another process may have been faster: whoever comes first wins, and both use that key.
    Query(m_state->database, "INSERT INTO subject_key(subject, key) VALUES(?1, ?2) ON CONFLICT(subject) DO NOTHING",
          BlobView{subject}, BlobView{key})
        .run();
    return find(subject).value();
}

bool SubjectKeys::destroy(const std::vector<std::string>& subjects)
{
    Database& database = m_state->database;
    database.begin_writing();
    try {
        // A subject whose values came from elsewhere may never have had a key here: from now on it gets none.
        for (const std::string& subject : subjects)
            Query(database, "INSERT INTO subject_key(subject, key) VALUES(?1, NULL) ON CONFLICT(subject) DO UPDATE SET key = NULL",
                  BlobView{subject})
                .run();
        database.execute("COMMIT");
    } catch (...) {
        database.roll_back();
        throw;
    }
    return database.empty_wal();
}

void SubjectKeys::put(std::string_view subject, std::string_view key)
{
    if (subject.size() != subject_size || key.size() != ledger::subject_key_size)
        throw Error(Fault::Invalid, say("პირის {} გასაღები უვარგისია", "the key of subject {} is not valid", to_hex(subject)));
    Query(m_state->database, "INSERT INTO subject_key(subject, key) VALUES(?1, ?2) ON CONFLICT(subject) DO NOTHING", BlobView{subject},
          BlobView{key})
        .run();
}

void SubjectKeys::begin()
{
    m_state->database.begin_writing();
}

void SubjectKeys::commit()
{
    if (m_state->database.in_transaction())
        m_state->database.execute("COMMIT");
}

} // namespace ogp::store

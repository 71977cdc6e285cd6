#include "store/store.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "store/schema.hpp"
#include "store/shared_stretches.hpp"
#include "store/state.hpp"
#include "store/subject_keys.hpp"
#include "store/tree.hpp"

#include <algorithm>
#include <system_error>

namespace ogp::store {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t smallest_database = 512; // a page of the smallest size that SQLite has

bool is_there(const fs::path& file)
{
    std::error_code failed;
    return fs::exists(file, failed);
}

void remove_database(const fs::path& file)
{
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm"}) {
        fs::path part = file;
        part += suffix;
        fs::remove(part, ignored);
    }
}

DatabaseOptions checked(const fs::path& file, const OpenOptions& options)
{
    std::error_code failed;
    const auto size = fs::file_size(file, failed);
    if (failed == std::errc::no_such_file_or_directory || failed == std::errc::not_a_directory)
        throw Error(Fault::NotFound,
                    say("{}: საცავი აქ არ არის", "{}: there is no repository here", printable(file.string())),
                    {"შექმენით: ogp init", "make one: ogp init"});
    // SQLite would take a file of a few bytes for a new database and fill it.
    if (!failed && size < smallest_database)
        throw Error(Fault::Integrity,
                    size == 0
                        ? say("{}: ფაილი ცარიელია", "{}: the file is empty", printable(file.string()))
                        : say("{}: ეს ogp-ის მონაცემთა ბაზა არ არის", "{}: not a database of ogp", printable(file.string())),
                    {"აღადგინეთ სარეზერვო ასლიდან", "restore it from a backup"});
    return {options.access, options.vfs, options.busy_milliseconds, options.page_sums};
}

} // namespace

fs::path database_file(const fs::path& folder)
{
    return folder / "ogp.db";
}

Store::State::State(fs::path data_folder, const OpenOptions& options)
    : folder(std::move(data_folder)),
      vfs(options.vfs == nullptr ? "" : options.vfs),
      database(database_file(folder), checked(database_file(folder), options)),
      workflows(database),
      log(database)
{
    check_format(database);
    bring_up_to_date(database);
    identity = read_identity(database);
    log.expect(identity.is_authority() ? Log::Waiting::Never : Log::Waiting::Perhaps);
}

void Store::create(const fs::path& folder, const Identity& identity, const char* vfs)
{
    const fs::path file = database_file(folder);
    if (is_there(file) || is_there(folder / "keys.db"))
        throw Error(Fault::Conflict,
                    say("{}: საცავი აქ უკვე არის", "{}: there is a repository here already", printable(file.string())));
    make_folders(folder);
    try {
        SubjectKeys::create(folder, vfs);
        const auto database = Database::create(file, vfs, reserve_bytes);
        database->execute("BEGIN IMMEDIATE");
        create_tables(*database);
        write_identity(*database, identity);
        database->execute("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (...) {
        remove_database(file);
        remove_database(folder / "keys.db");
        throw;
    }
}

Store::Store(const fs::path& folder, const OpenOptions& options) : m_state(std::make_unique<State>(folder, options)) {}
Store::~Store() = default;
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;

const fs::path& Store::folder() const
{
    return m_state->folder;
}

const Identity& Store::identity() const
{
    return m_state->identity;
}

Head Store::head() const
{
    Head head = read_head(m_state->database);
    head.last_number = last_own_number(m_state->database, m_state->identity);
    return head;
}

std::int64_t last_own_number(Database& database, const Identity& identity)
{
    const std::int64_t confirmed =
        number_of(database, "SELECT last FROM replica WHERE uid = ?1", BlobView{identity.replica.view()}).value_or(0);
    if (identity.is_authority())
        return confirmed;
    return std::max(confirmed, number_of(database, "SELECT max(n) FROM pending").value_or(0));
}

void Store::share(std::unique_ptr<SharedLog> log, std::function<void()> take_over)
{
    if (!m_state->identity.is_authority())
        throw Error(Fault::Internal, {"ასლს საერთო ჟურნალი არ აქვს", "a copy has no shared log"});
    m_state->shared = std::move(log);
    m_state->take_over_shared = std::move(take_over);
}

SharedLog* Store::shared() const
{
    return m_state->shared.get();
}

SharedDefinitions Store::definitions() const
{
    return definitions_of(m_state->database, m_state->workflows, Blobs(m_state->folder / "blobs"));
}

void Store::each_stretch(std::uint64_t first, const std::function<void(const SharedStretch&)>& visit) const
{
    store::each_stretch(m_state->database, first, visit);
}

ledger::NodeSource Store::nodes() const
{
    return tree_nodes(m_state->database);
}

std::vector<std::string> Store::checkpoints() const
{
    std::vector<std::string> notes;
    Query query(m_state->database, "SELECT note FROM checkpoint ORDER BY size");
    while (query.step())
        notes.push_back(query.text(0));
    return notes;
}

} // namespace ogp::store

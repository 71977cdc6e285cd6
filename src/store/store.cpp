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

std::string_view view(const ledger::PublicKey& key)
{
    return {reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size()};
}

/// Of a replica the authority belongs to it.
Hash identity_digest(const Identity& identity)
{
    if (identity.is_authority())
        return sha256({"ogp-identity-v1\n", identity.repository.view(), identity.replica.view(), identity.tag_secret, view(identity.key)});
    return sha256({"ogp-identity-v2\n", identity.repository.view(), identity.replica.view(), identity.tag_secret, view(identity.key),
                   identity.authority.view(), view(identity.authority_key)});
}

void write_identity(Database& database, const Identity& identity)
{
    const auto put = [&](std::string_view name, std::string_view value) {
        Query(database, "INSERT INTO meta(name, value) VALUES(?1, ?2)", name, BlobView{value}).run();
    };
    put("repository", identity.repository.view());
    put("replica", identity.replica.view());
    put("tag_secret", identity.tag_secret);
    put("key", view(identity.key));
    if (!identity.is_authority()) {
        put("authority", identity.authority.view());
        put("authority_key", view(identity.authority_key));
    }
    put("digest", identity_digest(identity).view());
}

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

Identity read_identity(Database& database)
{
    std::map<std::string, std::string, std::less<>> values;
    Query query(database, "SELECT name, value FROM meta");
    while (query.step())
        values.emplace(query.text(0), query.text(1));
    const auto repository = RepositoryId::from_bytes(values["repository"]);
    const auto replica = ReplicaId::from_bytes(values["replica"]);
    const auto key = ledger::PublicKey::from_hex(to_hex(values["key"]));
    const auto broken = [&] { return damaged(database.file(), {"საცავის მონაცემები (meta)", "the identity of the repository (meta)"}); };
    if (!repository || !replica || !key)
        throw broken();
    Identity identity{*repository, *replica, values["tag_secret"], *key, *replica, *key};
    std::size_t expected = 5;
    if (values.contains("authority") || values.contains("authority_key")) {
        const auto authority = ReplicaId::from_bytes(values["authority"]);
        const auto authority_key = ledger::PublicKey::from_hex(to_hex(values["authority_key"]));
        if (!authority || !authority_key || *authority == *replica || authority->is_zero())
            throw broken();
        identity.authority = *authority;
        identity.authority_key = *authority_key;
        expected = 7;
    }
    if (values["digest"] != identity_digest(identity).view() || values.size() != expected)
        throw broken();
    return identity;
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

void Store::change_key(const ledger::PublicKey& key)
{
    Identity changed = m_state->identity;
    if (changed.is_authority())
        throw Error(Fault::Internal, {"მთავარი საცავის გასაღები არ იცვლება", "the key of an authority does not change"});
    changed.key = key;
    Database& database = m_state->database;
    database.begin_writing();
    try {
        if (number_of(database, "SELECT count(*) FROM pending").value_or(0) != 0)
            throw Error(Fault::Conflict, {"მოვლენები ელოდება, რომლებსაც ძველი გასაღები აწერს ხელს", "events wait that the present key has signed"},
                        {"ჯერ გაგზავნეთ: ogp sync", "hand them in first: ogp sync"});
        const auto put = [&](std::string_view name, std::string_view value) {
            Query(database, "UPDATE meta SET value = ?2 WHERE name = ?1", name, BlobView{value}).run();
        };
        put("key", view(changed.key));
        put("digest", identity_digest(changed).view());
        database.execute("COMMIT");
    } catch (...) {
        database.roll_back();
        throw;
    }
    m_state->identity = changed;
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

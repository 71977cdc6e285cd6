#include "store/schema.hpp"

#include "base/text.hpp"

namespace ogp::store {
namespace {

constexpr const char* log_tables = R"(
CREATE TABLE event(seq INTEGER PRIMARY KEY, case_id INTEGER NOT NULL, prev INTEGER NOT NULL, leaf BLOB NOT NULL,
                   body BLOB NOT NULL) STRICT;
CREATE TABLE event_id(prefix INTEGER PRIMARY KEY, seq INTEGER NOT NULL) STRICT;
CREATE TABLE tile(level INTEGER NOT NULL, idx INTEGER NOT NULL, hashes BLOB NOT NULL,
                  PRIMARY KEY(level, idx)) STRICT, WITHOUT ROWID;
CREATE TABLE batch(first INTEGER PRIMARY KEY, count INTEGER NOT NULL, note TEXT NOT NULL) STRICT;
CREATE TABLE checkpoint(size INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;
CREATE TABLE sealed(seq INTEGER NOT NULL, field TEXT NOT NULL, subject BLOB NOT NULL, ciphertext BLOB NOT NULL,
                    PRIMARY KEY(seq, field)) STRICT, WITHOUT ROWID;
CREATE TABLE meta(name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE workflow(id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, type TEXT NOT NULL, version INTEGER NOT NULL,
                      source BLOB NOT NULL, compiled TEXT NOT NULL, profile TEXT NOT NULL, digest BLOB NOT NULL) STRICT;
CREATE TABLE outbox(seq INTEGER NOT NULL, idx INTEGER NOT NULL, kind TEXT NOT NULL, arguments TEXT NOT NULL,
                    why TEXT NOT NULL, delivered INTEGER NOT NULL, digest BLOB NOT NULL,
                    PRIMARY KEY(seq, idx)) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_waiting ON outbox(seq, idx) WHERE delivered = 0;
CREATE TABLE clock(case_id INTEGER NOT NULL, place INTEGER NOT NULL, workflow INTEGER NOT NULL, sla TEXT NOT NULL,
                   cycle INTEGER NOT NULL, status INTEGER NOT NULL, due INTEGER NOT NULL, look INTEGER NOT NULL,
                   calendar INTEGER NOT NULL, record BLOB NOT NULL, PRIMARY KEY(case_id, place)) STRICT, WITHOUT ROWID;
CREATE INDEX clock_due ON clock(due, status) WHERE status <> 3 AND due <> 0;
CREATE INDEX clock_look ON clock(look) WHERE look <> 0;
CREATE TABLE stay(case_id INTEGER PRIMARY KEY, look INTEGER NOT NULL) STRICT;
CREATE INDEX stay_look ON stay(look);
)";

// What format 1 did not have, beside the log and in the projection.
constexpr const char* sync_tables = R"(
CREATE TABLE joined_batch(first INTEGER PRIMARY KEY) STRICT;
CREATE TABLE pending(n INTEGER PRIMARY KEY, case_id INTEGER NOT NULL, prev INTEGER NOT NULL, id BLOB NOT NULL,
                     body BLOB NOT NULL, batch INTEGER NOT NULL) STRICT;
CREATE TABLE pending_batch(first INTEGER PRIMARY KEY, count INTEGER NOT NULL, note TEXT NOT NULL, refused TEXT NOT NULL) STRICT;
CREATE TABLE shadow_case(id INTEGER PRIMARY KEY, uid BLOB NOT NULL, type TEXT NOT NULL, workflow INTEGER NOT NULL,
                   state TEXT NOT NULL, category INTEGER NOT NULL, number TEXT NOT NULL, root INTEGER NOT NULL,
                   parent INTEGER NOT NULL, version INTEGER NOT NULL, comments INTEGER NOT NULL, opened INTEGER NOT NULL,
                   entered INTEGER NOT NULL, updated INTEGER NOT NULL, last INTEGER NOT NULL, title_ka TEXT NOT NULL,
                   title_en TEXT NOT NULL, fields TEXT NOT NULL, sealed TEXT NOT NULL, files TEXT NOT NULL, mover TEXT NOT NULL,
                   acts TEXT NOT NULL) STRICT;
CREATE TABLE shadow_clock(case_id INTEGER NOT NULL, place INTEGER NOT NULL, workflow INTEGER NOT NULL, sla TEXT NOT NULL,
                   cycle INTEGER NOT NULL, status INTEGER NOT NULL, due INTEGER NOT NULL, look INTEGER NOT NULL,
                   calendar INTEGER NOT NULL, record BLOB NOT NULL, PRIMARY KEY(case_id, place)) STRICT, WITHOUT ROWID;
CREATE TABLE shadow_stay(case_id INTEGER PRIMARY KEY, look INTEGER NOT NULL) STRICT;
CREATE TABLE token(hash BLOB PRIMARY KEY, actor TEXT NOT NULL, scopes TEXT NOT NULL, created INTEGER NOT NULL,
                   expires INTEGER NOT NULL, last_used INTEGER NOT NULL, revoked INTEGER NOT NULL, digest BLOB NOT NULL)
                   STRICT, WITHOUT ROWID;
CREATE TABLE replica_ack(replica BLOB PRIMARY KEY, erased_through INTEGER NOT NULL, seen INTEGER NOT NULL, at INTEGER NOT NULL,
                         digest BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE cosignature(size INTEGER NOT NULL, name TEXT NOT NULL, line TEXT NOT NULL, PRIMARY KEY(size, name)) STRICT, WITHOUT ROWID;
)";
constexpr const char* sync_projection = R"(
CREATE TABLE revocation(seq INTEGER PRIMARY KEY, actor TEXT NOT NULL, key BLOB NOT NULL, role TEXT NOT NULL) STRICT;
CREATE TABLE alias(number TEXT NOT NULL, uid BLOB NOT NULL, PRIMARY KEY(number, uid)) STRICT, WITHOUT ROWID;
CREATE TABLE conflict(seq INTEGER PRIMARY KEY, case_id INTEGER NOT NULL, id BLOB NOT NULL, fields TEXT NOT NULL,
                      resolved_by INTEGER NOT NULL) STRICT;
CREATE TABLE lease(seq INTEGER PRIMARY KEY, id BLOB NOT NULL, type TEXT NOT NULL, series TEXT NOT NULL, first INTEGER NOT NULL,
                   count INTEGER NOT NULL, replica BLOB NOT NULL, ended INTEGER NOT NULL, annulled TEXT NOT NULL) STRICT;
CREATE TABLE leased(series TEXT NOT NULL, number INTEGER NOT NULL, uid BLOB NOT NULL,
                    PRIMARY KEY(series, number)) STRICT, WITHOUT ROWID;
CREATE TABLE erased(subject BLOB PRIMARY KEY, seq INTEGER NOT NULL, done INTEGER NOT NULL) STRICT, WITHOUT ROWID;
)";
// What formats 1 and 2 did not have.
constexpr const char* key_projection = R"(
CREATE TABLE log_key(seq INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;
)";
constexpr const char* sync_indices = R"(
CREATE INDEX conflict_case ON conflict(case_id);
CREATE INDEX erased_due ON erased(subject) WHERE done = 0;
)";

constexpr const char* drop_projection = R"(
DROP TABLE IF EXISTS case_; DROP TABLE IF EXISTS grant_; DROP TABLE IF EXISTS active; DROP TABLE IF EXISTS replica;
DROP TABLE IF EXISTS series; DROP TABLE IF EXISTS calendar; DROP TABLE IF EXISTS revocation; DROP TABLE IF EXISTS alias;
DROP TABLE IF EXISTS conflict; DROP TABLE IF EXISTS lease; DROP TABLE IF EXISTS leased; DROP TABLE IF EXISTS erased;
DROP TABLE IF EXISTS log_key;
)";

// Folding looks cases up by uid and, when one moves to another parent, its parts by parent.
constexpr const char* projection_tables = R"(
CREATE TABLE case_(id INTEGER PRIMARY KEY, uid BLOB NOT NULL, type TEXT NOT NULL, workflow INTEGER NOT NULL,
                   state TEXT NOT NULL, category INTEGER NOT NULL, number TEXT NOT NULL, root INTEGER NOT NULL,
                   parent INTEGER NOT NULL, version INTEGER NOT NULL, comments INTEGER NOT NULL, opened INTEGER NOT NULL,
                   entered INTEGER NOT NULL, updated INTEGER NOT NULL, last INTEGER NOT NULL, title_ka TEXT NOT NULL,
                   title_en TEXT NOT NULL, fields TEXT NOT NULL, sealed TEXT NOT NULL, files TEXT NOT NULL, mover TEXT NOT NULL,
                   acts TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX case_uid ON case_(uid);
CREATE INDEX case_parent ON case_(parent) WHERE parent <> 0;
CREATE UNIQUE INDEX case_number ON case_(number, root, type) WHERE number <> '';
CREATE TABLE grant_(seq INTEGER PRIMARY KEY, actor TEXT NOT NULL, key BLOB NOT NULL, role TEXT NOT NULL) STRICT;
CREATE TABLE active(type TEXT PRIMARY KEY, workflow INTEGER NOT NULL, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE replica(uid BLOB PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE series(name TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE calendar(seq INTEGER PRIMARY KEY, id TEXT NOT NULL, source BLOB NOT NULL) STRICT;
)";

constexpr const char* projection_indices = R"(
CREATE INDEX case_type ON case_(type);
CREATE INDEX case_state ON case_(type, state);
CREATE INDEX case_root ON case_(root) WHERE root <> 0;
CREATE INDEX grant_actor ON grant_(actor);
)";

/// The same tables for one connection, in memory (temp_store).
std::string as_temporary(std::string sql)
{
    constexpr std::string_view create = "CREATE TABLE ";
    for (std::size_t at = sql.find(create); at != std::string::npos; at = sql.find(create, at + create.size()))
        sql.replace(at, create.size(), "CREATE TEMP TABLE ");
    return sql;
}

std::int64_t format_of(Database& database)
{
    return number_of(database, "PRAGMA user_version").value_or(0);
}

} // namespace

void create_tables(Database& database)
{
    static_assert(application_id == 1869049905 && format_version == 3, "named in the statement below");
    database.execute("PRAGMA application_id=1869049905; PRAGMA user_version=3");
    database.execute(log_tables);
    database.execute(sync_tables);
    empty_projection(database);
    create_projection_indices(database);
}

void check_format(Database& database, std::int64_t newest)
{
    const std::string name = printable(database.file().string());
    if (number_of(database, "PRAGMA application_id") != application_id)
        throw Error(Fault::Integrity, say("{}: ეს ogp-ის მონაცემთა ბაზა არ არის", "{}: not a database of ogp", name),
                    {"მიუთითეთ სხვა საცავი (-C) ან აღადგინეთ ფაილი სარეზერვო ასლიდან",
                     "name another repository (-C), or restore the file from a backup"});
    const std::int64_t version = format_of(database);
    if (version < oldest_format)
        throw damaged(database.file(), {"ფორმატის ნომერი", "the format number"});
    if (version > newest)
        throw Error(Fault::Integrity,
                    say("{0}: უფრო ახალი ფორმატი {1}; ეს პროგრამა კითხულობს ფორმატს {2}",
                        "{0}: newer format {1}; this program reads format {2}", name, version, newest),
                    {"განაახლეთ ogp", "update ogp"});
    database.require_durability();
}

void bring_up_to_date(Database& database)
{
    const std::int64_t format = format_of(database);
    if (format == format_version)
        return;
    if (database.access() == Access::Read) {
        if (format < 2) {
            database.execute(as_temporary(sync_tables).c_str());
            database.execute(as_temporary(sync_projection).c_str());
        }
        database.execute(as_temporary(key_projection).c_str());
        return;
    }
    database.begin_writing();
    try {
        // Another process may have been faster.
        const std::int64_t present = format_of(database);
        if (present < 2) {
            database.execute(sync_tables);
            database.execute(sync_projection);
            database.execute(sync_indices);
        }
        if (present < format_version) {
            database.execute(key_projection);
            static_assert(format_version == 3, "named in the statement below");
            database.execute("PRAGMA user_version=3");
        }
        database.execute("COMMIT");
    } catch (...) {
        database.roll_back();
        throw;
    }
}

void empty_projection(Database& database)
{
    database.execute(drop_projection);
    database.execute(projection_tables);
    database.execute(sync_projection);
    database.execute(key_projection);
}

void create_projection_indices(Database& database)
{
    database.execute(projection_indices);
    database.execute(sync_indices);
}

} // namespace ogp::store

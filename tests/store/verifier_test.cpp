#include "store/verifier.hpp"

#include "base/file.hpp"
#include "store/sample_sync.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <map>

using namespace ogp;
using namespace ogp::store;
using namespace ogp::store::sample;

namespace {

/// A repository whose files can be put back as they were.
class Specimen
{
public:
    /// Complete: with a row in every table of an authority. Replica: a replica of a plain one, with events that wait.
    enum class Content { Plain, Complete, Replica };
    explicit Specimen(Content content = Content::Plain)
    {
        if (content == Content::Replica) {
            const Folder authority;
            found(authority.path());
            settle(authority.path());
            copy(authority.path());
        } else {
            found(m_folder.path());
            settle(m_folder.path());
        }
        if (content == Content::Complete) {
            complete(m_folder.path());
            complete_sync(m_folder.path());
            change_log_key(m_folder.path(), key(), key_of('n'));
        }
        for (const char* file : {"ogp.db", "keys.db"}) {
            {
                SQLite::Database database = raw(path(), file);
                database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
            }
            m_contents[file] = read_file(path() / file);
        }
    }
    const fs::path& path() const { return m_folder.path(); }
    void restore() const
    {
        for (const auto& [file, content] : m_contents) {
            fs::remove(path() / (file + "-wal"));
            fs::remove(path() / (file + "-shm"));
            std::ofstream(path() / file, std::ios::binary) << content; // need not be durable
        }
    }

private:
    /// A replica 'g' with two batches that wait: on a case that is confirmed, and on a new one.
    void copy(const fs::path& authority) const
    {
        Store::create(path(), replica_identity('g'));
        fs::copy(authority / "blobs", path() / "blobs", fs::copy_options::recursive);
        Store store(path());
        pull(Store(authority), store);
        Writer first(store, "gia");
        first.set(store.resolve("tbilisi-2018").at(0), titled("tbilisi-2018", "ჩემი"));
        first.commit();
        Writer second(store, "gia");
        const CaseRow opened = second.open(plan_type(), titled("mine", "ახალი"));
        second.comment(opened, "სიტყვა");
        second.commit();
    }

    Folder m_folder;
    std::map<std::string, std::string> m_contents;
};

/// What the check names; damage that already the opening finds counts as well.
std::vector<std::string> named(const fs::path& folder, std::size_t most_cases = 1000)
{
    std::vector<std::string> places;
    try {
        Store store(folder);
        for (const Finding& finding : Verifier(store, most_cases).run().findings) {
            CHECK_FALSE(finding.message.ka.empty());
            CHECK_FALSE(finding.message.en.empty());
            CHECK_FALSE(finding.code.empty());
            places.push_back(finding.where);
        }
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Integrity);
        places.push_back(error.message().en);
    }
    return places;
}

bool names(const std::vector<std::string>& places, const std::string& part)
{
    return std::any_of(places.begin(), places.end(),
                       [&](const std::string& place) { return place.find(part) != std::string::npos; });
}

std::string listed(const std::vector<std::string>& places)
{
    return join(places, "; ");
}

/// Changes one bit of one value; false where that cannot be (a key that is taken).
bool flip(const fs::path& folder, const std::string& table, const std::string& column, const std::string& row, int bit)
{
    SQLite::Database database = raw(folder);
    SQLite::Statement read(database, "SELECT " + column + ", typeof(" + column + ") FROM " + table + " WHERE " + row);
    REQUIRE(read.executeStep());
    const std::string type = read.getColumn(1).getString();
    SQLite::Statement write(database, "UPDATE " + table + " SET " + column + " = " +
                                          (type == "text" ? "CAST(? AS TEXT)" : "?") + " WHERE " + row);
    if (type == "integer") {
        write.bind(
            1, static_cast<std::int64_t>(static_cast<std::uint64_t>(read.getColumn(0).getInt64()) ^ (1ULL << (bit % 40))));
    } else {
        std::string bytes(static_cast<const char*>(read.getColumn(0).getBlob()),
                          static_cast<std::size_t>(read.getColumn(0).getBytes()));
        if (bytes.empty())
            bytes = "x";
        else
            bytes[static_cast<std::size_t>(bit) * 7 % bytes.size()] = static_cast<char>(
                static_cast<unsigned char>(bytes[static_cast<std::size_t>(bit) * 7 % bytes.size()]) ^ (1U << (bit % 8)));
        write.bind(1, bytes.data(), static_cast<int>(bytes.size()));
    }
    read.reset();
    try {
        return write.exec() == 1;
    } catch (const SQLite::Exception&) {
        return false;
    }
}

struct Target
{
    const char* table;
    const char* column;
    const char* row;
    std::string expected;
};

std::vector<Target> targets()
{
    std::vector<Target> all;
    const auto each = [&](const char* table, std::initializer_list<const char*> columns, const char* row,
                          const std::string& expected) {
        for (const char* column : columns)
            all.push_back({table, column, row, expected});
    };
    for (const char* row : {"seq = 0", "seq = 4", "seq = 8", "seq = 10", "seq = 12"}) {
        const std::string number = std::string(row).substr(6);
        each("event", {"seq", "case_id", "prev", "body"}, row, "event " + number);
        each("event", {"leaf"}, row, "leaf " + number);
    }
    each("event_id", {"prefix"}, "seq = 5", "event index 5");
    each("event_id", {"seq"}, "seq = 5", "event index");
    each("tile", {"level", "idx", "hashes"}, "level = 0", "tree node 0/");
    for (const char* row : {"first = 0", "first = 3", "first = 8", "first = 11"})
        each("batch", {"first", "count", "note"}, row, "batch " + std::string(row).substr(8));
    for (const char* row : {"size = 3", "size = 11", "size = 13"})
        each("checkpoint", {"size", "note"}, row, "checkpoint " + std::string(row).substr(7));
    each("sealed", {"seq", "field", "subject", "ciphertext"}, "seq = 10", "sealed value");
    for (const char* row :
         {"name = 'repository'", "name = 'replica'", "name = 'tag_secret'", "name = 'key'", "name = 'first_key'", "name = 'digest'"})
        each("meta", {"name", "value"}, row, "meta");
    each("workflow", {"id", "hash", "type", "version", "source", "compiled", "profile", "digest"}, "id = 2", "workflow");
    const std::initializer_list<const char*> case_columns{"type",   "workflow", "state",    "category", "number",  "root",
                                                          "parent", "version",  "comments", "opened",   "entered", "updated",
                                                          "last",   "title_ka", "title_en", "fields",   "sealed",
                                                          "files",  "mover",    "acts"};
    each("case_", case_columns, "id = 1", "case tbilisi-2018");
    each("case_", case_columns, "id = 3", "case tbilisi-2018/I.2");
    each("case_", case_columns, "id = 4", "case tbilisi-2018/I.3");
    each("case_", {"id", "uid"}, "id = 3", "case ");
    each("grant_", {"seq", "actor", "key", "role"}, "seq = 0", "grant");
    each("active", {"type", "workflow", "seq"}, "type = 'plan'", "active workflow");
    each("replica", {"uid", "last"}, "uid = (SELECT min(uid) FROM replica)", "replica");
    each("series", {"name", "last"}, "true", "series");
    each("joined_batch", {"first"}, "true", "batch ");
    each("revocation", {"seq", "actor", "key", "role"}, "true", "revocation");
    each("alias", {"number", "uid"}, "number = (SELECT min(number) FROM alias)", "aliases");
    each("conflict", {"seq", "case_id", "id", "fields", "resolved_by"}, "true", "conflict");
    each("lease", {"seq", "id", "type", "series", "first", "count", "replica", "ended", "annulled"}, "true", "leases");
    each("leased", {"series", "number", "uid"}, "true", "leased numbers");
    each("erased", {"subject", "seq", "done"}, "true", "eras");
    each("token", {"hash", "actor", "scopes", "created", "expires", "last_used", "revoked", "digest"}, "true", "token ");
    each("replica_ack", {"replica", "erased_through", "seen", "at", "digest"}, "true", "answer of replica ");
    each("log_key", {"seq", "note"}, "true", "log keys");
    each("calendar", {"id", "source", "seq"}, "true", "calendars");
    each("outbox", {"seq", "idx", "kind", "arguments", "why", "delivered", "digest"}, "idx = 0", "outbox entry");
    return all;
}

/// Those of a replica. Why a batch was refused is the replica's own note, which nothing else knows.
std::vector<Target> replica_targets()
{
    std::vector<Target> all;
    const auto each = [&](const char* table, std::initializer_list<const char*> columns, const char* row, const std::string& expected) {
        for (const char* column : columns)
            all.push_back({table, column, row, expected});
    };
    each("pending", {"n", "case_id", "prev", "id", "body", "batch"}, "n = 1", "pending ");
    each("pending", {"n", "case_id", "prev", "id", "body", "batch"}, "n = 3", "pending ");
    each("pending_batch", {"first", "count", "note"}, "first = 2", "pending batch");
    const std::initializer_list<const char*> case_columns{"id",     "uid",      "type",     "workflow", "state",   "category", "number", "root",
                                                          "parent", "version",  "comments", "opened",   "entered", "updated",  "last",   "title_ka",
                                                          "title_en", "fields", "sealed",   "files",    "mover",   "acts"};
    each("shadow_case", case_columns, "true", "case ");
    each("case_", case_columns, "number = 'mine'", "case ");
    each("case_", {"version", "title_ka", "fields", "root", "last"}, "id = 1", "case tbilisi-2018");
    for (const char* row : {"name = 'authority'", "name = 'authority_key'", "name = 'digest'"})
        each("meta", {"name", "value"}, row, "meta");
    return all;
}

/// Tables and columns that this room cannot judge (app/trust/check.hpp does; the keys of witnesses are not known here), or that are a note
/// to oneself.
bool is_left_out(const std::string& table, const std::string& column)
{
    return table == "clock" || table == "stay" || table == "shadow_clock" || table == "shadow_stay" || table == "cosignature" ||
           (table == "pending_batch" && column == "refused");
}

} // namespace

TEST_CASE("an intact repository has no findings")
{
    const Specimen specimen;
    Store store(specimen.path());
    std::uint64_t last = 0;
    const Verification result = Verifier(store).run([&](std::uint64_t done, std::uint64_t) { last = done; });
    for (const Finding& finding : result.findings)
        FAIL(finding.where + ": " + finding.message.en);
    CHECK(last == 13);
    CHECK(result.events == 13);
    CHECK(result.batches == 4);
    CHECK(result.signatures == 8);
    CHECK(result.sealed == 1);
    CHECK(result.cases == 5);
    CHECK(result.blobs == 2);
    CHECK(Verifier(store, 1).run().findings.empty());
    Store::create(specimen.path() / "empty", identity());
    Store empty(specimen.path() / "empty");
    CHECK(Verifier(empty).run().findings.empty());
}

TEST_CASE("one changed bit in any column of any kind of row is found and named")
{
    std::map<std::string, int> tried;
    const auto try_all = [&](const Specimen& specimen, const std::vector<Target>& all) {
        CHECK(named(specimen.path()).empty());
        for (const Target& target : all) {
            int done = 0;
            for (int bit = 0; bit < 40 && done < 4; bit += done == 0 ? 1 : 5) {
                if (!flip(specimen.path(), target.table, target.column, target.row, bit))
                    continue;
                ++done;
                const auto places = named(specimen.path());
                INFO(target.table << "." << target.column << " where " << target.row << ", bit " << bit
                                  << ", named: " << listed(places));
                CHECK(names(places, target.expected));
                specimen.restore();
            }
            tried[target.table] += done;
            INFO(target.table << "." << target.column);
            CHECK(done > 0);
        }
        CHECK(named(specimen.path()).empty());
    };
    const Specimen complete(Specimen::Content::Complete);
    try_all(complete, targets());
    try_all(Specimen(Specimen::Content::Replica), replica_targets());
    // Every table of the database has been tried.
    SQLite::Database database = raw(complete.path());
    SQLite::Statement tables(database, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
    while (tables.executeStep()) {
        INFO(tables.getColumn(0).getString());
        CHECK((tried[tables.getColumn(0).getString()] > 0 || is_left_out(tables.getColumn(0).getString(), "")));
    }
}

TEST_CASE("every column is among those that are tried")
{
    const Specimen specimen;
    std::vector<Target> all = targets();
    const std::vector<Target> of_replicas = replica_targets();
    all.insert(all.end(), of_replicas.begin(), of_replicas.end());
    SQLite::Database database = raw(specimen.path());
    SQLite::Statement columns(database, "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c "
                                        "WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'");
    while (columns.executeStep()) {
        const std::string table = columns.getColumn(0).getString();
        const std::string column = columns.getColumn(1).getString();
        INFO(table << "." << column);
        CHECK((is_left_out(table, column) || std::any_of(all.begin(), all.end(), [&](const Target& target) {
                   return table == target.table && column == target.column;
               })));
    }
}

TEST_CASE("what waits on a replica is found where it lies on an authority, or where something of it is missing")
{
    const auto check = [](const Specimen& specimen, const std::vector<std::pair<std::string, std::string>>& cases) {
        for (const auto& [damage, expected] : cases) {
            {
                SQLite::Database database = raw(specimen.path());
                database.exec(damage);
            }
            const auto places = named(specimen.path());
            INFO(damage << ", named: " << listed(places));
            CHECK(names(places, expected));
            specimen.restore();
        }
    };
    const std::string forged_case = "INSERT INTO case_ SELECT 1099511627999, x'00ff', type, workflow, state, category, 'Z', root, parent, version, "
                                    "comments, opened, entered, updated, last, title_ka, title_en, fields, sealed, files, mover, acts FROM case_ WHERE id = 1";
    check(Specimen(), {{"INSERT INTO pending VALUES(1, 1, 1, zeroblob(32), x'7b7d', 1)", "pending"},
                       {"INSERT INTO pending_batch VALUES(1, 1, 'x', '')", "pending_batch"},
                       {"INSERT INTO shadow_case SELECT * FROM case_ WHERE id = 1", "shadow_case"},
                       {forged_case, "case Z"}});
    check(Specimen(Specimen::Content::Replica), {{"DELETE FROM pending WHERE n = 1", "pending batch 1"},
                                                 {"DELETE FROM pending WHERE n = 3", "pending batch 2"},
                                                 {"DELETE FROM pending", "pending batch 1"},
                                                 {"DELETE FROM pending_batch", "pending batch 1"},
                                                 {"DELETE FROM shadow_case", "case tbilisi-2018"},
                                                 {"DELETE FROM case_ WHERE number = 'mine'", "case "},
                                                 {"UPDATE pending SET case_id = 0, prev = -1 WHERE n = 1", "case tbilisi-2018"},
                                                 {forged_case, "case Z"}});
}

TEST_CASE("damage to one value is laid at no other door")
{
    const Specimen specimen;
    const std::vector<std::pair<std::string, std::string>> cases{
        {"UPDATE event SET body = x'7b7d' WHERE seq = 8", "event 8"},
        {"UPDATE event SET body = x'7b7d' WHERE seq = 0", "event 0"},
        {"UPDATE event SET body = x'7b7d' WHERE seq = 4", "event 4"},
        {"UPDATE event SET leaf = x'00' WHERE seq = 5", "leaf 5"},
        {"UPDATE case_ SET title_ka = 'x' WHERE id = 3", "case tbilisi-2018/I.2"},
        {"UPDATE sealed SET ciphertext = zeroblob(100)", "sealed value 10/applicant"},
        {"UPDATE grant_ SET role = 'admin' WHERE actor = 'gia'", "grant 11"},
    };
    for (const auto& [damage, expected] : cases) {
        {
            SQLite::Database database = raw(specimen.path());
            database.exec(damage);
        }
        INFO(damage);
        CHECK(named(specimen.path()) == std::vector<std::string>{expected});
        specimen.restore();
    }
}

TEST_CASE("missing, superfluous and reordered rows are found and named")
{
    const Specimen specimen;
    const std::vector<std::pair<std::string, std::string>> cases{
        {"DELETE FROM event WHERE seq = 5", "event 5"},
        {"DELETE FROM event WHERE seq = 3", "event 3"},
        {"DELETE FROM event WHERE seq = 12", "event 12"},
        {"DELETE FROM event", "event 0"},
        {"INSERT INTO event SELECT 13, case_id, prev, leaf, body FROM event WHERE seq = 12", "event 13"},
        {"INSERT INTO event SELECT -1, case_id, prev, leaf, body FROM event WHERE seq = 12", "event -1"},
        {"UPDATE event SET seq = seq + 100 WHERE seq IN (5, 6); UPDATE event SET seq = 111 - seq WHERE seq > 100", "leaf 5"},
        {"DELETE FROM event_id WHERE seq = 7", "event index 7"},
        {"INSERT INTO event_id VALUES(12345, 7)", "event index 7"},
        {"DELETE FROM tile", "tree node 0/0"},
        {"INSERT INTO tile VALUES(0, 1, zeroblob(32))", "tree node 0/256"},
        {"INSERT INTO tile VALUES(1, 0, zeroblob(32))", "tree node 8/0"},
        {"INSERT INTO tile VALUES(-3, -9, zeroblob(32))", "tree node"},
        {"UPDATE tile SET hashes = CAST(hashes || zeroblob(32) AS BLOB)", "tree node 0/0"},
        {"UPDATE tile SET hashes = substr(hashes, 1, 40)", "tree node 0/0"},
        {"DELETE FROM batch WHERE first = 8", "batch 8"},
        {"DELETE FROM batch WHERE first = 0", "batch 0"},
        {"DELETE FROM batch WHERE first = 11", "batch 11"},
        {"INSERT INTO batch SELECT 13, count, note FROM batch WHERE first = 0", "batch 13"},
        {"INSERT INTO batch SELECT 5, count, note FROM batch WHERE first = 0", "batch 5"},
        {"DELETE FROM checkpoint WHERE size = 3", "checkpoint 3"},
        {"DELETE FROM checkpoint WHERE size = 13", "checkpoint 13"},
        {"INSERT INTO checkpoint SELECT 14, note FROM checkpoint WHERE size = 13", "checkpoint 14"},
        {"INSERT INTO checkpoint SELECT 5, note FROM checkpoint WHERE size = 13", "checkpoint 5"},
        {"DELETE FROM sealed", "sealed value 10/applicant"},
        {"INSERT INTO sealed VALUES(4, 'x', x'00', x'00')", "sealed value 4/x"},
        {"DELETE FROM meta WHERE name = 'replica'", "meta"},
        {"INSERT INTO meta VALUES('more', x'00')", "meta"},
        {"DELETE FROM workflow WHERE id = 2", "workflow"},
        {"DELETE FROM case_ WHERE id = 3", "case tbilisi-2018/I.2"},
        {"INSERT INTO case_ SELECT 99, x'00ff', type, workflow, state, category, 'Z', root, parent, version, comments, "
         "opened, entered, "
         "updated, last, title_ka, title_en, fields, sealed, files, mover, acts FROM case_ WHERE id = 1",
         "case 00ff"},
        {"DELETE FROM grant_ WHERE actor = 'gia'", "grant 11"},
        {"INSERT INTO grant_ VALUES(5, 'eve', x'00', 'admin')", "grant 5"},
        {"DELETE FROM active WHERE type = 'plan'", "active workflow plan"},
        {"INSERT INTO active VALUES('permit', 1, 1)", "active workflow permit"},
        {"DELETE FROM replica", "replica"},
        {"INSERT INTO replica VALUES(x'00', 1)", "replica 00"},
    };
    for (const auto& [damage, expected] : cases) {
        {
            SQLite::Database database = raw(specimen.path());
            database.exec(damage);
        }
        const auto places = named(specimen.path());
        INFO(damage << ", named: " << listed(places));
        CHECK(names(places, expected));
        specimen.restore();
    }
}

TEST_CASE("sealed values are held against their keys")
{
    const Specimen specimen;
    const auto with_keys = [&](const std::string& sql) {
        {
            SQLite::Database database = raw(specimen.path(), "keys.db");
            database.exec(sql);
        }
        const auto places = named(specimen.path());
        specimen.restore();
        return places;
    };
    CHECK(with_keys("UPDATE subject_key SET key = zeroblob(32)") == std::vector<std::string>{"sealed value 10/applicant"});
    CHECK(with_keys("UPDATE subject_key SET subject = zeroblob(16)") ==
          std::vector<std::string>{"sealed value 10/applicant"});
    CHECK(with_keys("DELETE FROM subject_key") == std::vector<std::string>{"sealed value 10/applicant"});
    CHECK(with_keys("UPDATE subject_key SET key = x'00'") == std::vector<std::string>{"keys"});
    // An erased person: the key is gone on purpose, and the rest is still whole.
    CHECK(with_keys("UPDATE subject_key SET key = NULL").empty());
    fs::remove(specimen.path() / "keys.db");
    CHECK(named(specimen.path()) == std::vector<std::string>{"keys"});
}

TEST_CASE("blobs that events name must be there and unchanged")
{
    const Specimen specimen;
    const Hash source = sha256("source of " + plan_type().compiled);
    const fs::path file = specimen.path() / "blobs" / source.hex().substr(0, 2) / source.hex().substr(2);
    const std::string content = read_file(file);
    write_file(file, content + " ");
    CHECK(named(specimen.path()) == std::vector<std::string>{"blob " + source.hex()});
    fs::remove(file);
    CHECK(named(specimen.path()) == std::vector<std::string>{"blob " + source.hex()});
}

TEST_CASE("a batch must be signed by a key that its actor held")
{
    const Specimen specimen;
    Store store(specimen.path());
    const auto other = ledger::SecretKey::from_seed(std::string(32, 'g'));
    const Signer by_other = [&](std::string_view text) {
        // The checkpoint is the repository's own, the batch somebody else's.
        const bool batch = text.find("/batch\n") != std::string_view::npos;
        return ledger::sign_note(text, ledger::signer_name(identity().repository, identity().replica),
                                 batch ? other : key());
    };
    Writer writer(store);
    writer.comment(*store.find(store.resolve("I.1")[0].subject.uid), "x");
    writer.commit(by_other);
    CHECK(named(specimen.path()) == std::vector<std::string>{"batch 13"});
}

TEST_CASE("cases that do not fit in memory are checked along their chains")
{
    const Specimen specimen;
    CHECK(named(specimen.path(), 0).empty());
    CHECK(named(specimen.path(), 1).empty());
    for (const char* damage : {"UPDATE case_ SET title_ka = 'x' WHERE id = 3", "UPDATE case_ SET version = 3 WHERE id = 3",
                               "UPDATE case_ SET last = 8 WHERE id = 3", "UPDATE event SET prev = 5 WHERE seq = 9",
                               "UPDATE event SET case_id = 2 WHERE seq = 9"}) {
        {
            SQLite::Database database = raw(specimen.path());
            database.exec(damage);
        }
        const auto places = named(specimen.path(), 0);
        INFO(damage << ", named: " << listed(places));
        CHECK((names(places, "case ") || names(places, "event 9")));
        specimen.restore();
    }
}

TEST_CASE("damage to the bytes of the file is found or harmless, and never a crash")
{
    const Specimen specimen;
    const std::string intact = read_file(specimen.path() / "ogp.db");
    const std::vector<std::string> queries{"SELECT * FROM event", "SELECT * FROM case_", "SELECT * FROM tile",
                                           "SELECT * FROM batch"};
    const std::string before = dump(specimen.path(), queries);
    int found_by_check = 0;
    for (std::size_t place = 100; place < intact.size(); place += intact.size() / 300 + 1) {
        std::string bytes = intact;
        bytes[place] = static_cast<char>(static_cast<unsigned char>(bytes[place]) ^ (1U << (place % 8)));
        specimen.restore();
        std::ofstream(specimen.path() / "ogp.db", std::ios::binary) << bytes;
        const auto places = named(specimen.path());
        if (!places.empty()) {
            ++found_by_check;
            continue;
        }
        INFO("byte " << place);
        CHECK(dump(specimen.path(), queries) == before);
    }
    CHECK(found_by_check > 30);
    for (const std::size_t length : {std::size_t{50}, std::size_t{100}, std::size_t{4096}, std::size_t{5000},
                                     intact.size() / 2, intact.size() - 4096}) {
        specimen.restore();
        write_file(specimen.path() / "ogp.db", intact.substr(0, length));
        INFO("cut to " << length);
        CHECK_FALSE(named(specimen.path()).empty());
    }
}

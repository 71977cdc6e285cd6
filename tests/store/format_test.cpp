// Repositories of format 1 are read as they are, and brought to the present format when they are first opened for writing.
#include "store/schema.hpp"

#include "store/power_loss.hpp"
#include "store/sample_sync.hpp"

#include <catch2/catch.hpp>

#include <sys/wait.h>

#include <chrono>
#include <csignal>
#include <random>
#include <thread>

using namespace ogp;
using namespace ogp::store;
using namespace ogp::store::sample;

namespace {

const char* const newer_tables[] = {"joined_batch", "pending",     "pending_batch", "shadow_case", "shadow_clock", "shadow_stay", "token",
                                    "replica_ack",  "revocation",  "alias",         "conflict",    "lease",        "leased",      "erased", "cosignature",
                                    "log_key"};

/// A repository as a program of format 1 left it: the newer tables are all that it lacked (schema.hpp).
void make_format_1(const fs::path& folder)
{
    found(folder);
    settle(folder);
    complete(folder);
    SQLite::Database database = raw(folder);
    for (const char* table : newer_tables)
        database.exec(std::string("DROP TABLE ") + table);
    database.exec("PRAGMA user_version = 1; PRAGMA wal_checkpoint(TRUNCATE)");
}

std::int64_t format_of(const fs::path& folder)
{
    return raw(folder).execAndGet("PRAGMA user_version").getInt64();
}

std::string schema_of(const fs::path& folder)
{
    return dump(folder, {"SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name"});
}

} // namespace

TEST_CASE("a repository of format 1 is read without being changed")
{
    const Folder folder;
    make_format_1(folder.path());
    const std::string before = schema_of(folder.path());
    {
        Store store(folder.path(), {.access = Access::Read});
        CHECK(store.head().size == 16);
        CHECK(store.actor("nino"));
        CHECK(store.resolve("I.2").size() == 1);
        CHECK(store.resolve("L-2023-~E1R7-1").empty());
        CHECK(store.latest(2).size() == 2);
        CHECK(store.conflicts().empty());
        CHECK(store.leases().empty());
        CHECK(store.tokens().empty());
        CHECK(store.count_pending() == 0);
        for (const Finding& finding : Verifier(store).run().findings)
            FAIL_CHECK(finding.where + ": " + finding.message.en);
        CHECK_THROWS_AS(store.begin(), Error);
    }
    CHECK(format_of(folder.path()) == 1);
    CHECK(schema_of(folder.path()) == before);
}

TEST_CASE("a repository of format 1 becomes one of the present format when it is opened for writing")
{
    const Folder folder;
    make_format_1(folder.path());
    const Folder fresh;
    found(fresh.path());
    const Hash root = Store(folder.path(), {.access = Access::Read}).projection_root();
    {
        Store store(folder.path());
        CHECK(store.projection_root() == root);
        Writer writer(store);
        writer.grant("eve", "editor");
        writer.commit();
    }
    CHECK(format_of(folder.path()) == format_version);
    CHECK(schema_of(folder.path()) == schema_of(fresh.path()));
    CHECK(findings_in(folder.path()).empty());
    const std::string before = dump_projection(folder.path());
    Store(folder.path()).rebuild();
    CHECK(dump_projection(folder.path()) == before);
}

TEST_CASE("a repository of format 2 lacks the keys of the log alone")
{
    const Folder folder;
    found(folder.path());
    settle(folder.path());
    {
        SQLite::Database database = raw(folder.path());
        database.exec("DROP TABLE log_key; PRAGMA user_version = 2; PRAGMA wal_checkpoint(TRUNCATE)");
    }
    {
        const Store store(folder.path(), {.access = Access::Read});
        CHECK(store.log_keys().present().key == key().public_key());
        CHECK(store.conflicts().empty());
    }
    CHECK(format_of(folder.path()) == 2);
    CHECK(findings_in(folder.path()).empty());
    CHECK(format_of(folder.path()) == format_version);
    const Folder fresh;
    found(fresh.path());
    CHECK(schema_of(folder.path()) == schema_of(fresh.path()));
}

TEST_CASE("a power loss while the format changes leaves the old one or the new one, whole")
{
    REQUIRE(power::install() != nullptr);
    const Folder origin;
    make_format_1(origin.path());
    std::mt19937 random(5);
    int old_ones = 0;
    int new_ones = 0;
    const auto change_format = [](const fs::path& folder) {
        try {
            const Store store(folder, {.vfs = "power"});
        } catch (const Error&) {
            return; // the power is gone
        }
    };
    bool is_finished = false;
    for (std::int64_t operations = 0; !is_finished && operations < 1000; operations += 3) {
        const Folder folder;
        fs::copy(origin.path(), folder.path(), fs::copy_options::recursive);
        power::machine() = {};
        power::machine().operations_left = operations;
        change_format(folder.path());
        is_finished = !power::machine().dead;
        power::restart(folder.path(), random);
        const std::int64_t format = format_of(folder.path());
        ++(format == 1 ? old_ones : new_ones);
        CHECK((format == 1 || format == format_version));
        CHECK(Store(folder.path(), {.access = Access::Read}).head().size == 16);
        CHECK(findings_in(folder.path()).empty());
        CHECK(format_of(folder.path()) == format_version);
    }
    CHECK(is_finished);
    CHECK(old_ones > 0);
    CHECK(new_ones > 0);
}

TEST_CASE("a kill while the format changes leaves the old one or the new one, and several programs may do it at once")
{
    std::mt19937 random(6);
    for (int i = 0; i < 12; ++i) {
        const Folder folder;
        make_format_1(folder.path());
        const pid_t child = ::fork();
        if (child == 0) {
            try {
                const Store store(folder.path());
            } catch (const Error&) {
                ::_exit(1);
            }
            ::_exit(0);
        }
        if (i % 3 != 0) {
            std::this_thread::sleep_for(std::chrono::microseconds(random() % 4000));
            ::kill(child, SIGKILL);
        }
        const Store store(folder.path()); // while the other one is at it
        CHECK(store.head().size == 16);
        int status = 0;
        ::waitpid(child, &status, 0);
        CHECK(format_of(folder.path()) == format_version);
        CHECK(findings_in(folder.path()).empty());
    }
}

#include "store/store.hpp"

#include "store/sample_city.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::store;
using namespace ogp::store::sample;

TEST_CASE("rebuild gives the same content, row for row")
{
    const Folder folder;
    found(folder.path());
    settle(folder.path());
    const std::string before = dump_projection(folder.path());
    Store store(folder.path());
    std::uint64_t reported = 0;
    store.rebuild([&](std::uint64_t done, std::uint64_t total) {
        CHECK(total == 13);
        reported = done;
    });
    CHECK(reported == 13);
    CHECK(dump_projection(folder.path()) == before);
}

TEST_CASE("rebuild mends a damaged projection")
{
    const Folder folder;
    found(folder.path());
    settle(folder.path());
    const std::string before = dump_projection(folder.path());
    for (const char* damage :
         {"DELETE FROM case_ WHERE id = 3", "UPDATE case_ SET fields = 'x', title_ka = '', number = 'I.9' WHERE id = 2",
          "UPDATE case_ SET root = 0, parent = 77, last = 1, version = 9", "DELETE FROM grant_",
          "UPDATE active SET workflow = 2", "UPDATE replica SET last = 3", "DELETE FROM event_id",
          "UPDATE event_id SET seq = 0", "UPDATE event SET case_id = 4, prev = -1", "DROP INDEX case_root",
          "DROP TABLE grant_",
          "INSERT INTO case_ SELECT 99, x'00', type, workflow, state, category, 'Z', root, parent, version, comments, "
          "opened, entered, "
          "updated, last, title_ka, title_en, fields, sealed, files, mover, acts FROM case_ WHERE id = 1"}) {
        INFO(damage);
        {
            SQLite::Database database = raw(folder.path());
            database.exec(damage);
        }
        Store store(folder.path());
        store.rebuild();
        CHECK(dump_projection(folder.path()) == before);
    }
}

TEST_CASE("rebuild refuses a damaged log and changes nothing")
{
    const Folder folder;
    found(folder.path());
    settle(folder.path());
    {
        SQLite::Database database = raw(folder.path());
        database.exec("UPDATE event SET body = CAST(replace(CAST(body AS TEXT), 'done', 'gone') AS BLOB) WHERE seq = 8");
    }
    const std::string before = dump_projection(folder.path());
    Store store(folder.path());
    try {
        store.rebuild();
        FAIL("nothing was thrown");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Integrity);
        CHECK(error.message().en.find("event 8") != std::string::npos);
        CHECK(error.message().ka.find("მოვლენა 8") != std::string::npos);
    }
    CHECK(dump_projection(folder.path()) == before);
}

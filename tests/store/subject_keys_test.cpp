#include "store/subject_keys.hpp"

#include "base/file.hpp"
#include "store/sample_city.hpp"

#include <catch2/catch.hpp>

#include <sys/stat.h>

using namespace ogp;
using namespace ogp::store;
using namespace ogp::store::sample;

TEST_CASE("a subject gets one key and keeps it")
{
    const Folder folder;
    Store::create(folder.path(), identity());
    const std::string nino(16, 'n');
    const std::string gia(16, 'g');
    std::string made;
    {
        SubjectKeys keys(folder.path(), Access::Write);
        CHECK_FALSE(keys.find(nino));
        made = keys.find_or_create(nino);
        CHECK(made.size() == 32);
        CHECK(keys.find_or_create(nino) == made);
        CHECK(keys.find_or_create(gia) != made);
        CHECK_THROWS_AS(keys.find_or_create("short"), Error);
        for (const char* file : {"keys.db", "keys.db-wal", "keys.db-shm"}) {
            struct stat status = {};
            REQUIRE(::stat((folder.path() / file).c_str(), &status) == 0);
            CHECK((status.st_mode & 0777) == 0600);
        }
    }
    const SubjectKeys keys(folder.path(), Access::Read);
    CHECK(keys.find(nino) == made);
    CHECK_FALSE(keys.is_erased(nino));
    CHECK_FALSE(keys.is_erased(std::string(16, 'x')));
}

TEST_CASE("an erased subject has no key and gets no other")
{
    const Folder folder;
    Store::create(folder.path(), identity());
    const std::string nino(16, 'n');
    SubjectKeys keys(folder.path(), Access::Write);
    keys.find_or_create(nino);
    {
        SQLite::Database database = raw(folder.path(), "keys.db");
        database.exec("UPDATE subject_key SET key = NULL");
    }
    CHECK_FALSE(keys.find(nino));
    CHECK(keys.is_erased(nino));
    try {
        keys.find_or_create(nino);
        FAIL("nothing was thrown");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Conflict);
    }
}

TEST_CASE("keys made together are there after the commit, or not at all")
{
    const Folder folder;
    Store::create(folder.path(), identity());
    const std::string subject(16, 's');
    {
        SubjectKeys keys(folder.path(), Access::Write);
        keys.begin();
        keys.find_or_create(subject);
    }
    CHECK_FALSE(SubjectKeys(folder.path(), Access::Read).find(subject));
    {
        SubjectKeys keys(folder.path(), Access::Write);
        keys.begin();
        keys.find_or_create(subject);
        keys.commit();
    }
    CHECK(SubjectKeys(folder.path(), Access::Read).find(subject));
}

TEST_CASE("a missing, empty or damaged file of keys is said")
{
    const Folder folder;
    Store::create(folder.path(), identity());
    const auto fault = [&] {
        try {
            SubjectKeys(folder.path(), Access::Read).find(std::string(16, 'n'));
        } catch (const Error& error) {
            return error.fault();
        }
        return Fault::Usage;
    };
    CHECK(fault() == Fault::Usage);
    {
        SQLite::Database database = raw(folder.path(), "keys.db");
        database.exec("INSERT INTO subject_key VALUES(CAST('nnnnnnnnnnnnnnnn' AS BLOB), x'00')");
    }
    CHECK(fault() == Fault::Integrity);
    fs::remove(folder.path() / "keys.db-wal");
    fs::remove(folder.path() / "keys.db-shm");
    write_file(folder.path() / "keys.db", std::string(4096, 'x'));
    CHECK(fault() == Fault::Integrity);
    write_file(folder.path() / "keys.db", "");
    CHECK(fault() == Fault::Integrity);
    fs::remove(folder.path() / "keys.db");
    CHECK(fault() == Fault::Integrity);
}

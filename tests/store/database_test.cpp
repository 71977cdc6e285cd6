#include "store/database.hpp"

#include "base/file.hpp"
#include "store/sample_city.hpp"
#include "store/verifier.hpp"

#include <catch2/catch.hpp>

#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <fstream>
#include <thread>

using namespace ogp;
using namespace ogp::store;
using namespace ogp::store::sample;

namespace {

/// The error of an act; a test failure where there is none. Every one has place and text in both languages.
template <class Act>
Error error_of(Act&& act, const fs::path& place)
{
    try {
        act();
    } catch (const Error& error) {
        CHECK(error.message().ka.find(place.string()) != std::string::npos);
        CHECK(error.message().en.find(place.string()) != std::string::npos);
        CHECK_FALSE(error.hint().ka.empty());
        CHECK_FALSE(error.hint().en.empty());
        return error;
    }
    FAIL("nothing was thrown");
    return Error(Fault::Internal, {});
}

/// A small file system of its own, where that may be mounted.
class Mount
{
public:
    explicit Mount(const char* options) : m_mounted(::mount("ogp-test", m_folder.path().c_str(), "tmpfs", 0, options) == 0)
    {}
    ~Mount()
    {
        if (m_mounted)
            ::umount2(m_folder.path().c_str(), MNT_DETACH);
    }
    Mount(const Mount&) = delete;
    Mount& operator=(const Mount&) = delete;
    bool mounted() const { return m_mounted; }
    bool make_read_only() const
    {
        return ::mount(nullptr, m_folder.path().c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) == 0;
    }
    const fs::path& path() const { return m_folder.path(); }

private:
    Folder m_folder;
    bool m_mounted;
};

/// Runs a check as an account without privileges, in a process of its own; gives its exit status.
template <class Check>
int as_nobody(Check&& check)
{
    const pid_t child = ::fork();
    if (child == 0) {
        int status = 99;
        if (::setgid(65534) == 0 && ::setuid(65534) == 0) {
            try {
                status = check();
            } catch (const Error& error) {
                status = 50 + static_cast<int>(error.fault());
            }
        }
        ::_exit(status);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void checkpoint(const fs::path& folder)
{
    SQLite::Database database = raw(folder);
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
}

unsigned char header_byte(const fs::path& file, std::size_t place)
{
    return static_cast<unsigned char>(read_file(file).at(place));
}

} // namespace

TEST_CASE("the file has the format that it should have")
{
    const Folder folder;
    Store::create(folder.path(), identity());
    const fs::path file = folder.path() / "ogp.db";
    CHECK(header_byte(file, 16) == 0x10); // page size 4096
    CHECK(header_byte(file, 17) == 0);
    CHECK(header_byte(file, 18) == 2); // WAL
    CHECK(header_byte(file, 20) == 8); // bytes kept free in each page
    CHECK(read_file(file).substr(68, 4) == "ogp1");
    struct stat status = {};
    REQUIRE(::stat((folder.path() / "keys.db").c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
    CHECK(header_byte(folder.path() / "keys.db", 20) == 8);
}

TEST_CASE("a repository is made once")
{
    const Folder folder;
    Store::create(folder.path(), identity());
    try {
        Store::create(folder.path(), identity());
        FAIL("nothing was thrown");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Conflict);
    }
    CHECK(Store(folder.path()).head().size == 0);
}

TEST_CASE("a small change does not copy the WAL at its close, a large one does")
{
    const Folder folder;
    found(folder.path());
    const fs::path wal = folder.path() / "ogp.db-wal";
    CHECK(fs::file_size(wal) > 0);
    {
        Store store(folder.path());
        Writer writer(store);
        for (int i = 0; i < 400; ++i)
            writer.open(plan_type(), Json::object({{"text", std::string(4000, 'x')}}));
        writer.commit();
        CHECK(fs::file_size(wal) > Database::wal_limit);
    }
    CHECK_FALSE(fs::exists(wal));
    CHECK(Store(folder.path()).head().size == 403);
}

TEST_CASE("where there is no repository, it is not found")
{
    const Folder folder;
    CHECK(error_of([&] { Store store(folder.path()); }, folder.path()).fault() == Fault::NotFound);
    CHECK(error_of([&] { Store store(folder.path() / "a" / "b"); }, folder.path()).fault() == Fault::NotFound);
}

TEST_CASE("files that are no database of ogp are refused and left alone")
{
    const Folder folder;
    const fs::path file = folder.path() / "ogp.db";
    for (const std::string& content :
         {std::string(), std::string("words"), std::string(8192, 'x'), std::string(8192, '\0')}) {
        write_file(file, content);
        for (const Access access : {Access::Read, Access::Write})
            CHECK(error_of([&] { Store store(folder.path(), {.access = access}); }, file).fault() == Fault::Integrity);
        CHECK(read_file(file) == content);
    }
    fs::remove(file);
    {
        SQLite::Database foreign(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        foreign.exec("PRAGMA journal_mode=WAL; CREATE TABLE t(x)");
    }
    CHECK(error_of([&] { Store store(folder.path()); }, file).message().en.find("not a database of ogp") != std::string::npos);
}

TEST_CASE("a database of a newer format is refused with the remedy")
{
    const Folder folder;
    found(folder.path());
    {
        SQLite::Database database = raw(folder.path());
        database.exec("PRAGMA user_version = 4");
    }
    const Error error = error_of([&] { Store store(folder.path()); }, folder.path());
    CHECK(error.fault() == Fault::Integrity);
    CHECK(error.message().en.find("newer format 4") != std::string::npos);
    CHECK(error.hint().en == "update ogp");
}

TEST_CASE("a database that is not in WAL mode is refused for writing")
{
    const Folder folder;
    found(folder.path());
    {
        SQLite::Database database = raw(folder.path());
        database.exec("PRAGMA journal_mode=DELETE");
    }
    CHECK(error_of([&] { Store store(folder.path()); }, folder.path()).fault() == Fault::Integrity);
    CHECK(Store(folder.path(), {.access = Access::Read}).head().size == 3);
}

TEST_CASE("a missing table is damage, not a bug")
{
    const Folder folder;
    found(folder.path());
    {
        SQLite::Database database = raw(folder.path());
        database.exec("DROP TABLE case_");
    }
    const Store store(folder.path());
    CHECK(error_of([&] { store.list({}); }, folder.path()).fault() == Fault::Integrity);
}

TEST_CASE("a locked repository says so after its wait")
{
    const Folder folder;
    found(folder.path());
    Store first(folder.path());
    Store second(folder.path(), {.busy_milliseconds = 30});
    const Transaction held = first.begin();
    const Error error = error_of([&] { second.begin(); }, folder.path());
    CHECK(error.fault() == Fault::Io);
    CHECK(error.message().en.find("locked") != std::string::npos);
    CHECK(error.hint().en.find("fuser") != std::string::npos);
    CHECK(second.head().size == 3); // reading goes on
}

TEST_CASE("several threads and processes that write at once lose nothing")
{
    const Folder folder;
    found(folder.path());
    constexpr int commits = 25;
    const auto write = [&](const std::string& name) {
        for (int i = 0; i < commits; ++i) {
            Store store(folder.path(), {.busy_milliseconds = 60'000});
            Writer writer(store);
            writer.open(plan_type(), titled(name + std::to_string(i), "გეგმა"));
            writer.commit();
        }
    };
    const pid_t child = ::fork();
    if (child == 0) {
        try {
            write("child");
        } catch (const Error&) {
            ::_exit(1);
        }
        ::_exit(0);
    }
    std::thread first(write, "first");
    std::thread second(write, "second");
    first.join();
    second.join();
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(status == 0);
    Store store(folder.path());
    CHECK(store.head().size == 3 + 3 * commits);
    CHECK(store.count({}) == 3 * commits);
    CHECK(Verifier(store).run().findings.empty());
}

TEST_CASE("a reader sees one state while another writes")
{
    const Folder folder;
    found(folder.path());
    const Store reader(folder.path(), {.access = Access::Read});
    Store store(folder.path());
    Writer writer(store);
    writer.open(plan_type(), titled("p", "გეგმა"));
    CHECK(reader.count({}) == 0);
    writer.commit();
    CHECK(reader.count({}) == 1);
    Store other(folder.path(), {.access = Access::Read});
    CHECK_THROWS_AS(Writer(other).open(plan_type(), titled("q", "გეგმა")), Error);
}

TEST_CASE("a full disk is said, and what was written stays whole")
{
    const Mount disk("size=1m");
    if (!disk.mounted()) {
        WARN("skipped: no file system can be mounted here");
        return;
    }
    found(disk.path() / "city");
    Store store(disk.path() / "city");
    std::uint64_t acknowledged = store.head().size;
    const Error error = error_of(
        [&] {
            for (;;) {
                Writer writer(store);
                writer.open(plan_type(), Json::object({{"text", std::string(8000, 'x')}}));
                writer.commit();
                ++acknowledged;
            }
        },
        disk.path());
    CHECK(error.fault() == Fault::Io);
    CHECK(error.message().en.find("no space is left") != std::string::npos);
    CHECK(store.head().size == acknowledged);
    CHECK(Verifier(store).run().findings.empty());
    // Space comes back, and work goes on.
    REQUIRE(::mount(nullptr, disk.path().c_str(), nullptr, MS_REMOUNT, "size=8m") == 0);
    Writer writer(store);
    writer.open(plan_type(), Json::object());
    writer.commit();
    CHECK(store.head().size == acknowledged + 1);
    CHECK(Verifier(store).run().findings.empty());
}

TEST_CASE("a repository on read-only media is read, with a WAL and without, and not written")
{
    for (const bool with_wal : {true, false}) {
        for (const bool with_memory_file : {true, false}) {
            const Mount disk("size=8m");
            if (!disk.mounted()) {
                WARN("skipped: no file system can be mounted here");
                return;
            }
            const fs::path folder = disk.path() / "city %41?#";
            found(folder);
            settle(folder);
            if (!with_wal)
                checkpoint(folder);
            if (!with_memory_file)
                fs::remove(folder / "ogp.db-shm");
            REQUIRE(disk.make_read_only());
            INFO("WAL " << with_wal << ", shared memory " << with_memory_file);
            Store reader(folder, {.access = Access::Read});
            CHECK(reader.head().size == 13);
            CHECK(reader.resolve("I.2").size() == 1);
            for (const Finding& finding : Verifier(reader).run().findings)
                FAIL_CHECK(finding.where + ": " + finding.message.en);
            const Error error = error_of(
                [&] {
                    Store writer(folder);
                    writer.begin();
                },
                folder);
            CHECK(error.fault() == Fault::Io);
        }
    }
}

TEST_CASE("files and folders that may not be written are read, and writing says why not")
{
    if (::geteuid() != 0) {
        WARN("skipped: only root can take on another account");
        return;
    }
    for (const bool with_wal : {true, false}) {
        for (const bool own_folder : {true, false}) {
            const Folder outer;
            fs::permissions(outer.path(), fs::perms::all);
            const fs::path folder = outer.path() / "city";
            found(folder);
            if (!with_wal) {
                checkpoint(folder);
                fs::remove(folder / "ogp.db-wal");
                fs::remove(folder / "ogp.db-shm");
            }
            if (own_folder)
                fs::permissions(folder, fs::perms::all);
            INFO("WAL " << with_wal << ", folder can be written " << own_folder);
            const int read = as_nobody([&] { return Store(folder, {.access = Access::Read}).head().size == 3 ? 0 : 1; });
            // Where the WAL is another's and its memory file cannot be shared, an error is right; wrong data never is.
            CHECK(read == 0);
            const int written = as_nobody([&] {
                Store store(folder);
                store.begin();
                return 0;
            });
            CHECK(written == 50 + static_cast<int>(Fault::Io));
        }
    }
}

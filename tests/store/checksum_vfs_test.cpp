#include "store/checksum_vfs.hpp"

#include "base/file.hpp"
#include "store/database.hpp"
#include "store/sample_city.hpp"
#include "store/verifier.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <random>

using namespace ogp;
using namespace ogp::store;
using namespace ogp::store::sample;

namespace {

/// A repository with everything in its files and nothing in a WAL; `vfs` writes the last pages.
class Settled
{
public:
    Settled()
    {
        found(m_folder.path());
        settle(m_folder.path());
        // Pages that hold nothing any more are covered as well.
        execute(checksum_vfs(nullptr), "CREATE TABLE passing(x); INSERT INTO passing SELECT zeroblob(3000) FROM event; "
                                       "DROP TABLE passing; PRAGMA wal_checkpoint(TRUNCATE)");
        remember();
    }
    const fs::path& path() const { return m_folder.path(); }
    fs::path file() const { return path() / "ogp.db"; }
    const std::string& content() const { return m_content; }
    void execute(const char* vfs, const char* sql) const
    {
        SQLite::Database(file().string(), SQLite::OPEN_READWRITE, 0, vfs == nullptr ? "" : vfs).exec(sql);
    }
    void remember() { m_content = read_file(file()); }
    void write(const std::string& content) const
    {
        fs::remove(path() / "ogp.db-wal");
        fs::remove(path() / "ogp.db-shm");
        std::ofstream(file(), std::ios::binary | std::ios::trunc) << content;
    }
    /// With one byte changed.
    void write_flipped(std::size_t place, unsigned bits) const
    {
        std::string changed = m_content;
        changed[place] = static_cast<char>(static_cast<unsigned char>(changed[place]) ^ bits);
        write(changed);
    }

private:
    Folder m_folder;
    std::string m_content;
};

/// Whether damage is found, at the opening or by the check.
bool is_found(const fs::path& folder)
{
    try {
        Store store(folder);
        return !Verifier(store).run().findings.empty();
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Integrity);
        return true;
    }
}

std::vector<std::string> named(const fs::path& folder)
{
    std::vector<std::string> places;
    Store store(folder);
    for (const Finding& finding : Verifier(store).run().findings)
        places.push_back(finding.where);
    return places;
}

int flips(int preset)
{
    const char* soak = std::getenv("OGP_SOAK");
    return soak == nullptr ? preset : std::max(preset, std::atoi(soak));
}

/// How many of so many changed bytes are found.
int found_of(const Settled& city, int flips, unsigned seed)
{
    std::mt19937 random(seed);
    int found = 0;
    for (int i = 0; i < flips; ++i) {
        const std::size_t place = random() % city.content().size();
        const auto bits = static_cast<unsigned>(1 + random() % 255);
        city.write_flipped(place, bits);
        INFO("byte " << place << ", bits " << bits);
        found += is_found(city.path()) ? 1 : 0;
    }
    return found;
}

} // namespace

TEST_CASE("the sum is that of SQLite's checksum VFS")
{
    CHECK(page_sum(std::string(4096, '\0')) == 0);
    // By hand: (a, b) = (1, 2), then (3, 4): s1 = 1, s2 = 3; s1 = 7, s2 = 14. What stands in the last eight bytes is no matter.
    std::string page;
    for (const char number : {'\1', '\2', '\3', '\4', '\11', '\11'})
        page += std::string(1, number) + std::string(3, '\0');
    CHECK(page_sum(page) == (std::uint64_t{14} << 32U | 7));
    CHECK(stored_page_sum(page) == (std::uint64_t{9} << 32U | 9));
    // Numbers begin with their least byte and wrap at 32 bits.
    const std::string high = std::string(4, '\xff') + std::string("\x02\0\0\0", 4) + std::string(8, '\0');
    CHECK(page_sum(high) == (std::uint64_t{1} << 32U | 0xffffffff));
}

TEST_CASE("every page of both files bears its sum")
{
    const Settled city;
    for (const char* name : {"ogp.db", "keys.db"}) {
        raw(city.path(), name).exec("PRAGMA wal_checkpoint(TRUNCATE)");
        const std::string content = read_file(city.path() / name);
        REQUIRE(content.size() % page_size == 0);
        REQUIRE(content.size() >= 2 * page_size);
        for (std::size_t at = 0; at < content.size(); at += page_size) {
            const std::string_view page = std::string_view(content).substr(at, page_size);
            CHECK(page_sum(page) == stored_page_sum(page));
        }
    }
    CHECK(named(city.path()).empty());
}

TEST_CASE("any changed byte of the file is found")
{
    const Settled city;
    REQUIRE_FALSE(is_found(city.path()));
    const int all = flips(500);
    CHECK(found_of(city, all, 1) == all);
    // Each bit of some: of the header, of a row, of the sum itself, of the last byte.
    const std::size_t size = city.content().size();
    for (const std::size_t place : {std::size_t{0}, std::size_t{16}, std::size_t{20}, std::size_t{68}, page_size - 1,
                                    2 * page_size + 1000, size / 2, size - 1})
        for (unsigned bit = 0; bit < 8; ++bit) {
            city.write_flipped(place, 1U << bit);
            INFO("byte " << place << ", bit " << bit);
            CHECK(is_found(city.path()));
        }
}

TEST_CASE("without the sums some changed bytes would not be found")
{
    const Settled city;
    // The first page without its sum: the file counts as one that was made before there were any.
    std::string content = city.content();
    content.replace(page_size - page_sum_size, page_sum_size, page_sum_size, '\0');
    int missed = 0;
    std::mt19937 random(1);
    for (int i = 0; i < 60; ++i) {
        std::string changed = content;
        char& byte = changed[page_size + random() % (content.size() - page_size)];
        byte = static_cast<char>(static_cast<unsigned char>(byte) ^ 1U);
        city.write(changed);
        try {
            missed += named(city.path()) == std::vector<std::string>{"ogp.db"} ? 1 : 0;
        } catch (const Error& error) {
            CHECK(error.fault() == Fault::Integrity); // the schema was hit
        }
    }
    CHECK(missed > 0);
}

TEST_CASE("a command that meets a damaged page names it")
{
    const Settled city;
    SQLite::Database database = raw(city.path());
    const std::size_t page = static_cast<std::size_t>(
        database.execAndGet("SELECT rootpage FROM sqlite_schema WHERE name = 'checkpoint'").getInt64());
    city.write_flipped(page * page_size - 100, 4);
    try {
        const Store store(city.path());
        store.head();
        FAIL("nothing was thrown");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Integrity);
        CHECK(error.message().en.find("page " + std::to_string(page)) != std::string::npos);
        CHECK(error.message().en.find("checksum") != std::string::npos);
        CHECK_FALSE(error.hint().en.empty());
    }
    const auto places = named(city.path());
    CHECK(std::find(places.begin(), places.end(), "ogp.db page " + std::to_string(page)) != places.end());
}

TEST_CASE("a damaged page of the keys is found")
{
    const Settled city;
    raw(city.path(), "keys.db").exec("PRAGMA wal_checkpoint(TRUNCATE)");
    const fs::path file = city.path() / "keys.db";
    std::string content = read_file(file);
    content[page_size + 200] = static_cast<char>(content[page_size + 200] ^ 1);
    std::ofstream(file, std::ios::binary | std::ios::trunc) << content;
    const auto places = named(city.path());
    CHECK(std::find(places.begin(), places.end(), "keys.db page 2") != places.end());
}

TEST_CASE("a page whose newest content lies in the WAL may be wrong in the file")
{
    const Settled city;
    {
        Store store(city.path());
        Writer writer(store);
        writer.open(plan_type(), titled("later", "მერე"));
        writer.commit();
    }
    // As a power loss leaves it that hits the copying of the WAL; the page of the first frame, whose number stands behind the
    // WAL's header.
    const std::string wal = read_file(city.path() / "ogp.db-wal");
    REQUIRE(wal.size() > page_size);
    const std::size_t page = static_cast<unsigned char>(wal[34]) * 256U + static_cast<unsigned char>(wal[35]);
    std::string content = read_file(city.file());
    REQUIRE(page * page_size <= content.size());
    content[page * page_size - 200] = static_cast<char>(content[page * page_size - 200] ^ 1);
    std::ofstream(city.file(), std::ios::binary | std::ios::trunc) << content;
    CHECK(named(city.path()).empty());
    Store(city.path()).begin();
    raw(city.path()).exec("PRAGMA wal_checkpoint(TRUNCATE)");
    CHECK(named(city.path()).empty());
}

TEST_CASE("a file that ends in the middle of a page is damaged")
{
    const Settled city;
    city.write(city.content() + std::string(100, '\0'));
    CHECK_FALSE(named(city.path()).empty());
}

TEST_CASE("a file without sums is used as it is, said to be so, and given sums by a repair")
{
    const Settled city;
    // Written by a VFS that leaves the eight bytes alone, on a file that had none.
    std::string content = city.content();
    for (std::size_t at = page_size; at <= content.size(); at += page_size)
        content.replace(at - page_sum_size, page_sum_size, page_sum_size, '\0');
    city.write(content);
    Store store(city.path());
    {
        Writer writer(store);
        writer.open(plan_type(), titled("later", "მერე"));
        writer.commit();
    }
    CHECK(named(city.path()) == std::vector<std::string>{"ogp.db"});
    store.rewrite_pages();
    CHECK(named(city.path()).empty());
    CHECK(store.resolve("later").size() == 1);
}

TEST_CASE("pages that another program wrote without sums are given them by a repair")
{
    Settled city;
    {
        Store store(city.path());
        Writer writer(store);
        writer.open(plan_type(), titled("later", "მერე"));
        writer.commit();
    }
    city.execute(nullptr, "PRAGMA wal_checkpoint(TRUNCATE)");
    const std::string content = read_file(city.file());
    std::size_t wrong = 0;
    for (std::size_t at = 0; at < content.size(); at += page_size) {
        const std::string_view page = std::string_view(content).substr(at, page_size);
        wrong += page_sum(page) == stored_page_sum(page) ? 0U : 1U;
    }
    REQUIRE(wrong > 0);
    Store store(city.path(), {.page_sums = PageSums::Accept});
    const Verification found = Verifier(store).run();
    CHECK(found.findings.size() == wrong);
    for (const Finding& finding : found.findings)
        CHECK(finding.code == "page_damaged");
    store.rewrite_pages();
    CHECK(named(city.path()).empty());
}

TEST_CASE("a VFS that is not there is refused")
{
    CHECK_THROWS_AS(checksum_vfs("no such thing"), Error);
    CHECK(std::string(checksum_vfs(nullptr)) == checksum_vfs(nullptr));
}

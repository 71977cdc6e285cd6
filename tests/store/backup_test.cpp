#include "store/backup.hpp"

#include "base/file.hpp"
#include "store/database.hpp"
#include "store/sample_city.hpp"
#include "store/schema.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>

using namespace ogp;
using namespace ogp::store;
using namespace ogp::store::sample;

namespace {

std::size_t wrong_sums(const fs::path& file)
{
    const std::string bytes = read_file(file);
    REQUIRE(bytes.size() % page_size == 0);
    std::size_t wrong = 0;
    for (std::size_t at = 0; at < bytes.size(); at += page_size) {
        const std::string_view page = std::string_view(bytes).substr(at, page_size);
        wrong += page_sum(page) == stored_page_sum(page) ? 0U : 1U;
    }
    return wrong;
}

} // namespace

TEST_CASE("a copied database is one file with a right sum on each page, and opens as the source does", "[backup]")
{
    const Folder folder;
    const Folder copy;
    found(folder.path());
    settle(folder.path());
    copy_database(folder.path() / "ogp.db", copy.path() / "ogp.db");
    CHECK(wrong_sums(copy.path() / "ogp.db") == 0);
    CHECK_FALSE(fs::exists(copy.path() / "ogp.db-wal"));
    CHECK_FALSE(fs::exists(copy.path() / "ogp.db.new"));
    const Store source(folder.path());
    const Store copied(copy.path());
    CHECK(copied.head().checkpoint == source.head().checkpoint);
    CHECK(copied.projection_root() == source.projection_root());
}

TEST_CASE("a copy takes the place of an older one, with nothing of that left beside it", "[backup]")
{
    const Folder folder;
    const Folder copy;
    found(folder.path());
    copy_database(folder.path() / "ogp.db", copy.path() / "ogp.db");
    {
        const Store opened(copy.path()); // leaves a write-ahead log behind
        CHECK(opened.head().size == Store(folder.path()).head().size);
    }
    settle(folder.path());
    copy_database(folder.path() / "ogp.db", copy.path() / "ogp.db");
    CHECK(Store(copy.path()).head().size == Store(folder.path()).head().size);
}

TEST_CASE("a database from before there were sums is copied as it is", "[backup]")
{
    const Folder folder;
    {
        const auto old = Database::create(folder.path() / "old.db", nullptr, 0);
        old->execute("CREATE TABLE words(word TEXT); INSERT INTO words VALUES('kept')");
        old->execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    copy_database(folder.path() / "old.db", folder.path() / "copy.db");
    Database copy(folder.path() / "copy.db", {});
    Query query(copy, "SELECT word FROM words");
    REQUIRE(query.step());
    CHECK(query.text(0) == "kept");
}

TEST_CASE("a source that is not there leaves no copy", "[backup]")
{
    const Folder folder;
    CHECK_THROWS_AS(copy_database(folder.path() / "nothing.db", folder.path() / "copy.db"), Error);
    CHECK(fs::is_empty(folder.path()));
}

#include "store/search.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "store/sample_city.hpp"

#include <catch2/catch.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <string>
#include <string_view>
#include <vector>

using namespace ogp;
using namespace ogp::store;
using namespace ogp::store::sample;

namespace {

/// Number and title of a case, and its state for a text; counts how often it is asked.
struct Source
{
    int asked = 0;

    SearchDocument operator()(const CaseRow& row)
    {
        ++asked;
        return {row.number + "\n" + row.title.ka + "\n" + row.title.en, row.subject.state};
    }
};

std::vector<std::int64_t> search_in(const Store& store, std::string_view words, Source& source, std::string_view type = {},
                                std::size_t limit = 100)
{
    return search(store, parse_search(words), type, limit, [&](const CaseRow& row) { return source(row); });
}

/// A repository with a plan and so many milestones: "ეტაპი I.1", "ეტაპი I.1 en", ...
class Town
{
public:
    explicit Town(int milestones = 5)
    {
        sample::found(path());
        Store store(path());
        Writer writer(store);
        const CaseRow plan = writer.open(plan_type(), titled("town-2018", "ქალაქის გეგმა"));
        for (int i = 1; i <= milestones; ++i) {
            const std::string number = "I." + std::to_string(i);
            writer.open(milestone_type(), part_of(plan, number, "ეტაპი " + number));
        }
        writer.commit();
    }
    const fs::path& path() const { return m_folder.path(); }
    fs::path cache() const { return path() / "cache" / "search.db"; }

    void rename(const std::string& number, const std::string& title) const
    {
        Store store(path());
        const CaseRow row = store.resolve(number).front();
        Writer writer(store);
        writer.set(row, Json::object({{"title", Json::object({{"ka", title}})}}));
        writer.commit();
    }

private:
    Folder m_folder;
};

std::vector<std::int64_t> rows(const Town& town, std::string_view words, std::string_view type = {}, std::size_t limit = 100)
{
    Source source;
    return search_in(Store(town.path(), {.access = Access::Read}), words, source, type, limit);
}

int asked_to_index(const Town& town)
{
    Source source;
    search_in(Store(town.path(), {.access = Access::Read}), "ეტაპი", source);
    return source.asked;
}

using Rows = std::vector<std::int64_t>;

} // namespace

TEST_CASE("cases are found by their words, in the order of nearness and of opening")
{
    const Town town;
    CHECK(rows(town, "ეტაპი") == Rows{2, 3, 4, 5, 6});
    CHECK(rows(town, "ᲔᲢᲐᲞᲘ") == Rows{2, 3, 4, 5, 6});
    CHECK(rows(town, "I.3") == Rows{4});
    CHECK(rows(town, "ეტაპი I.3") == Rows{4});
    CHECK(rows(town, "ეტაპი გეგმა").empty());
    CHECK(rows(town, "planned", "plan") == Rows{1});
    CHECK(rows(town, "planned", "milestone", 2) == Rows{2, 3});
    CHECK(rows(town, "planned", "mile").empty());
    CHECK(rows(town, "ქალაქი") == Rows{1}); // by its stem
    CHECK(rows(town, "ქალ") == Rows{1});    // by its beginning
    CHECK(rows(town, "ქა").empty());
    town.rename("I.5", "plan ned");
    town.rename("I.1", "planned at last");
    // The exact word in a title, then anywhere, then what begins so.
    CHECK(rows(town, "planned") == Rows{2, 1, 3, 4, 5, 6});
    CHECK(rows(town, "plan") == Rows{6, 2, 1, 3, 4, 5});
}

TEST_CASE("a beginning stands for every word that begins so")
{
    const Town town(3);
    town.rename("I.1", "ბიუჯეტი");
    town.rename("I.2", "ბიუჯეტირება");
    town.rename("I.3", "abcd1x");
    CHECK(rows(town, "ბიუჯე") == Rows{2, 3});   // each of its words
    CHECK(rows(town, "ბიუჯე ბიუჯეტირ") == Rows{3});
    CHECK(rows(town, "ბიუჯეტის") == Rows{2, 3}); // by the stem
    CHECK(rows(town, "ბიუჯექ").empty());
    CHECK(rows(town, "abcd") == Rows{4}); // of a word with digits
    CHECK(rows(town, "abcd1") == Rows{4});
    CHECK(rows(town, "abcd2").empty());
    town.rename("I.1", "ბიუჯეტები"); // a word that is new
    CHECK(rows(town, "ბიუჯეტებ") == Rows{2});
    CHECK(rows(town, "ბიუჯე") == Rows{2, 3});
}

TEST_CASE("only what has changed is taken in again")
{
    const Town town;
    CHECK(asked_to_index(town) == 6);
    CHECK(asked_to_index(town) == 0);
    town.rename("I.2", "სკვერი");
    CHECK(asked_to_index(town) == 1);
    CHECK(asked_to_index(town) == 0);
    CHECK(rows(town, "სკვერი") == Rows{3});
    CHECK(rows(town, "ეტაპი") == Rows{2, 4, 5, 6});
}

TEST_CASE("a cache that is damaged, foreign or ahead is made anew")
{
    const Town town;
    REQUIRE(rows(town, "ეტაპი").size() == 5);
    const std::string good = read_file(town.cache());
    const auto check_mended = [&](const std::string& content) {
        write_file(town.cache(), content);
        CHECK(rows(town, "ეტაპი") == Rows{2, 3, 4, 5, 6});
        CHECK(asked_to_index(town) == 0);
    };
    check_mended("");
    check_mended("no database");
    check_mended(good.substr(0, good.size() / 2));
    for (std::size_t at = 100; at < good.size(); at += 1237) {
        std::string flipped = good;
        flipped[at] = static_cast<char>(flipped[at] ^ 0x20);
        check_mended(flipped);
    }
    const auto spoil = [&](const char* sql) {
        write_file(town.cache(), good);
        Database(town.cache(), {}).execute(sql);
        CHECK(rows(town, "ეტაპი") == Rows{2, 3, 4, 5, 6});
    };
    spoil("PRAGMA user_version=2");
    spoil("PRAGMA application_id=7");
    spoil("UPDATE meta SET value = '000' WHERE name = 'repository'; DELETE FROM word; DELETE FROM title");
    spoil("UPDATE meta SET value = '999999' WHERE name = 'size'; DELETE FROM word; DELETE FROM title");
    spoil("UPDATE meta SET value = 'x' WHERE name = 'last'; DELETE FROM word; DELETE FROM title");
    spoil("DROP TABLE meta");
    // The same harness sees a cache that was not made anew.
    write_file(town.cache(), good);
    Database(town.cache(), {}).execute("DELETE FROM word; DELETE FROM title");
    CHECK(rows(town, "ეტაპი").empty());
}

TEST_CASE("a search writes nothing where nothing can be written")
{
    const Town town;
    // What stands in the way of the folder stands in the way of root as well.
    write_file(town.path() / "cache", "in the way");
    CHECK(rows(town, "ეტაპი") == Rows{2, 3, 4, 5, 6});
    CHECK(read_file(town.path() / "cache") == "in the way");
}

TEST_CASE("two processes may bring the index up to date at once")
{
    const Town town(200);
    std::vector<pid_t> children;
    for (int i = 0; i < 4; ++i) {
        const pid_t child = ::fork();
        if (child == 0)
            ::_exit(rows(town, "ეტაპი", {}, 1000).size() == 200 ? 0 : 1);
        children.push_back(child);
    }
    for (const pid_t child : children) {
        int status = -1;
        ::waitpid(child, &status, 0);
        CHECK((WIFEXITED(status) && WEXITSTATUS(status) == 0));
    }
    CHECK(asked_to_index(town) == 0);
}

TEST_CASE("a damaged repository is no fault of the cache")
{
    const Town town;
    const Store store(town.path(), {.access = Access::Read});
    const auto broken = [](const CaseRow&) -> SearchDocument { throw Error(Fault::Integrity, {"დაზიანდა", "damaged"}); };
    CHECK_THROWS_AS(search(store, parse_search("ეტაპი"), {}, 10, broken), Error);
    CHECK(rows(town, "ეტაპი").size() == 5);
}

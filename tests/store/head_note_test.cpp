#include "store/head_note.hpp"

#include "base/file.hpp"
#include "store/verifier.hpp"
#include "store/sample_city.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace ogp;
using namespace ogp::store;
using namespace ogp::store::sample;

namespace {

void make_city(const std::filesystem::path& folder)
{
    found(folder);
    settle(folder);
}

std::vector<std::string> codes(const std::filesystem::path& folder)
{
    Store store(folder, {});
    std::vector<std::string> found;
    for (const Finding& finding : Verifier(store).run().findings)
        found.push_back(finding.code);
    return found;
}

bool has(const std::vector<std::string>& codes, const char* code)
{
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

void change(const std::filesystem::path& folder, const char* text)
{
    Store store(folder, {});
    Writer writer(store);
    writer.comment(store.list({}).front(), text);
    writer.commit();
}

Fault fault_of_a_change(const std::filesystem::path& folder)
{
    try {
        change(folder, "one more");
    } catch (const Error& error) {
        return error.fault();
    }
    return Fault::Internal;
}

void copy_database(const std::filesystem::path& from, const std::filesystem::path& to)
{
    for (const char* name : {"ogp.db", "ogp.db-wal", "ogp.db-shm"}) {
        std::filesystem::remove(to / name);
        if (std::filesystem::exists(from / name))
            std::filesystem::copy_file(from / name, to / name);
    }
}

} // namespace

TEST_CASE("a log whose newest events were cut off is noticed, and nobody can write on to it")
{
    Folder city;
    make_city(city.path());
    Folder old;
    copy_database(city.path(), old.path());
    change(city.path(), "acknowledged");
    CHECK(codes(city.path()).empty());

    copy_database(old.path(), city.path());
    CHECK(codes(city.path()) == std::vector<std::string>{"log_shortened"});
    CHECK(fault_of_a_change(city.path()) == Fault::Integrity);

    // The way out that the message names.
    std::filesystem::remove(city.path() / "checkpoint");
    CHECK(codes(city.path()).empty());
    CHECK(fault_of_a_change(city.path()) == Fault::Internal); // no error
}

TEST_CASE("a damaged frame of the write-ahead log, which SQLite drops in silence, is noticed")
{
    Folder city;
    make_city(city.path());
    change(city.path(), "a text to be found");
    std::string wal = read_file(city.path() / "ogp.db-wal");
    const std::size_t at = wal.find("a text to be found");
    REQUIRE(at != std::string::npos);
    wal[at] = 'A';
    std::filesystem::remove(city.path() / "ogp.db-shm");
    write_file(city.path() / "ogp.db-wal", wal);
    CHECK(has(codes(city.path()), "log_shortened"));
}

TEST_CASE("another history of the same or a greater length is noticed")
{
    Folder city;
    make_city(city.path());
    Folder other;
    copy_database(city.path(), other.path());
    change(city.path(), "this");
    change(other.path(), "that");
    copy_database(other.path(), city.path());
    CHECK(codes(city.path()) == std::vector<std::string>{"history_changed"});
}

TEST_CASE("a note that is missing, empty or older says nothing, a damaged one is named")
{
    Folder city;
    make_city(city.path());
    const std::string older = read_file(city.path() / "checkpoint");
    change(city.path(), "newer");
    write_file(city.path() / "checkpoint", older);
    CHECK(codes(city.path()).empty());
    write_file(city.path() / "checkpoint", "");
    CHECK(codes(city.path()).empty());
    std::filesystem::remove(city.path() / "checkpoint");
    CHECK(codes(city.path()).empty());

    std::string changed = older;
    changed[changed.find('\n') + 1] ^= 1; // the size
    write_file(city.path() / "checkpoint", changed);
    CHECK(codes(city.path()) == std::vector<std::string>{"checkpoint_damaged"});
    write_file(city.path() / "checkpoint", "nothing of the kind\n");
    CHECK(codes(city.path()) == std::vector<std::string>{"checkpoint_damaged"});
    CHECK(fault_of_a_change(city.path()) == Fault::Integrity);
}

#include "store/verified_mark.hpp"

#include "store/sample_city.hpp"
#include "store/verifier.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>

using namespace ogp;
using namespace ogp::store;
using namespace ogp::store::sample;

namespace {

constexpr std::size_t cases = 1000;

Verification verify(const fs::path& folder, Signatures signatures = Signatures::New)
{
    Store store(folder);
    return Verifier(store, cases, signatures).run();
}

bool names(const Verification& found, const std::string& where)
{
    return std::any_of(found.findings.begin(), found.findings.end(),
                       [&](const Finding& finding) { return finding.where == where; });
}

/// Exchanges a letter of the signature at the end of a note.
void change_signature(const fs::path& folder, const std::string& table, const std::string& row)
{
    SQLite::Database database = raw(folder);
    REQUIRE(database.exec("UPDATE " + table + " SET note = substr(note, 1, length(note) - 20) || "
                          "iif(substr(note, -20, 1) = 'A', 'B', 'A') || substr(note, -19) WHERE " + row) == 1);
}

/// A city that has been checked, and something written after that.
void check_and_go_on(const fs::path& folder)
{
    found(folder);
    settle(folder);
    REQUIRE(verify(folder).findings.empty());
    Store store(folder);
    Writer writer(store);
    writer.open(plan_type(), titled("later", "მერე"));
    writer.commit();
}

/// What a forger can do best: a mark over the first `size` events with the notes as they are now.
void forge(const fs::path& folder, std::uint64_t size)
{
    Hash notes = sha256({"ogp-verified-v1\n", identity().repository.view(), identity().replica.view(), identity().key.hex()});
    SQLite::Database database = raw(folder);
    SQLite::Statement rows(database, "SELECT b.note, c.note FROM batch b JOIN checkpoint c ON c.size = b.first + b.count "
                                     "WHERE c.size <= " + std::to_string(size) + " ORDER BY b.first");
    while (rows.executeStep())
        for (const int column : {0, 1})
            notes = sha256({notes.view(), sha256(rows.getColumn(column).getString()).view()});
    write_verified_mark(folder, {size, notes});
}

} // namespace

TEST_CASE("signatures are verified once, the newest checkpoint always")
{
    const Folder folder;
    check_and_go_on(folder.path());
    const Verification second = verify(folder.path());
    CHECK(second.findings.empty());
    CHECK(second.signatures == 10);         // five batches, five checkpoints
    CHECK(second.signatures_verified == 2); // of the last batch
    CHECK(verify(folder.path()).signatures_verified == 1);
    CHECK(verify(folder.path(), Signatures::All).signatures_verified == 10);
    CHECK(verify(folder.path()).signatures == 10);
}

TEST_CASE("a mark that does not belong to the log makes the check a full one")
{
    const Folder folder;
    check_and_go_on(folder.path());
    const auto mark = read_verified_mark(folder.path());
    REQUIRE(mark);
    for (const VerifiedMark& wrong :
         {VerifiedMark{mark->size, sha256("something else")}, VerifiedMark{mark->size - 1, mark->notes},
          VerifiedMark{mark->size + 1000, mark->notes}}) {
        write_verified_mark(folder.path(), wrong);
        const Verification found = verify(folder.path());
        CHECK(found.findings.empty());
        CHECK(found.signatures_verified == 10);
    }
    for (const char* text : {"", "{}", "no mark", "{\"notes\":1,\"size\":-5}"}) {
        std::ofstream(folder.path() / "verified") << text;
        CHECK_FALSE(read_verified_mark(folder.path()));
        CHECK(verify(folder.path()).signatures_verified == 10);
    }
}

TEST_CASE("a changed old signature is found by hashing")
{
    for (const char* table : {"batch", "checkpoint"}) {
        const Folder folder;
        check_and_go_on(folder.path());
        const std::string row = std::string("rowid = (SELECT min(rowid) FROM ") + table + ")";
        change_signature(folder.path(), table, row);
        const Verification found = verify(folder.path());
        CHECK(names(found, std::string(table) == "batch" ? "batch 0" : "checkpoint 3"));
        CHECK(found.signatures_verified > 1); // the mark was not believed
        // Damage sets no mark.
        CHECK_FALSE(verify(folder.path()).findings.empty());
    }
}

TEST_CASE("a forged mark hides nothing that hashes bind")
{
    const Folder folder;
    check_and_go_on(folder.path());
    change_signature(folder.path(), "batch", "first = 0");
    forge(folder.path(), Store(folder.path()).head().size);
    const Verification found = verify(folder.path());
    CHECK(found.signatures_verified == 1); // the forgery is believed ...
    CHECK(names(found, "batch 0"));        // ... and the leaves of the batch name another note
}

TEST_CASE("what no leaf binds is found by all signatures, whatever the mark says")
{
    // The negative control of the tests above: an old checkpoint is bound by the mark alone, and this one is forged.
    const Folder folder;
    check_and_go_on(folder.path());
    change_signature(folder.path(), "checkpoint", "size = 3");
    CHECK(names(verify(folder.path()), "checkpoint 3"));
    forge(folder.path(), 8); // the end of the second batch
    CHECK(verify(folder.path()).findings.empty());
    CHECK(names(verify(folder.path(), Signatures::All), "checkpoint 3"));
}

TEST_CASE("the newest checkpoint is verified under a mark over all")
{
    const Folder folder;
    check_and_go_on(folder.path());
    REQUIRE(verify(folder.path()).findings.empty());
    change_signature(folder.path(), "checkpoint", "size = (SELECT max(size) FROM checkpoint)");
    CHECK_FALSE(verify(folder.path()).findings.empty());
}

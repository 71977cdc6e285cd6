#include "store/erasure.hpp"

#include "base/file.hpp"
#include "store/sample_sync.hpp"
#include "store/sealed_blob.hpp"

#include <catch2/catch.hpp>

#include <cstring>
#include <fstream>
#include <set>

using namespace ogp;
using namespace ogp::store;
using namespace ogp::store::sample;

namespace {

const std::vector<std::string> nothing;

/// Every file below the folder that has these bytes in it.
std::set<std::string> files_with(const fs::path& folder, const std::string& bytes)
{
    std::set<std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file())
            continue;
        std::ifstream stream(entry.path(), std::ios::binary);
        const std::string content((std::istreambuf_iterator<char>(stream)), {});
        if (content.find(bytes) != std::string::npos)
            found.insert(entry.path().lexically_relative(folder).string());
    }
    return found;
}

struct Person
{
    std::string subject;
    std::string key;
    std::string ciphertext;
    Hash file;
    CaseUid uid;
};

/// A case with a personal value and a sealed file.
Person enter(const fs::path& folder, const std::string& title)
{
    Store store(folder);
    Writer writer(store);
    const CaseRow row = writer.open(letter_type(), letter(title));
    writer.seal(row, "applicant", "ნინო ბერიძე", folder);
    Person person;
    person.uid = row.subject.uid;
    person.subject = std::string(row.subject.uid.view());
    person.key = SubjectKeys(folder, Access::Read).find(person.subject).value();
    bool given = false;
    person.file = put_sealed(Blobs(folder / "blobs"), person.key, [&](char* buffer, std::size_t) -> std::size_t {
        if (std::exchange(given, true))
            return 0;
        std::memcpy(buffer, "letter", 6);
        return 6;
    });
    model::Event event = writer.on(*store.find(person.uid), model::Op::Attach);
    const auto names = ledger::seal("[]", person.key, ledger::seal_binding(event.nonce, model::sealed_files));
    event.sealed[std::string(model::sealed_files)] = names.commitment;
    event.blobs = {person.file};
    writer.append(event, {{std::string(model::sealed_files), person.subject, names.ciphertext}});
    writer.commit();
    person.ciphertext = store.sealed_of(store.head().size - 2).at(0).ciphertext;
    return person;
}

void erase(Store& store, const Person& person)
{
    Writer writer(store);
    model::Event event = writer.blank(model::Op::Erase);
    event.detail = model::EraseDetail{{to_hex(person.subject)}, "GDPR 17"}.to_json();
    writer.append(event);
    writer.commit();
}

} // namespace

TEST_CASE("nothing of an erased person is left in any file, and every proof stays valid")
{
    const Town town;
    const Person person = enter(town.authority(), "a");
    const Person other = enter(town.authority(), "b");
    const fs::path file = Blobs(town.authority() / "blobs").path(person.file);
    // The search is able to find what it looks for.
    CHECK_FALSE(files_with(town.authority(), person.key).empty());
    CHECK_FALSE(files_with(town.authority(), person.ciphertext).empty());
    CHECK(fs::exists(file));
    Store store(town.authority());
    CHECK(store.subjects_of(person.uid) == std::vector<std::string>{person.subject});
    const Hash root = store.head().root;
    const std::uint64_t size = store.head().size;
    erase(store, person);
    CHECK(files_with(town.authority(), person.key) == std::set<std::string>{});
    CHECK(files_with(town.authority(), person.ciphertext) == std::set<std::string>{});
    CHECK_FALSE(fs::exists(file));
    CHECK(store.is_erased(person.subject));
    CHECK_FALSE(store.is_erased(other.subject));
    REQUIRE(store.erased().size() == 1);
    CHECK(store.erased()[0].carried_out);
    CHECK(store.erased()[0].sequence == size);
    CHECK(ledger::root_at(size, store.nodes()) == root);
    CHECK(store.sealed_of(size - 5).at(0).ciphertext.empty());
    CHECK_FALSE(files_with(town.authority(), other.key).empty());
    CHECK(fs::exists(Blobs(town.authority() / "blobs").path(other.file)));
    CHECK(findings_in(town.authority()) == nothing);
    // No key for that person is ever made again.
    CHECK_THROWS_AS(SubjectKeys(town.authority(), Access::Write).find_or_create(person.subject), Error);
    // What was not erased must still be there.
    fs::remove(Blobs(town.authority() / "blobs").path(other.file));
    CHECK(findings_in(town.authority()) == std::vector<std::string>{"blob_missing blob " + other.file.hex()});
}

TEST_CASE("a key whose destruction is left out is found by the same search and by the check")
{
    const Town town;
    const Person person = enter(town.authority(), "a");
    Store store(town.authority());
    const std::string kept = read_file(town.authority() / "keys.db");
    const std::string kept_log = fs::exists(town.authority() / "keys.db-wal") ? read_file(town.authority() / "keys.db-wal") : "";
    erase(store, person);
    const auto restore_keys = [&] {
        fs::remove(town.authority() / "keys.db-shm");
        std::ofstream(town.authority() / "keys.db", std::ios::binary) << kept;
        std::ofstream(town.authority() / "keys.db-wal", std::ios::binary) << kept_log;
    };
    restore_keys(); // as from a backup
    CHECK_FALSE(files_with(town.authority(), person.key).empty());
    CHECK(findings_in(town.authority()) == std::vector<std::string>{"erasure_unfinished erasure " + to_hex(person.subject)});
    // A rebuild erases again.
    store.rebuild();
    CHECK(files_with(town.authority(), person.key) == std::set<std::string>{});
    CHECK(findings_in(town.authority()) == nothing);
    CHECK(store.sealed_of(store.head().size - 2).at(0).ciphertext.empty());
}

TEST_CASE("an erasure that a reader has held up is carried out with a later change")
{
    const Town town;
    const Person person = enter(town.authority(), "a");
    Store store(town.authority(), {.busy_milliseconds = 20});
    {
        SQLite::Database reader = raw(town.authority());
        SQLite::Statement held(reader, "SELECT * FROM sealed");
        REQUIRE(held.executeStep());
        erase(store, person);
        CHECK_FALSE(store.erased().at(0).carried_out);
        CHECK_FALSE(store.finish_erasures());
        CHECK(files_with(town.authority(), person.key) == std::set<std::string>{});
        CHECK(findings_in(town.authority()) == std::vector<std::string>{"erasure_unfinished erasure " + to_hex(person.subject)});
    }
    store.begin();
    CHECK(store.erased().at(0).carried_out);
    CHECK(store.finish_erasures());
    CHECK(files_with(town.authority(), person.ciphertext) == std::set<std::string>{});
    CHECK(findings_in(town.authority()) == nothing);
}

TEST_CASE("a replica carries an erasure out when it hears of it, and keeps nothing that comes later")
{
    const Town town;
    const Person person = enter(town.authority(), "a");
    Store authority(town.authority());
    Store replica(town.replica());
    pull(authority, replica);
    {
        SubjectKeys keys(town.replica(), Access::Write);
        keys.put(person.subject, person.key);
        keys.put(person.subject, std::string(32, 'x')); // the first one stays
        CHECK(keys.find(person.subject) == person.key);
        CHECK_THROWS_AS(keys.put("x", person.key), Error);
    }
    Blobs(town.replica() / "blobs").put(Blobs(town.authority() / "blobs").get(person.file));
    CHECK_FALSE(files_with(town.replica(), person.ciphertext).empty());
    CHECK(findings_in(town.replica()) == nothing);
    // The replica writes on, without knowing.
    {
        Writer writer(replica, "gia");
        writer.seal(*replica.find(person.uid), "applicant", "სხვა", town.replica());
        writer.commit();
    }
    const std::string waiting = replica.sealed_of(first_pending + 1).at(0).ciphertext;
    erase(authority, person);
    push(replica, authority);
    CHECK(authority.sealed_of(authority.head().size - 1).at(0).ciphertext.empty());
    CHECK(files_with(town.authority(), waiting) == std::set<std::string>{});
    CHECK(findings_in(town.authority()) == nothing);
    pull(authority, replica);
    for (const std::string& bytes : {person.key, person.ciphertext, waiting})
        CHECK(files_with(town.replica(), bytes) == std::set<std::string>{});
    CHECK_FALSE(Blobs(town.replica() / "blobs").has(person.file));
    CHECK(replica.erased().at(0).carried_out);
    CHECK(findings_in(town.replica()) == nothing);
    // A clone that is made afterwards has heard of nothing else.
    const Folder late;
    town.clone(late, 'q');
    CHECK(Store(late.path()).is_erased(person.subject));
    CHECK(findings_in(late.path()) == nothing);
}

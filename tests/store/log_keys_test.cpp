// The key that signs checkpoints changes where the log says so.
#include "fault_of.hpp"
#include "store/sample_sync.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::store;
using namespace ogp::store::sample;

namespace {

std::vector<std::string> findings(const fs::path& folder)
{
    Store store(folder);
    std::vector<std::string> lines;
    for (const Finding& finding : Verifier(store).run().findings)
        lines.push_back(finding.where + ": " + finding.message.en);
    return lines;
}

} // namespace

TEST_CASE("the keys of a log stand in the log, each from its place on", "[log_keys]")
{
    const Folder folder;
    found(folder.path());
    CHECK(Store(folder.path()).log_keys().handovers().empty());
    CHECK(Store(folder.path()).identity().authority_key == key().public_key());
    change_log_key(folder.path(), key(), key_of('m'));
    change_log_key(folder.path(), key_of('m'), key_of('n'));
    Store store(folder.path());
    CHECK(store.identity().key == key_of('n').public_key());
    CHECK(store.identity().authority_key == key().public_key());
    const ledger::LogKeys keys = store.log_keys();
    REQUIRE(keys.handovers().size() == 2);
    CHECK(keys.at(3).key == key().public_key());
    CHECK(keys.at(4).key == key_of('m').public_key());
    CHECK(keys.present().key == key_of('n').public_key());
    store.rebuild();
    CHECK(store.log_keys().notes() == keys.notes());
    CHECK(findings(folder.path()).empty());
}

TEST_CASE("a store that is open sees that somebody else has changed the key", "[log_keys]")
{
    const Folder folder;
    found(folder.path());
    Store store(folder.path());
    CHECK_FALSE(store.look_again());
    change_log_key(folder.path(), key(), key_of('m'));
    CHECK(store.identity().key == key().public_key());
    CHECK(store.look_again());
    CHECK(store.identity().key == key_of('m').public_key());
    change_log_key(folder.path(), key_of('m'), key_of('n'));
    store.begin(); // whoever writes need not ask
    CHECK(store.identity().key == key_of('n').public_key());
}

TEST_CASE("a change of key that does not hold is refused, and nothing has happened", "[log_keys]")
{
    const Folder folder;
    found(folder.path());
    Store store(folder.path());
    const auto refused = [&](const std::function<void(Writer&)>& act) {
        const std::string before = store.head().checkpoint;
        CHECK_THROWS_AS(
            [&] {
                Writer writer(store);
                act(writer);
            }(),
            Error);
        CHECK(store.head().checkpoint == before);
        CHECK(store.log_keys().handovers().empty());
        CHECK(store.identity().key == key().public_key());
    };
    // By a key that is not in force, of another place, naming another key than it grants.
    refused([&](Writer& writer) { writer.append(handover(writer, key_of('x'), key_of('n'))); });
    refused([&](Writer& writer) {
        writer.grant("gia", "editor");
        writer.append(handover(writer, key(), key_of('n')));
    });
    refused([&](Writer& writer) {
        model::Event event = handover(writer, key(), key_of('n'));
        event.set.set("key", key_of('x').public_key().hex());
        writer.append(event);
    });
    refused([&](Writer& writer) {
        model::Event event = handover(writer, key(), key_of('n'));
        event.set.set("handover", "words");
        writer.append(event);
    });
    // Where the first checkpoint is not signed by both.
    for (const std::vector<ledger::SecretKey>& keys : {std::vector{key()}, std::vector{key_of('n')}, std::vector{key(), key_of('x')}})
        refused([&](Writer& writer) {
            writer.append(handover(writer, key(), key_of('n')));
            writer.transaction().commit(at(2000), log_signer({key()}), log_signer(keys));
        });
    CHECK(findings(folder.path()).empty());
}

TEST_CASE("a replica takes a change of key over, and stops where the old key goes on", "[log_keys]")
{
    const Folder city;
    const Folder copy;
    found(city.path());
    Store::create(copy.path(), replica_identity('p'));
    fs::copy(city.path() / "blobs", copy.path() / "blobs", fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    Store authority(city.path());
    Store replica(copy.path());
    pull(authority, replica);
    change_log_key(city.path(), key(), key_of('n'));
    {
        Writer writer(authority);
        writer.grant("eve", "editor");
        writer.transaction().commit(at(2001), log_signer({key_of('n')}));
    }
    const std::string statement = ledger::parse_note(authority.head().checkpoint).text;
    const auto take = [&](const std::string& checkpoint) {
        Confirmation confirmation = replica.begin_confirming();
        take_over(authority, confirmation);
        confirmation.commit(checkpoint);
    };
    for (const std::vector<ledger::SecretKey>& keys : {std::vector{key()}, std::vector{key_of('x')}})
        CHECK(fault_of([&] { take(log_signer(keys)(statement)); }) == Fault::Integrity);
    CHECK(replica.log_keys().handovers().empty());
    take(authority.head().checkpoint);
    CHECK(replica.log_keys().notes() == authority.log_keys().notes());
    CHECK(replica.identity().key == key_of('p').public_key());
    CHECK(replica.identity().authority_key == key().public_key());
    CHECK(findings(copy.path()).empty());

    // Somebody else's change, in a log that goes on.
    const std::string before = replica.head().checkpoint;
    Confirmation confirmation = replica.begin_confirming();
    model::Event event;
    {
        Writer writer(authority);
        event = handover(writer, key(), key_of('x'));
        event.number = 1000;
    }
    event.number = authority.last_number(identity().replica) + 1;
    CHECK(fault_of([&] { confirmation.append({.bytes = ledger::encode(event)}); }) == Fault::Integrity);
    CHECK(replica.head().checkpoint == before);
}

TEST_CASE("a check finds a checkpoint that the key of its time has not signed", "[log_keys]")
{
    const Folder folder;
    found(folder.path());
    change_log_key(folder.path(), key(), key_of('n'));
    CHECK(findings(folder.path()).empty());
    const auto sign = [&](const std::vector<ledger::SecretKey>& keys) {
        SQLite::Database database = raw(folder.path());
        const std::string note = database.execAndGet("SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1").getString();
        SQLite::Statement update(database, "UPDATE checkpoint SET note = ? WHERE size = 4");
        update.bind(1, log_signer(keys)(ledger::parse_note(note).text));
        REQUIRE(update.exec() == 1);
    };
    sign({key(), key_of('n')});
    CHECK(findings(folder.path()).empty());
    for (const std::vector<ledger::SecretKey>& keys : {std::vector{key()}, std::vector{key_of('n')}, std::vector{key_of('x')}}) {
        sign(keys);
        const auto found_damage = findings(folder.path());
        REQUIRE_FALSE(found_damage.empty());
        CHECK(found_damage.front().find("checkpoint 4") != std::string::npos);
    }
}

// The key of an authority changes: everybody who trusted the old one comes to the new one because the log says so.
#include "app/log_key_trial.hpp"
#include "app/trust/actors.hpp"
#include "app/trust/proofs.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/log_keys.hpp"
#include "store/confirmation.hpp"
#include "store/shared_log.hpp"
#include "store/verifier.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

using namespace ogp;
using namespace ogp::app;

namespace {

namespace fs = std::filesystem;

ledger::VerifierKey key_of(const TrialPlace& place)
{
    return log_key(place.open({}).store());
}

std::string word(const ledger::VerifierKey& key)
{
    return ledger::verifier_key(key.name, key.key);
}

void check_equal(const TrialPlace& clone, const TrialPlace& city)
{
    Repository here = clone.open({});
    Repository there = city.open({});
    CHECK(here.store().head().root == there.store().head().root);
    CHECK(here.store().projection_root() == there.store().projection_root());
    CHECK(here.store().log_keys().notes() == there.store().log_keys().notes());
    CHECK(findings_of(here).empty());
    CHECK(findings_of(there).empty());
}

/// The same folder as it was, and somebody who goes on with it.
class Thief : public TrialPlace
{
public:
    explicit Thief(const TrialCity& city) : TrialPlace("thief")
    {
        fs::copy(city.folder(), folder(), fs::copy_options::recursive);
        now = city.now;
        // A log of its own: what is shared is not stolen with the file.
        Settings settings = Settings::load(folder() / ".ogp" / "config.yaml");
        settings.log.clear();
        write_file(folder() / ".ogp" / "config.yaml", settings.to_yaml());
        fs::remove(folder() / ".ogp" / store::shared_log_mark);
    }
    std::unique_ptr<Authority> authority() const
    {
        return std::make_unique<Authority>(AuthorityOptions{.folder = folder(), .clock = [this] { return Clock{now, ClockSource::System}; }});
    }
};

/// Changes what the authority answers.
class Liar final : public InProcessTransport
{
public:
    using Change = std::function<void(const sync::Request&, sync::Response&)>;
    Liar(Authority& authority, std::string token, Change change) : InProcessTransport(authority, std::move(token)), m_change(std::move(change)) {}
    sync::Response send(const sync::Request& request) override
    {
        sync::Response response = InProcessTransport::send(request);
        m_change(request, response);
        return response;
    }

private:
    Change m_change;
};

} // namespace

TEST_CASE("an authority's key changes: its log says so, and goes on under the new one", "[log_key]")
{
    TrialCity city;
    city.request("before");
    const std::string before = note_of(city);
    const ledger::VerifierKey old_key = key_of(city);
    const KeyRotation rotated = rotate(city);
    CHECK(rotated.old_key == old_key.key);
    CHECK(rotated.new_key != rotated.old_key);
    const ledger::VerifierKey new_key = key_of(city);
    CHECK(new_key == ledger::VerifierKey{old_key.name, rotated.new_key});

    // The first checkpoint is for both, the next one for the new key alone.
    const ledger::Note both = ledger::parse_note(note_of(city));
    CHECK(ledger::verify_note(both, old_key.name, old_key.key));
    CHECK(ledger::verify_note(both, new_key.name, new_key.key));
    city.request("after");
    const ledger::Note next = ledger::parse_note(note_of(city));
    CHECK(next.signatures.size() == 1);
    CHECK(ledger::verify_note(next, new_key.name, new_key.key));

    Repository repository = city.open("admin");
    CHECK(repository.store().identity().key == rotated.new_key);
    CHECK(repository.store().identity().authority_key == rotated.old_key);
    CHECK(repository.store().actor("nino")->keys == std::vector{rotated.new_key});
    CHECK(findings_of(repository).empty());
    CHECK(check_repository(repository, store::Signatures::All).findings.empty());
    CHECK(audit(repository, before, "note").json["consistent"].as_boolean());
    CHECK(audit(repository, note_of(city), "note").json["consistent"].as_boolean());
    repository.store().rebuild();
    CHECK(repository.store().log_keys().handovers().size() == 1);
    CHECK(findings_of(repository).empty());
    CHECK(read_key(replica_key_place(repository)).public_key() == rotated.new_key);
    CHECK_FALSE(fs::exists(next_key_place(repository)));
}

TEST_CASE("only an admin changes the key, and everybody who acts there goes on acting", "[log_key]")
{
    TrialCity city;
    {
        Repository repository = city.open("admin");
        add_actor(repository, "dato", {"foi_officer"}, DryRun::No);
        const workflow::Actor actor = repository.acting();
        Batch batch(repository.store(), repository.clock(), actor.id, actor.role);
        batch.grant("dato", repository.store().identity().key, {});
        batch.commit([&](std::string_view text) { return repository.sign(text); });
    }
    {
        Repository officer = city.open("foi_officer");
        CHECK(fault_of([&] { rotate_log_key(officer); }) == Fault::Forbidden);
    }
    const KeyRotation rotated = rotate(city);
    Repository repository = city.open("admin");
    CHECK(repository.store().actor("dato")->keys == std::vector{rotated.new_key});
    CHECK(repository.store().key_revoked_at("dato", rotated.old_key));
    CHECK(repository.store().key_revoked_at("nino", rotated.old_key));
    CHECK(findings_of(repository).empty());
}

TEST_CASE("a clone that was away while the key changed twice comes to the new one, and loses nothing", "[log_key]")
{
    TrialCity city;
    TrialClone clone(city);
    clone.pull();
    clone.request("its applicant is sealed, to a key that the authority has no more");
    city.request("first");
    rotate(city);
    city.request("second");
    const KeyRotation last = rotate(city);
    const auto counts = clone.sync();
    CHECK(counts.applied == 1);
    CHECK(counts.refused == 0);
    check_equal(clone, city);
    CHECK(key_of(clone).key == last.new_key);
    clone.request("and another one");
    CHECK(clone.sync().applied == 1);
    CHECK(clone.pull().pulled == 0);
    check_equal(clone, city);
    clone.open({}).store().rebuild();
    check_equal(clone, city);
    for (const std::string& event : {std::string("#0"), "#" + std::to_string(clone.open({}).store().head().size - 1)})
        CHECK(verify_proof(prove(clone.open({}), event), "p", {.key = word(key_of(city))}).json["key_known"].as_boolean());
}

TEST_CASE("a fresh clone is begun with any key that the log has had, and with no other", "[log_key]")
{
    TrialCity city;
    std::vector<ledger::VerifierKey> keys{key_of(city)};
    for (int i = 0; i < 2; ++i) {
        city.request("between");
        rotate(city);
        keys.push_back(key_of(city));
    }
    city.request("last");
    for (const ledger::VerifierKey& key : keys) {
        const TrialFolder folder("fresh");
        sync::Client client(city.transport());
        const Cloned cloned = begin_clone({.folder = folder.path(), .url = "http://127.0.0.1:1", .token = city.token(), .key = key}, client);
        CHECK(cloned.authority == word(keys.back()));
        Repository repository({.folder = folder.path(), .access = store::Access::Write, .actor = {}, .role = {}, .clock = {city.now, ClockSource::System}});
        ReplicaSync(repository, client).pull();
        CHECK(repository.store().identity().authority_key == keys.front().key);
        CHECK(repository.store().identity().pinned == (key == keys.front() ? std::nullopt : std::optional(key.key)));
        CHECK(repository.store().head().root == city.open({}).store().head().root);
        CHECK(findings_of(repository).empty());
    }
    const TrialFolder folder("fresh");
    sync::Client client(city.transport());
    const ledger::VerifierKey strange{keys.front().name, ledger::SecretKey::generate().public_key()};
    CHECK(fault_of([&] { begin_clone({.folder = folder.path(), .url = "http://127.0.0.1:1", .token = city.token(), .key = strange}, client); }) ==
          Fault::Integrity);
}

TEST_CASE("whoever holds the old key signs nothing any more that a clone takes", "[log_key]")
{
    TrialCity city;
    city.request("before");
    const Thief thief(city); // with its key
    TrialClone clone(city);
    clone.pull();
    const std::string token = city.token();
    rotate(city);
    clone.pull();
    const std::string before = note_of(clone);

    // The log as it was, gone on with under the old key, longer than the real one.
    {
        Repository stolen = thief.open("citizen");
        for (int i = 0; i < 10; ++i) {
            Change change(stolen);
            change.open("foi", Json::object({{"subject", "forged"}, {"body", "forged"}, {"applicant", Json::object({{"name", "X"}})}}));
            change.commit();
        }
    }
    const auto forger = thief.authority();
    std::string thiefs_token;
    {
        Repository stolen = thief.open("admin");
        thiefs_token = new_token(stolen, {.actor = "nino", .scopes = {Scope::Pull, Scope::Push}}, DryRun::No).text;
    }
    REQUIRE(thief.open({}).store().head().size > clone.open({}).store().head().size);
    CHECK(fault_of([&] { clone.run([](ReplicaSync& replica) { replica.pull(); }, std::make_unique<InProcessTransport>(*forger, thiefs_token)); }) ==
          Fault::Integrity);
    CHECK(note_of(clone) == before);
    // A page alone, without the checkpoint asked for before.
    CHECK(fault_of([&] {
              Repository repository = clone.open({});
              store::Confirmation confirmation = repository.store().begin_confirming();
              confirmation.commit(note_of(thief));
          }) == Fault::Integrity);
    // A checkpoint over the real tree, by the old key alone, where the new one is in force.
    const auto stolen_key = read_key(replica_key_place(thief.open({})));
    const std::string name = key_of(clone).name;
    const std::string forged = ledger::sign_note(ledger::parse_note(note_of(city)).text, name, stolen_key);
    CHECK(fault_of([&] { audit(clone.open({}), forged, "note"); }) == Fault::Integrity);
    CHECK(fault_of([&] {
              clone.run([](ReplicaSync& replica) { replica.pull(); },
                        std::make_unique<Liar>(city.authority(), token, [&](const sync::Request& request, sync::Response& response) {
                            if (request.target.starts_with("/v1/checkpoint"))
                                response = {.status = 200, .body = forged};
                        }));
          }) == Fault::Integrity);
    CHECK(clone.pull().pulled == 0);

    // A clone that is begun with a later key is not given the part that the old one could sign.
    const TrialFolder folder("pinned");
    sync::Client client(city.transport());
    begin_clone({.folder = folder.path(), .url = "http://127.0.0.1:1", .token = token, .key = key_of(city)}, client);
    Repository pinned({.folder = folder.path(), .access = store::Access::Write, .actor = {}, .role = {}, .clock = {city.now, ClockSource::System}});
    sync::Client forgers(std::make_unique<InProcessTransport>(*forger, thiefs_token));
    CHECK(fault_of([&] { ReplicaSync(pinned, forgers).pull(); }) == Fault::Integrity);
    CHECK(pinned.store().head().size == 0);
    ReplicaSync(pinned, client).pull();
    CHECK(findings_of(pinned).empty());
}

TEST_CASE("a batch that the old key of an authority has signed is quarantined", "[log_key]")
{
    TrialCity city;
    const std::string stolen = read_file(replica_key_place(city.open({})));
    TrialClone clone(city);
    clone.pull();
    const KeyRotation rotated = rotate(city);
    clone.pull();
    {
        Repository repository = clone.open({});
        repository.store().change_key(rotated.old_key);
        write_file(replica_key_place(repository), stolen, FileMode::Private);
    }
    clone.request("signed by the stolen key");
    const auto counts = clone.sync();
    CHECK(counts.quarantined == 1);
    CHECK(counts.applied == 0);
    check_equal(clone, city);
    // The authority itself does not sign with it any more.
    const fs::path place = replica_key_place(city.open({}));
    write_file(place, stolen, FileMode::Private);
    CHECK(fault_of([&] { city.request("signed by what is no longer its key"); }) == Fault::Integrity);
    CHECK(findings_of(*std::make_unique<Repository>(OpenOptions{.folder = city.folder(), .access = store::Access::Write, .actor = {}, .role = {}, .clock = {}})).empty());
}

TEST_CASE("a change of key that the old one has not made is refused", "[log_key]")
{
    TrialCity city;
    TrialClone clone(city);
    clone.pull();
    city.request("something new");
    const ledger::VerifierKey real = key_of(city);
    const auto mine = ledger::SecretKey::from_seed(std::string(32, 'm'));
    const auto other = ledger::SecretKey::from_seed(std::string(32, 'o'));
    const std::string token = city.token();
    const auto forge = [&](std::vector<std::string> handovers) {
        return std::make_unique<Liar>(city.authority(), token, [&, handovers](const sync::Request& request, sync::Response& response) {
            if (request.target.starts_with("/v1/checkpoint")) {
                response.body = ledger::sign_note(ledger::parse_note(response.body).text, real.name, mine);
            } else if (request.target == "/v1/info") {
                sync::Info info = sync::parse_info(response.body);
                info.key = mine.public_key();
                info.handovers = handovers;
                response.body = sync::write_info(info);
            }
        });
    };
    const auto pull = [](ReplicaSync& replica) { replica.pull(); };
    const std::string before = note_of(clone);
    CHECK(fault_of([&] { clone.run(pull, forge({})); }) == Fault::Integrity);
    CHECK(fault_of([&] { clone.run(pull, forge({ledger::Handover::make(3, real.name, other, mine).note})); }) == Fault::Integrity);
    // The text names the real key; another one has signed in its place.
    const std::string text = ledger::parse_note(ledger::Handover::make(3, real.name, read_key(replica_key_place(city.open({}))), mine).note).text;
    CHECK(fault_of([&] { clone.run(pull, forge({ledger::sign_note(ledger::sign_note(text, real.name, other), real.name, mine)})); }) == Fault::Integrity);
    CHECK(note_of(clone) == before);
    CHECK(clone.pull().pulled == 1);

    // Nor does the authority write what it cannot prove.
    Repository repository = city.open("admin");
    const workflow::Actor actor = repository.acting();
    for (const ledger::SecretKey& older : {other, mine}) {
        Batch batch(repository.store(), repository.clock(), actor.id, actor.role);
        model::Event event = batch.blank(model::Op::Grant);
        event.set = Json::object({{"actor", "nino"},
                                  {"key", mine.public_key().hex()},
                                  {"handover", ledger::Handover::make(batch.transaction().head().size, real.name, older, ledger::SecretKey::generate()).note}});
        CHECK_THROWS_AS(batch.append(std::move(event)), Error);
    }
    CHECK(findings_of(repository).empty());
}

TEST_CASE("proofs lead from the key of their reader to the one that signed", "[log_key]")
{
    TrialCity city;
    const CaseUid before = city.request("before");
    const std::string old_word = word(key_of(city));
    const std::string old_proof = prove(city.open({}), before.hex());
    const std::string old_tlog = prove(city.open({}), "#2", ProofFormat::Tlog);
    rotate(city);
    const CaseUid between = city.request("between");
    rotate(city);
    const std::string new_word = word(key_of(city));
    const std::string strange = ledger::verifier_key(key_of(city).name, ledger::SecretKey::generate().public_key());
    for (const std::string& proof : {old_proof, old_tlog}) {
        CHECK(verify_proof(proof, "p", {.key = old_word}).json["key_known"].as_boolean());
        CHECK_FALSE(verify_proof(proof, "p", {}).json["key_known"].as_boolean());
        CHECK(fault_of([&] { verify_proof(proof, "p", {.key = new_word}); }) == Fault::Integrity);
    }
    const Repository repository = city.open({});
    for (const std::string& proof : {prove(repository, before.hex()), prove(repository, between.hex()), prove(repository, "#2", ProofFormat::Tlog),
                                     prove(repository, "#" + std::to_string(repository.store().head().size - 1), ProofFormat::Tlog)}) {
        for (const std::string& key : {old_word, new_word}) {
            const ProofSheet sheet = verify_proof(proof, "p", {.key = key});
            CHECK(sheet.json["key_known"].as_boolean());
            CHECK(sheet.json.text("key") == new_word);
            REQUIRE(sheet.json["older_keys"].size() == 2);
            CHECK(sheet.json["older_keys"].items().front().as_text() == old_word);
        }
        CHECK(fault_of([&] { verify_proof(proof, "p", {.key = strange}); }) == Fault::Integrity);
    }
    // Without one of the changes there is no way.
    std::string torn = prove(repository, before.hex());
    CHECK(torn.starts_with("ogp/proof@v3\n"));
    const auto at = torn.find("\nhandover ");
    torn.erase(at, torn.find('\n', at + 1) - at);
    CHECK(verify_proof(torn, "p", {}).json["older_keys"].size() == 1);
    CHECK(fault_of([&] { verify_proof(torn, "p", {.key = old_word}); }) == Fault::Integrity);
}

TEST_CASE("a server that runs goes on with the key that somebody else has changed", "[log_key]")
{
    TrialCity city; // its authority has the repository open
    TrialClone clone(city);
    clone.pull();
    clone.request("one");
    clone.sync();
    const KeyRotation rotated = rotate(city);
    clone.request("two");
    CHECK(clone.sync().applied == 1);
    check_equal(clone, city);
    CHECK(key_of(clone).key == rotated.new_key);
    CHECK(city.authority().info(std::nullopt).key == rotated.new_key);

    // A copy that hands the log on tells the same keys.
    Authority follower({.folder = clone.folder(), .mode = AuthorityOptions::Mode::Follow, .clock = [&] { return Clock{city.now, ClockSource::System}; }});
    CHECK(follower.info(std::nullopt).key == rotated.new_key);
    CHECK(follower.info(std::nullopt).handovers == city.authority().info(std::nullopt).handovers);

    // Where it cannot get at the new key it says so.
    const fs::path place = replica_key_place(city.open({}));
    fs::rename(place, place.string() + ".away");
    make_key(place, {});
    city.restart();
    clone.request("three");
    try {
        clone.sync();
        FAIL("signed");
    } catch (const Error& error) {
        CHECK(error.message().en.find("the key is not this repository's") != std::string::npos);
    }
    fs::rename(place.string() + ".away", place);
    city.restart();
    CHECK(clone.sync().applied == 1);
    check_equal(clone, city);
}

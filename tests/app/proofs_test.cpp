#include "app/trust/proofs.hpp"

#include "app/trial_repository.hpp"
#include "app/trust/consistency.hpp"
#include "app/trust/cosignatures.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "fault_of.hpp"
#include "ledger/consistency.hpp"
#include "ledger/cosignature.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace ogp;
using namespace ogp::app;

namespace {

const char* const plan = "plan";

CaseUid open_plan(Repository& repository, const std::string& number)
{
    Change change(repository);
    const auto row = change.open(plan, Json::object({{"number", number}, {"title", Json::object({{"en", "Plan"}})}}));
    change.commit();
    return row.subject.uid;
}

} // namespace

TEST_CASE("a case's proof has every event of the case, over several batches")
{
    const TrialRepository trial;
    Repository repository = trial.open();
    const CaseUid uid = open_plan(repository, "p1");
    for (const char* words : {"first", "second"}) {
        Change change(repository);
        change.comment(uid, words);
        change.commit();
        open_plan(repository, std::string("other-") + words);
    }
    const ProofSheet sheet = verify_proof(prove(repository, "p1"), "p", {});
    CHECK(sheet.json["events"].size() == 3);
    CHECK(sheet.json["subject"].text("case") == uid.hex());
    CHECK(sheet.json["size"] == Json(static_cast<std::int64_t>(repository.store().head().size)));
    CHECK_FALSE(sheet.json["key_known"].as_boolean());
}

TEST_CASE("every event of a log can be proved, by place and by id")
{
    const TrialRepository trial;
    Repository repository = trial.open();
    open_plan(repository, "p1");
    const std::uint64_t size = repository.store().head().size;
    for (std::uint64_t i = 0; i < size; ++i) {
        const std::string id = repository.store().event(i)->id.hex();
        const std::string proof = prove(repository, "#" + std::to_string(i));
        CHECK(verify_proof(proof, "p", {}).json["subject"].text("event") == id);
        CHECK(prove(repository, id) == proof);
        CHECK(prove(repository, id.substr(0, 33)) == proof);
    }
    // What no case is called by may be as short as eight digits; an id that a case begins with is the case.
    CHECK(prove(repository, repository.store().event(0)->id.hex().substr(0, 8)) == prove(repository, "#0"));
    CHECK(prove(repository, repository.store().event(size - 1)->id.hex().substr(0, 8)) == prove(repository, "p1"));
    CHECK(fault_of([&] { prove(repository, repository.store().event(0)->id.hex().substr(0, 7)); }) == Fault::NotFound);
    CHECK(fault_of([&] { prove(repository, "#" + std::to_string(size)); }) == Fault::NotFound);
    CHECK(fault_of([&] { prove(repository, "#-1"); }) == Fault::NotFound);
}

TEST_CASE("a proof is held against the key that the reader knows")
{
    const TrialRepository trial;
    const TrialRepository elsewhere;
    Repository repository = trial.open();
    Repository other = elsewhere.open();
    const std::string key = newest_checkpoint(repository).json.text("key");
    const std::string other_key = newest_checkpoint(other).json.text("key");
    const std::string proof = prove(repository, "#0");
    CHECK(verify_proof(proof, "p", {.key = key}).json["key_known"].as_boolean());
    CHECK(fault_of([&] { verify_proof(proof, "p", {.key = other_key}); }) == Fault::Integrity);
    CHECK(fault_of([&] { verify_proof(proof, "p", {.key = "no key"}); }) == Fault::Usage);
    CHECK(fault_of([&] { verify_proof("no proof", "p", {.key = key}); }) == Fault::Invalid);
}

TEST_CASE("a log is audited from every checkpoint that it has signed")
{
    const TrialRepository trial;
    const TrialRepository elsewhere;
    Repository repository = trial.open();
    for (const char* number : {"p1", "p2", "p3"})
        open_plan(repository, number);
    for (const std::string& note : repository.store().checkpoints())
        CHECK(audit(repository, note, "note").json["consistent"].as_boolean());
    const Repository other = elsewhere.open();
    CHECK(fault_of([&] { audit(repository, newest_checkpoint(other).note, "note"); }) == Fault::Integrity);
    CHECK(fault_of([&] { audit(repository, "no note", "note"); }) == Fault::Invalid);

    std::string changed = newest_checkpoint(repository).note;
    changed[changed.find('\n') + 1] ^= 1;
    CHECK(fault_of([&] { audit(repository, changed, "note"); }) == Fault::Integrity);
}

namespace {

const ledger::SecretKey witness_secret = ledger::SecretKey::from_seed(std::string(32, 'w'));
const char* const witness_name = "ngo.example/w1";

std::string witness_word()
{
    return ledger::verifier_key(witness_name, witness_secret.public_key(), ledger::KeyKind::Witness);
}

void name_witness(const TrialRepository& trial, const std::string& key)
{
    const auto file = trial.folder() / ".ogp" / "config.yaml";
    write_file(file, read_file(file) + "witnesses:\n  - " + key + "\nwitnesses_required: 1\n");
}

/// What a witness hands in for a checkpoint.
std::string handed_in(const std::string& checkpoint)
{
    const std::string text = ledger::parse_note(checkpoint).text;
    return text + "\n" + ledger::cosignature_line(text, witness_name, witness_secret, 1'700'000'000);
}

} // namespace

TEST_CASE("one event is proved in the format of C2SP too, a case is not")
{
    const TrialRepository trial;
    Repository repository = trial.open();
    const CaseUid uid = open_plan(repository, "p1");
    const std::string proof = prove(repository, "#0", ProofFormat::Tlog);
    CHECK(proof.starts_with("c2sp.org/tlog-proof@v1\nextra "));
    const std::string key = newest_checkpoint(repository).json.text("key");
    const ProofSheet sheet = verify_proof(proof, "p", {.key = key});
    CHECK(sheet.json["key_known"].as_boolean());
    CHECK(sheet.json["events"].size() == 1);
    CHECK(verify_proof(prove(repository, "p1", ProofFormat::Tlog), "p", {}).json["events"].size() == 1);
    Change change(repository);
    change.comment(uid, "words");
    change.commit();
    CHECK(fault_of([&] { prove(repository, "p1", ProofFormat::Tlog); }) == Fault::Usage);
}

TEST_CASE("a cosignature is kept where the settings name the witness, and goes out with checkpoint and proof")
{
    const TrialRepository trial;
    const std::string note = [&] {
        Repository repository = trial.open();
        open_plan(repository, "p1");
        CHECK(fault_of([&] { keep_cosignature(repository, handed_in(repository.store().head().checkpoint)); }) == Fault::Forbidden);
        CHECK(fault_of([&] { witnessed_checkpoint(repository); }) == Fault::Gate);
        return repository.store().head().checkpoint;
    }();
    name_witness(trial, witness_word());
    Repository repository = trial.open();
    CHECK(keep_cosignature(repository, handed_in(note)) == witness_name);
    CHECK(keep_cosignature(repository, handed_in(note)) == witness_name);
    SignedCheckpoint newest = newest_checkpoint(repository);
    CHECK(ledger::parse_note(newest.note).signatures.size() == 2);
    CHECK(newest.json["witnesses"].size() == 1);
    CHECK(newest.json["witnessed"].as_boolean());
    CHECK(audit(repository, newest.note, "note").json["witnesses"].size() == 1);
    CHECK(ledger::ConsistencyProof::parse(consistency_answer(repository.store(), 3)).note == newest.note);

    const std::string proof = prove(repository, "#0", ProofFormat::Tlog);
    const ProofTrust trust{.key = newest.json.text("key"), .witnesses = {witness_word()}, .required = 1};
    CHECK(verify_proof(proof, "p", trust).json["witnesses"].size() == 1);
    CHECK_FALSE(prove(repository, "#0").empty());

    // The next checkpoint has no cosignature yet; the newest one that has is still to be had.
    open_plan(repository, "p2");
    CHECK(fault_of([&] { verify_proof(prove(repository, "#0", ProofFormat::Tlog), "p", trust); }) == Fault::Gate);
    CHECK_FALSE(newest_checkpoint(repository).json["witnessed"].as_boolean());
    CHECK(witnessed_checkpoint(repository).note == newest.note);
}

TEST_CASE("a cosignature of what this log never signed is not kept")
{
    const TrialRepository trial;
    const TrialRepository elsewhere;
    name_witness(trial, witness_word());
    Repository repository = trial.open();
    Repository other = elsewhere.open();
    const std::string note = repository.store().head().checkpoint;
    ledger::Checkpoint checkpoint = ledger::Checkpoint::parse(ledger::parse_note(note).text);
    const auto keeping = [&](const std::string& text) {
        return [&repository, text] { keep_cosignature(repository, text + "\n" + ledger::cosignature_line(text, witness_name, witness_secret, 5)); };
    };
    CHECK(fault_of(keeping(ledger::parse_note(other.store().head().checkpoint).text)) == Fault::NotFound);
    checkpoint.root = sha256("another tree");
    CHECK(fault_of(keeping(checkpoint.text())) == Fault::Integrity);
    checkpoint.size += 1;
    CHECK(fault_of(keeping(checkpoint.text())) == Fault::NotFound);
    CHECK(fault_of([&] { keep_cosignature(repository, "garbage"); }) == Fault::Invalid);
    std::string changed = handed_in(note);
    const std::size_t time = changed.rfind(' ') + 10;
    changed[time] = changed[time] == 'A' ? 'B' : 'A';
    CHECK(fault_of([&] { keep_cosignature(repository, changed); }) == Fault::Integrity);
    CHECK(repository.store().cosignatures(repository.store().head().size).empty());
}

TEST_CASE("settings take nothing for a witness but the key of one")
{
    const TrialRepository trial;
    name_witness(trial, ledger::verifier_key(witness_name, witness_secret.public_key()));
    CHECK(fault_of([&] { trial.open(); }) == Fault::Invalid);
}

TEST_CASE("the proof of consistency is one for every size that the log had")
{
    const TrialRepository trial;
    Repository repository = trial.open();
    for (const char* number : {"p1", "p2", "p3"})
        open_plan(repository, number);
    const store::Head head = repository.store().head();
    const ledger::VerifierKey key = log_key(repository.store());
    for (const std::string& note : repository.store().checkpoints()) {
        const ledger::Checkpoint older = ledger::signed_checkpoint(note, key);
        const auto proof = ledger::ConsistencyProof::parse(consistency_answer(repository.store(), older.size));
        CHECK_NOTHROW(ledger::check_continues(older, ledger::signed_checkpoint(proof.note, key), proof.path));
    }
    CHECK(fault_of([&] { consistency_answer(repository.store(), head.size + 1); }) == Fault::NotFound);
}

#include "app/proofs.hpp"

#include "app/trial_repository.hpp"
#include "base/error.hpp"

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

template <class Act>
Fault fault_of(Act&& act)
{
    try {
        act();
    } catch (const Error& error) {
        return error.fault();
    }
    FAIL("accepted");
    return Fault::Internal;
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
    CHECK(verify_proof(proof, "p", key).json["key_known"].as_boolean());
    CHECK(fault_of([&] { verify_proof(proof, "p", other_key); }) == Fault::Integrity);
    CHECK(fault_of([&] { verify_proof(proof, "p", "no key"); }) == Fault::Usage);
    CHECK(fault_of([&] { verify_proof("no proof", "p", key); }) == Fault::Invalid);
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

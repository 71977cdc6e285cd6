#include "app/trust/erasure.hpp"

#include "app/authority_trial.hpp"
#include "app/cases/personal.hpp"
#include "app/cases/subjects.hpp"
#include "ledger/key_wrap.hpp"
#include "ledger/seal.hpp"
#include "store/subject_keys.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

using namespace ogp;
using namespace ogp::app;

namespace {

constexpr std::string_view canary = "zurab-the-canary";

Json request(const std::string& name)
{
    return Json::object({{"number", "R-" + name.substr(0, 3) + std::to_string(random_integer() % 1'000'000)}, {"subject", "roads"},
                         {"applicant", Json::object({{"name", name}})}, {"note", "of the office"}});
}

bool is_anywhere(const std::filesystem::path& folder, std::string_view text)
{
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file())
            continue;
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string content{std::istreambuf_iterator<char>(file), {}};
        if (content.find(text) != std::string::npos)
            return true;
    }
    return false;
}


} // namespace

TEST_CASE("erasure: a person's values are gone from every case, and every proof holds")
{
    TrialAuthority city;
    Repository repository = city.open();
    std::vector<CaseUid> uids;
    std::string key;
    {
        Change change(repository);
        for (const char* name : {canary.data(), canary.data(), "somebody else"})
            uids.push_back(change.open("request", request(name)).subject.uid);
        change.comment(uids[0], std::string(canary) + " called");
        change.commit();
        const store::SubjectKeys keys(repository.data_folder(), store::Access::Read);
        key = keys.find(*repository.store().subject_of(uids[0])).value();
    }
    const auto row = [&](std::size_t i) { return *repository.store().find(uids[i]); };
    CHECK(is_anywhere(city.folder(), key)); // the control: what is looked for is there
    CHECK(erase_case(repository, row(0), "art. 16", DryRun::Yes).cases.size() == 2);
    CHECK(PersonalValues(repository).current(uids[0], "applicant"));

    const Erased erased = erase_case(repository, row(0), "art. 16", DryRun::No);
    CHECK(erased.cases.size() == 2);
    CHECK_FALSE(PersonalValues(repository).current(uids[0], "applicant"));
    CHECK_FALSE(PersonalValues(repository).current(uids[1], "applicant"));
    CHECK(PersonalValues(repository).current(uids[2], "applicant"));
    CHECK_FALSE(is_anywhere(city.folder(), key));
    CHECK_FALSE(is_anywhere(city.folder(), canary));
    CHECK(findings_of(city.open()).empty());
    CHECK_THROWS_AS(erase_case(repository, row(0), "art. 16", DryRun::No), Error);
    CHECK_THROWS_AS(erase_case(repository, row(2), " ", DryRun::No), Error);
}

TEST_CASE("erasure: who was erased may come again, under another key")
{
    TrialAuthority city;
    Repository repository = city.open();
    const auto open_one = [&] {
        Change change(repository);
        const CaseUid uid = change.open("request", request(std::string(canary))).subject.uid;
        change.commit();
        return uid;
    };
    const CaseUid before = open_one();
    erase_case(repository, *repository.store().find(before), "art. 16", DryRun::No);
    const CaseUid after = open_one();
    CHECK_FALSE(PersonalValues(repository).current(before, "applicant"));
    CHECK(PersonalValues(repository).current(after, "applicant"));
    erase_case(repository, *repository.store().find(after), "art. 16", DryRun::No);
    CHECK_FALSE(PersonalValues(repository).current(after, "applicant"));
    CHECK(findings_of(city.open()).empty());
}

TEST_CASE("erasure: replicas that have not said so are listed until they do")
{
    TrialAuthority city;
    TrialReplica giorgi(city, "giorgi", "clerk");
    Repository repository = city.open();
    CHECK(pending_erasures(repository).rows.empty());
    CaseUid uid;
    {
        Change change(repository);
        uid = change.open("request", request("zurab")).subject.uid;
        change.commit();
    }
    erase_case(repository, *repository.store().find(uid), "art. 16", DryRun::No);
    REQUIRE(pending_erasures(repository).rows.size() == 1);
    CHECK(pending_erasures(repository).rows[0][0].value == Json(giorgi.replica.hex()));
    city.authority->acknowledge(giorgi.session, {giorgi.replica, repository.store().head().size});
    CHECK(pending_erasures(repository).rows.empty());
}

TEST_CASE("erasure: two replicas that made a key for the same person, and neither knew of the other")
{
    TrialAuthority city;
    Repository repository = city.open();
    const Json person = Json::object({{"name", std::string(canary)}});
    const std::string subject = person_subject(repository.store(), person);
    const ledger::PublicKey authority = repository.store().identity().key;
    std::vector<CaseUid> uids;
    for (const char* actor : {"giorgi", "manana"}) {
        TrialReplica replica(city, actor, "coordinator");
        if (std::string(actor) == "manana")
            grant_role(repository, "manana", "coordinator", DryRun::No);
        const std::string key = ledger::new_subject_key();
        // As Change writes it: decided with the value in clear, then sealed.
        Json values = request(std::string(canary));
        values.erase("note");
        model::Event event = [&] {
            TrialReplica scratch(city, "giorgi", "coordinator");
            scratch.open("request", values);
            return ledger::decode(scratch.waiting.front());
        }();
        event.replica = replica.replica;
        event.actor = actor;
        event.set.erase("applicant");
        const ledger::SealedValue sealed = ledger::seal(to_json(person), key, ledger::seal_binding(event.nonce, "applicant"));
        event.sealed.emplace("applicant", sealed.commitment);
        uids.push_back(replica.keep(event));
        const RepositoryId id = repository.store().identity().repository;
        sync::PushWriter writer({id, replica.replica, 0});
        writer.key({subject, ledger::wrap_key(key, authority)});
        const std::vector<Hash> ids{ledger::event_id(replica.waiting.front())};
        writer.batch(1, replica.key.sign(ledger::BatchStatement::over(id, ids).text()));
        const std::vector<sync::SealedRecord> records{{"applicant", subject, sealed.ciphertext}};
        writer.event(replica.waiting.front(), records);
        const sync::PushAnswer answer = replica.push(writer.text());
        REQUIRE(answer.refused.empty());
        CHECK(answer.events.at(0).verdict == ledger::Verdict::Applied);
    }
    CHECK(PersonalValues(repository).current(uids[0], "applicant") == person);
    CHECK(PersonalValues(repository).current(uids[1], "applicant") == person);
    CHECK(repository.store().subject_of(uids[0]) == subject);
    CHECK(repository.store().subject_of(uids[1]) == next_subject(subject));
    // Whichever case is named, the person goes whole.
    erase_case(repository, *repository.store().find(uids[1]), "art. 16", DryRun::No);
    CHECK_FALSE(PersonalValues(repository).current(uids[0], "applicant"));
    CHECK_FALSE(PersonalValues(repository).current(uids[1], "applicant"));
    CHECK(findings_of(city.open()).empty());
}

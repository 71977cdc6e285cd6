#include "app/cases/cases.hpp"
#include "app/cases/personal.hpp"
#include "app/trial_repository.hpp"
#include "app/trust/check.hpp"

#include <catch2/catch.hpp>

#include <sys/stat.h>

using namespace ogp;
using namespace ogp::app;

namespace {

const std::string request_workflow = OGP_SOURCE_DIR "/tests/data/workflows/request.yaml";

/// Whether any file of the repository holds these bytes.
bool stored_anywhere(const std::filesystem::path& folder, const std::string& text)
{
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && read_file(entry.path()).find(text) != std::string::npos)
            return true;
    return false;
}

} // namespace

TEST_CASE("personal values are sealed from the first event on: no file holds them in clear")
{
    TrialRepository trial({request_workflow});
    {
        Repository repository = trial.open();
        const workflow::CaseType& type = repository.active_type("request");
        Change change(repository);
        const store::CaseRow row = change.open("request", assign(repository, type, read_assignments({"subject=contracts-of-2018", "applicant=canaryperson",
                                                                             "email=canarymail@example.org"})));
        change.comment(row.subject.uid, "canarycomment");
        change.commit();
        CHECK(row.subject.fields.find("applicant") == nullptr);
        CHECK(row.subject.sealed == std::vector<std::string>{"applicant", "email"});
        PersonalValues personal(repository);
        CHECK(personal.current(row.subject.uid, "email") == Json("canarymail@example.org"));
        CHECK(check_repository(repository).findings.empty());
        CHECK(check_repository(repository).sealed == 3);
    }
    CHECK(stored_anywhere(trial.folder(), "contracts-of-2018"));
    for (const char* canary : {"canaryperson", "canarymail", "canarycomment"})
        CHECK_FALSE(stored_anywhere(trial.folder(), canary));
}

TEST_CASE("all personal values of one person are under one key, so that it can be destroyed for all of them")
{
    TrialRepository trial({request_workflow});
    Repository repository = trial.open();
    const workflow::CaseType& type = repository.active_type("request");
    std::vector<std::string> subjects;
    for (const char* person : {"nana", "nana", "gia"}) {
        Change change(repository);
        const auto row = change.open("request", assign(repository, type, read_assignments({"subject=x", std::string("applicant=") + person, "email=a@example.org"})));
        change.commit();
        subjects.push_back(*repository.store().subject_of(row.subject.uid));
    }
    CHECK(subjects[0] == subjects[1]);
    CHECK(subjects[0] != subjects[2]);
}

TEST_CASE("a refused act says why and what is allowed, and leaves nothing")
{
    TrialRepository trial;
    Repository repository = trial.open();
    import_text(repository, "ogp: 1\nkind: plan\nid: p\ntitle: {en: Plan}\ncommitments:\n- id: I\n  title: {en: C}\n  milestones:\n"
                            "  - {id: I.1, title: {en: M}, end: 2019-03}\n");
    const auto size = repository.store().head().size;
    const CaseUid commitment = repository.resolve("I").subject.uid;
    const CaseUid milestone = repository.resolve("I.1").subject.uid;
    const auto fault = [&](auto act) {
        try {
            Change change(repository);
            act(change);
            change.commit();
        } catch (const Error& error) {
            CHECK_FALSE(error.message().ka.empty());
            CHECK_FALSE(error.message().en.empty());
            return error.fault();
        }
        return Fault::Internal;
    };
    CHECK(fault([&](Change& change) { change.move(milestone, "complete"); }) == Fault::Forbidden); // no `completed`
    CHECK(fault([&](Change& change) { change.move(milestone, "compleet"); }) == Fault::Usage);
    CHECK(fault([&](Change& change) { change.set(milestone, Json::object({{"titel", "x"}})); }) == Fault::Usage);
    CHECK(fault([&](Change& change) { change.set(milestone, Json::object({{"national_assessment", "full"}})); }) == Fault::Invalid);
    CHECK(fault([&](Change& change) {
              change.move(commitment, "start");
              change.move(commitment, "complete", Json::object({{"completed", model::PrintedDate::parse("2019-03-01")->to_json()}}));
          }) == Fault::Forbidden); // a milestone is open
    CHECK(repository.store().head().size == size);
    CHECK(repository.resolve("I").subject.state == "adopted");
}

TEST_CASE("the role acted in decides, also for an admin who says which")
{
    TrialRepository trial;
    Repository repository = trial.open("auditor");
    Repository admin = trial.open();
    import_text(admin, "ogp: 1\nkind: plan\nid: p\ntitle: {en: Plan}\ncommitments:\n- {id: I, title: {en: C}}\n");
    Change change(repository);
    CHECK_THROWS_AS(change.move(repository.resolve("I").subject.uid, "start"), Error);
    CHECK_NOTHROW(change.comment(repository.resolve("I").subject.uid, "seen"));
}

TEST_CASE("setting a value that is there already writes no event")
{
    TrialRepository trial;
    Repository repository = trial.open();
    import_text(repository, "ogp: 1\nkind: plan\nid: p\ntitle: {en: Plan}\n");
    const auto size = repository.store().head().size;
    Change change(repository);
    change.set(repository.plan({}).subject.uid, Json::object({{"site", "ogp.example.org"}}));
    change.set(repository.plan({}).subject.uid, Json::object({{"site", "ogp.example.org"}}));
    CHECK(change.size() == 1);
    change.commit();
    CHECK(repository.store().head().size == size + 1);
}

TEST_CASE("a private key that others can read is refused")
{
    TrialRepository trial;
    const auto key = trial.folder() / ".ogp/keys/replica.key";
    struct stat status = {};
    REQUIRE(::stat(key.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
    REQUIRE(::chmod(key.c_str(), 0644) == 0);
    Repository repository = trial.open();
    CHECK_THROWS_AS(import_text(repository, "ogp: 1\nkind: plan\nid: p\ntitle: {en: Plan}\n"), Error);
    CHECK(repository.store().list({}).empty());
}

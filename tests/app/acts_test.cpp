// Votes, links, numbers, what follows from an act, and the outbox, through a repository on disk.
#include "app/cases/cases.hpp"
#include "app/repository/outbox.hpp"
#include "app/trial_repository.hpp"
#include "app/trust/check.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <algorithm>
#include <map>

using namespace ogp;
using namespace ogp::app;

namespace {

std::vector<std::string> city()
{
    std::vector<std::string> files;
    for (const char* id : {"errand", "step", "motion"})
        files.push_back(OGP_SOURCE_DIR "/tests/data/workflows/" + std::string(id) + ".yaml");
    return files;
}

Json json(std::string_view text)
{
    return parse_json(text);
}

/// Everything that lists and sheets show, and what the verifier finds: the same before and after a rebuild.
std::string picture(Repository& repository)
{
    std::string text;
    repository.store().each_case({}, [&](const store::CaseRow& row) {
        text += to_json(show_case(repository, row).json) + "\n" + row.subject.mover + "\n";
        return true;
    });
    const store::Verification result = check_repository(repository);
    for (const Finding& finding : result.findings)
        text += finding.code + " " + finding.where + " " + finding.message.en + "\n";
    CHECK(result.findings.empty());
    return text;
}

} // namespace

TEST_CASE("official numbers follow one another, what is refused or rolled back leaves no gap")
{
    const TrialRepository trial(city());
    Repository repository = trial.open("clerk");
    const auto open_one = [&](const char* set) {
        Change change(repository);
        const store::CaseRow row = change.open("errand", json(set));
        change.commit();
        return row;
    };
    CHECK(open_one(R"({"subject": "a"})").number == "E-2019-00001");
    {
        Change forgotten(repository);
        CHECK(forgotten.open("errand", json(R"({"subject": "b"})")).number == "E-2019-00002");
    }
    CHECK_THROWS_AS(open_one("{}"), Error);
    CHECK(open_one(R"({"subject": "c"})").number == "E-2019-00002");
    {
        Change many(repository);
        for (int i = 3; i < 6; ++i)
            CHECK(many.open("errand", json(R"({"subject": "d"})")).number == fmt::format("E-2019-{:05}", i));
        many.commit();
    }
    CHECK(repository.resolve("E-2019-00004").subject.fields["subject"] == Json("d"));
    CHECK(repository.store().event(repository.store().head().size - 1)->leaf.official_number == 5);
    // The number is the case's, whatever becomes of its fields.
    Change change(repository);
    CHECK(change.set(repository.resolve("E-2019-00001").subject.uid, json(R"({"subject": "z"})")).number == "E-2019-00001");
    change.commit();
    const std::string before = picture(repository);
    repository.store().rebuild();
    CHECK(picture(repository) == before);
    CHECK(open_one(R"({"subject": "e"})").number == "E-2019-00006");
}

TEST_CASE("what follows is written in the same batch, in the role system, and says why")
{
    const TrialRepository trial(city());
    Repository repository = trial.open("clerk");
    Change change(repository);
    const store::CaseRow errand = change.open("errand", json(R"({"subject": "bench", "street": "south", "pages": 200,
        "asked_by": {"name": "canaryperson"}, "email": "canary@example.org"})"));
    const store::CaseRow started = change.move(errand.subject.uid, "start");
    change.commit();
    CHECK(started.subject.fields["assignee"] == Json("role:head"));
    const std::vector<store::CaseRow> steps = repository.store().list({.type = "step"});
    REQUIRE(steps.size() == 1);
    CHECK(steps.front().parent == errand.subject.uid);
    CHECK(steps.front().subject.fields["street"] == Json("south"));
    const store::StoredEvent opened = repository.store().history(steps.front().subject.uid).front();
    CHECK(opened.event.role == "system");
    CHECK(opened.event.actor == "nino");
    CHECK(opened.event.why == "start");
    CHECK(repository.store().batch_of(opened.sequence).ids.size() == 3);

    const std::vector<store::OutboxRow> waiting = repository.store().outbox(store::Store::Delivered::NotYet);
    REQUIRE(waiting.size() == 2);
    CHECK(waiting[0].entry.kind == "notify");
    CHECK(waiting[0].entry.arguments == json(R"({"template": "notice", "to": "asked_by"})"));
    CHECK(waiting[1].entry.kind == "webhook");
    const std::string before = picture(repository);
    repository.store().rebuild();
    CHECK(picture(repository) == before);
    CHECK(repository.store().outbox(store::Store::Delivered::NotYet).size() == 2);
}

TEST_CASE("a cascade that a part refuses changes nothing, and the reason names the part")
{
    const TrialRepository trial(city());
    Repository repository = trial.open("clerk");
    CaseUid uid;
    {
        Change change(repository);
        uid = change.open("errand", json(R"({"subject": "x"})")).subject.uid;
        change.move(uid, "start");
        change.open("step", json(R"({"name": "y", "hard": true, "errand": ")" + uid.hex() + R"("})"));
        change.commit();
    }
    const std::uint64_t size = repository.store().head().size;
    try {
        Change change(repository);
        change.move(uid, "drop");
        FAIL("allowed");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Forbidden);
        CHECK(error.message().en.find("!case.hard does not hold") != std::string::npos);
    }
    CHECK(repository.store().head().size == size);
    CHECK(repository.store().find(uid)->subject.state == "running");
}

TEST_CASE("messages are sent once, with personal values opened at that moment alone")
{
    const TrialRepository trial(city());
    {
        Repository repository = trial.open("clerk");
        Change change(repository);
        const CaseUid uid =
            change.open("errand", json(R"({"subject": "bench", "asked_by": {"name": "Nana"}, "email": "nana@example.org"})")).subject.uid;
        change.move(uid, "start");
        const CaseUid nobody = change.open("errand", json(R"({"subject": "tree"})")).subject.uid;
        change.move(nobody, "start");
        change.commit();
        CHECK_THROWS_AS(send_outbox(repository, {{}, [](const Outgoing&) {}}), Error);
    }
    Repository repository = trial.open();
    std::vector<Outgoing> messages;
    const auto keep = [&](const Outgoing& message) { messages.push_back(message); };
    // What cannot be delivered waits.
    CHECK_THROWS_AS(send_outbox(repository, {{}, [](const Outgoing&) { throw Error(Fault::Io, both("no")); }}), Error);
    CHECK(repository.store().outbox(store::Store::Delivered::NotYet).size() == 2);
    CHECK(send_outbox(repository, {1, keep}).delivered == 1);
    REQUIRE(messages.size() == 1);
    const Json& letter = messages.front().content;
    CHECK(letter["recipient"] == json(R"({"address": "nana@example.org", "name": "Nana"})"));
    CHECK(letter["subject"]["en"] == Json("Errand E-2019-00001: Running"));
    CHECK(letter["body"]["en"] == Json("Dear Nana,\n\nyour case \"bench\" (E-2019-00001) is now: Running.\nDate: 15 April 2019.\n"));
    const Sent rest = send_outbox(repository, {{}, keep});
    CHECK(rest.without_recipient == 1);
    CHECK(rest.delivered == 0);
    CHECK(messages.size() == 1);
    CHECK(repository.store().outbox(store::Store::Delivered::NotYet).empty());
    CHECK(repository.store().outbox(store::Store::Delivered::Any).size() == 2);
}

TEST_CASE("votes and links are shown, logged and rebuilt")
{
    const TrialRepository trial(city());
    Repository repository = trial.open("secretary");
    Change change(repository);
    const CaseUid uid = change.open("motion", json(R"({"subject": "x"})")).subject.uid;
    const CaseUid other = change.open("motion", json(R"({"subject": "y"})")).subject.uid;
    change.move(uid, "open_votes");
    change.vote(uid, {"civil_society", "Ana", "for"});
    change.vote(uid, {"city", "Gia", "against"});
    change.link(uid, {"replaces", other, false});
    CHECK_THROWS_AS(change.link(uid, {"replaces", CaseUid{}, false}), Error);
    change.commit();
    const CaseSheet sheet = show_case(repository, *repository.store().find(uid));
    CHECK(to_json(sheet.json["votes"]["city"]) == R"({"abstain":0,"against":1,"for":0,"voters":{"Gia":"against"}})");
    CHECK(sheet.json["links"].items().front()["path"] == Json("M-2019-002"));
    const report::Table log = log_of(repository, *repository.store().find(uid));
    CHECK(log.rows.back()[6].text.en.starts_with("linked: replaces"));
    CHECK(log.rows[2][6].text.en == "vote: Ana – for (Civil society)");
    const std::string before = picture(repository);
    repository.store().rebuild();
    CHECK(picture(repository) == before);
}

TEST_CASE("a law: after any acts, allowed or refused, numbers have no gap and a rebuild gives the same")
{
    CHECK(rc::check("fold == rebuild", [] {
        const TrialRepository trial(city());
        Repository repository = trial.open();
        std::vector<CaseUid> uids;
        const std::vector<std::string> roles{"clerk", "head", "secretary", "government_member", "system"};
        const std::vector<std::string> moves{"start", "sign", "finish", "drop", "merge", "open_votes", "pass", "fail", "do", "expire"};
        const int batches = *rc::gen::inRange(1, 4);
        for (int batch = 0; batch < batches; ++batch) {
            std::vector<CaseUid> opened;
            try {
                Change change(repository);
                const int count = *rc::gen::inRange(1, 6);
                for (int i = 0; i < count; ++i) {
                    change.act_as(*rc::gen::elementOf(roles));
                    const int kind = *rc::gen::inRange(0, 4);
                    if (uids.empty() || kind == 0)
                        opened.push_back(change.open(*rc::gen::element<std::string>("errand", "motion"), json(R"({"subject": "x"})")).subject.uid);
                    else if (kind == 1)
                        change.vote(*rc::gen::elementOf(uids), {"city", *rc::gen::element<std::string>("", "Ana"), "for"});
                    else if (kind == 2)
                        change.link(*rc::gen::elementOf(uids), {"related", *rc::gen::elementOf(uids), false});
                    else
                        change.move(*rc::gen::elementOf(uids), *rc::gen::elementOf(moves));
                }
                change.commit();
                uids.insert(uids.end(), opened.begin(), opened.end());
            } catch (const Error& error) {
                RC_ASSERT(error.fault() != Fault::Internal);
            }
        }
        std::map<std::string, int> last;
        repository.store().each_case({}, [&](const store::CaseRow& row) {
            if (row.subject.type == "errand")
                RC_ASSERT(row.number == fmt::format("E-2019-{:05}", ++last["errand"]));
            if (row.subject.type == "motion")
                RC_ASSERT(row.number == fmt::format("M-2019-{:03}", ++last["motion"]));
            return true;
        });
        const std::string before = picture(repository);
        repository.store().rebuild();
        RC_ASSERT(picture(repository) == before);
    }));
}

#include "app/authority_trial.hpp"

#include "ledger/verdict_rule.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace ogp;
using namespace ogp::app;
using ledger::Verdict;

namespace {

Json subject(const std::string& text)
{
    return Json::object({{"subject", text}});
}

/// "applied", "rejected role_not_allowed": of each event.
std::vector<std::string> verdicts(const sync::PushAnswer& answer)
{
    std::vector<std::string> words;
    for (const sync::EventAnswer& event : answer.events) {
        const std::string rule = ledger::rule_word(event.rule);
        words.push_back(std::string(code(event.verdict)) + (rule.empty() ? "" : " " + rule));
    }
    return words;
}

using Words = std::vector<std::string>;

/// An event of the replica as it would be, for a test to spoil.
model::Event event_of(const TrialReplica& replica, std::size_t index = 0)
{
    return ledger::decode(replica.waiting.at(index));
}

/// Takes back what waits and keeps the spoilt event in its place.
void spoil(TrialReplica& replica, model::Event event)
{
    replica.waiting.clear();
    replica.number = 0;
    replica.keep(std::move(event));
}

} // namespace

TEST_CASE("acceptance: the role in force at that place of the log decides")
{
    TrialAuthority city;
    TrialReplica giorgi(city, "giorgi", "clerk");
    const CaseUid uid = giorgi.open("errand", subject("one"));
    giorgi.set(uid, Json::object({{"pages", 2}}));
    giorgi.move(uid, "drop");
    Repository repository = city.open();
    revoke(repository, {"giorgi", "clerk"}, DryRun::No);
    CHECK(verdicts(giorgi.push()) == Words{"rejected role_not_allowed", "rejected unknown_case", "rejected unknown_case"});
    grant_role(repository, "giorgi", "clerk", DryRun::No);
    giorgi.seen.clear();
    giorgi.open("errand", subject("two"));
    CHECK(verdicts(giorgi.push()) == Words{"applied"});
    CHECK(findings_of(city.open()).empty());
}

TEST_CASE("acceptance: an event that says something else than the rules give is rejected")
{
    TrialAuthority city;
    TrialReplica giorgi(city, "giorgi", "clerk");
    giorgi.open("errand", subject("one"));
    model::Event event = event_of(giorgi);
    SECTION("another state")
    {
        event.to = "done";
    }
    SECTION("a computed value")
    {
        event.set.set("fee", Json::object({{"amount", 1}, {"currency", "GEL"}}));
    }
    SECTION("a value that is none")
    {
        event.set.set("pages", -1);
    }
    SECTION("a field that there is not")
    {
        event.set.set("unheard_of", 7);
    }
    spoil(giorgi, std::move(event));
    const sync::PushAnswer answer = giorgi.push();
    REQUIRE(answer.events.size() == 1);
    CHECK(answer.events[0].verdict == Verdict::Rejected);
    CHECK(city.open().store().list({}).empty());
    CHECK(findings_of(city.open()).empty());
}

TEST_CASE("acceptance: what is not a replica's to do is rejected")
{
    TrialAuthority city;
    TrialReplica giorgi(city, "giorgi", "clerk");
    giorgi.open("errand", subject("one"));
    model::Event event = event_of(giorgi);
    std::string expected;
    SECTION("a grant")
    {
        model::Event grant;
        grant.repository = event.repository;
        grant.replica = event.replica;
        grant.at = event.at;
        grant.nonce = 1;
        grant.op = model::Op::Grant;
        grant.actor = "giorgi";
        grant.role = "admin";
        grant.set = Json::object({{"actor", "giorgi"}, {"role", "admin"}});
        event = grant;
        expected = "rejected only_authority";
    }
    SECTION("an act of the system")
    {
        event.role = "system";
        expected = "rejected not_a_consequence";
    }
    SECTION("a role that the actor does not have")
    {
        event.role = "admin";
        expected = "rejected role_not_allowed";
    }
    SECTION("a time in the future")
    {
        event.at = Instant::from_milliseconds(event.at.milliseconds() + 11 * 60'000);
        expected = "rejected clock_ahead";
    }
    SECTION("a time that it counts from, for a clerk")
    {
        event.effective = Instant::from_milliseconds(event.at.milliseconds() - 86'400'000);
        expected = "rejected role_not_allowed";
    }
    SECTION("a case type that was never defined here")
    {
        event.workflow = sha256("another");
        expected = "rejected unknown_workflow";
    }
    spoil(giorgi, std::move(event));
    CHECK(verdicts(giorgi.push()) == Words{expected});
    CHECK(city.open().store().actor("giorgi")->roles == Words{"clerk", "coordinator"});
    CHECK(findings_of(city.open()).empty());
}

TEST_CASE("acceptance: claimed times a little ahead are taken, old ones are marked late")
{
    TrialAuthority city;
    TrialReplica giorgi(city, "giorgi", "clerk");
    giorgi.at = Instant::from_milliseconds(city.now.milliseconds() + 9 * 60'000);
    giorgi.open("errand", subject("ahead"));
    giorgi.at = Instant::from_milliseconds(city.now.milliseconds() - 9 * 60'000);
    giorgi.open("errand", subject("behind"));
    giorgi.at = Instant::from_milliseconds(city.now.milliseconds() - 366LL * 86'400'000);
    giorgi.open("errand", subject("long ago"));
    const sync::PushAnswer answer = giorgi.push();
    CHECK(verdicts(answer) == Words{"applied", "applied", "applied"});
    std::vector<bool> late;
    for (const sync::EventAnswer& event : answer.events)
        late.push_back(city.open().store().event(event.sequence)->leaf.late);
    CHECK(late == std::vector<bool>{false, false, true});
}

TEST_CASE("acceptance: events under a set clock are for authorities of tests alone")
{
    for (const TestClock test_clock : {TestClock::Refuse, TestClock::Allow}) {
        TrialAuthority city(test_clock);
        TrialReplica giorgi(city, "giorgi", "clerk");
        giorgi.open("errand", subject("one"));
        model::Event event = event_of(giorgi);
        event.clock = ClockSource::Set;
        spoil(giorgi, std::move(event));
        const sync::PushAnswer answer = giorgi.push();
        CHECK(answer.refused.size() == (test_clock == TestClock::Refuse ? 1 : 0));
        CHECK(answer.events.size() == (test_clock == TestClock::Refuse ? 0 : 1));
    }
}

TEST_CASE("acceptance: a key that was revoked before quarantines what it signed")
{
    TrialAuthority city;
    TrialReplica giorgi(city, "giorgi", "clerk");
    giorgi.open("errand", subject("one"));
    CHECK(verdicts(giorgi.push()) == Words{"applied"});
    giorgi.open("errand", subject("two"));
    Repository repository = city.open();
    revoke(repository, {"giorgi", {}, giorgi.key.public_key().hex().substr(0, 12)}, DryRun::No);
    CHECK(verdicts(giorgi.push()) == Words{"quarantined key_revoked"});
    CHECK(city.open().store().list({}).size() == 1);
    giorgi.open("errand", subject("three"));
    revoke(repository, {"giorgi"}, DryRun::No);
    CHECK(verdicts(giorgi.push()) == Words{"quarantined after_revocation"});
    CHECK(findings_of(city.open()).empty());
}

TEST_CASE("acceptance: a restored replica that writes its history again is found out")
{
    TrialAuthority city;
    TrialReplica giorgi(city, "giorgi", "clerk");
    giorgi.open("errand", subject("one"));
    giorgi.open("errand", subject("two"));
    CHECK(giorgi.push().events.size() == 2);
    giorgi.number = 1; // the backup was made after the first one
    giorgi.open("errand", subject("another two"));
    giorgi.open("errand", subject("three"));
    CHECK(verdicts(giorgi.push()) == Words{"quarantined replica_forked", "quarantined replica_forked"});
    CHECK(city.open().store().list({}).size() == 2);
    CHECK(findings_of(city.open()).empty());
}

TEST_CASE("acceptance: nobody signs for somebody else")
{
    TrialAuthority city;
    TrialReplica giorgi(city, "giorgi", "clerk");
    giorgi.open("errand", subject("one"));
    model::Event event = event_of(giorgi);
    event.actor = "manana";
    spoil(giorgi, std::move(event));
    const sync::PushAnswer answer = giorgi.push();
    REQUIRE(answer.refused.size() == 1);
    CHECK(answer.refused[0].fault == Fault::Forbidden);
    CHECK(city.open().store().list({}).empty());
}

TEST_CASE("acceptance: what an act leads to is taken from its writer, or done where it is missing")
{
    TrialAuthority city;
    TrialReplica giorgi(city, "giorgi", "clerk");
    const bool leaves = GENERATE(false, true);
    giorgi.leaves_consequences = leaves;
    const CaseUid uid = giorgi.open("errand", subject("one"));
    giorgi.move(uid, "start"); // opens a step
    const sync::PushAnswer answer = giorgi.push();
    CHECK(verdicts(answer) == (leaves ? Words{"applied", "applied"} : Words{"applied", "applied", "applied"}));
    {
        Repository repository = city.open();
        const auto steps = repository.store().list({.type = "step", .parent = uid});
        REQUIRE(steps.size() == 1);
        CHECK(steps[0].subject.fields.text("name") == "one");
    }
    giorgi.pull();
    giorgi.move(uid, "drop"); // its step with it
    CHECK(giorgi.push().events.size() == (leaves ? 1 : 2));
    Repository repository = city.open();
    CHECK(repository.store().list({.type = "step", .state = "dropped"}).size() == 1);
    CHECK(repository.store().find(uid)->subject.state == "dropped");
    CHECK(city.authority->figures().failed_consequences == 0);
    CHECK(findings_of(city.open()).empty());
}

TEST_CASE("acceptance: an act whose part cannot follow any more does not happen")
{
    TrialAuthority city;
    TrialReplica giorgi(city, "giorgi", "clerk");
    TrialReplica manana(city, "manana", "clerk");
    const CaseUid uid = giorgi.open("errand", subject("one"));
    giorgi.move(uid, "start"); // opens a step
    giorgi.push();
    manana.pull();
    const CaseUid step = city.open().store().list({.type = "step"}).at(0).subject.uid;
    manana.set(step, Json::object({{"hard", true}})); // and hard steps are not dropped
    CHECK(verdicts(manana.push()) == Words{"applied"});
    giorgi.move(uid, "drop");
    CHECK(verdicts(giorgi.push()) == Words{"conflict no_longer_allowed", "rejected not_a_consequence"});
    CHECK(city.open().store().find(uid)->subject.state == "running");
    CHECK(city.open().store().find(step)->subject.state == "open");
    CHECK(findings_of(city.open()).empty());
}

TEST_CASE("acceptance: what follows from two values that met is worked out anew by the authority")
{
    TrialAuthority city;
    TrialReplica giorgi(city, "giorgi", "clerk");
    TrialReplica manana(city, "manana", "clerk");
    const CaseUid uid = giorgi.open("parcel", Json::object({{"name", "one"}}));
    giorgi.push();
    manana.pull();
    giorgi.set(uid, Json::object({{"width", 5}}));
    manana.set(uid, Json::object({{"length", 7}}));
    CHECK(verdicts(giorgi.push()) == Words{"applied"});
    CHECK(manana.push().events.at(0).verdict != Verdict::Conflict);
    CHECK(city.open().store().find(uid)->subject.fields["area"] == Json(35));
    CHECK(findings_of(city.open()).empty());
}

TEST_CASE("acceptance: two clerks who did not know of each other")
{
    TrialAuthority city;
    TrialReplica giorgi(city, "giorgi", "clerk");
    TrialReplica manana(city, "manana", "clerk");
    const CaseUid uid = giorgi.open("errand", subject("one"));
    giorgi.push();
    manana.pull();

    SECTION("different fields: both count")
    {
        giorgi.set(uid, Json::object({{"street", "south"}}));
        manana.set(uid, Json::object({{"assignee", "manana"}}));
        CHECK(verdicts(giorgi.push()) == Words{"applied"});
        CHECK(verdicts(manana.push()).size() == 1);
        const Json fields = city.open().store().find(uid)->subject.fields;
        CHECK(fields.text("street") == "south");
        CHECK(fields.text("assignee") == "manana");
    }
    SECTION("the same field: the first one stands, the other one is kept")
    {
        giorgi.set(uid, Json::object({{"subject", "first"}}));
        manana.set(uid, Json::object({{"subject", "second"}}));
        giorgi.push();
        CHECK(verdicts(manana.push()) == Words{"conflict changed_elsewhere"});
        Repository repository = city.open();
        CHECK(repository.store().find(uid)->subject.fields.text("subject") == "first");
        CHECK(repository.store().conflicts().size() == 1);
    }
    SECTION("the same transition: both are credited")
    {
        giorgi.move(uid, "drop");
        manana.move(uid, "drop");
        giorgi.push();
        CHECK(verdicts(manana.push()) == Words{"merged same_act"});
    }
    SECTION("another transition: a conflict, and what would have followed it is nobody's")
    {
        giorgi.move(uid, "drop");
        manana.move(uid, "start");
        giorgi.push();
        CHECK(verdicts(manana.push()) == Words{"conflict moved_elsewhere", "rejected not_a_consequence"});
        CHECK(city.open().store().find(uid)->subject.state == "dropped");
        CHECK(city.open().store().list({.type = "step"}).empty());
    }
    SECTION("facts always count")
    {
        giorgi.move(uid, "drop");
        manana.comment(uid, "I was there");
        giorgi.push();
        CHECK(verdicts(manana.push()) == Words{"applied"});
    }
    CHECK(findings_of(city.open()).empty());
}

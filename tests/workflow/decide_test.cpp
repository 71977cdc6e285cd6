#include "workflow/decide.hpp"

#include "model/event.hpp"
#include "workflow/shipped.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <algorithm>

namespace ogp::workflow {
namespace {

Json json(std::string_view text)
{
    return parse_json(text);
}

Actor as(std::string role)
{
    return {"nino", {role}, role};
}

const Actor admin{"giorgi", {"admin"}, "admin"};

Facts facts(std::int64_t open_milestones = 0)
{
    Facts facts;
    facts.children["milestone"][model::StateCategory::Open] = open_milestones;
    facts.now = Instant::from_milliseconds(1'556'600'000'000);
    facts.today = *Date::parse("2019-04-30");
    return facts;
}

model::Case in(const CaseType& type, std::string state, std::string_view fields = "{}")
{
    model::Case subject;
    subject.type = type.id;
    subject.state = std::move(state);
    subject.version = 3;
    subject.fields = json(fields);
    return subject;
}

Intent act(std::string transition, std::string_view set = "{}", std::string text = {})
{
    Intent intent;
    intent.op = model::Op::Move;
    intent.transition = std::move(transition);
    intent.set = json(set);
    intent.text = std::move(text);
    return intent;
}

Intent values(model::Op op, std::string_view set)
{
    Intent intent;
    intent.op = op;
    intent.set = json(set);
    return intent;
}

/// The rule that refuses, or "allowed".
std::string rule(const CaseType& type, const model::Case* subject, const Actor& actor, const Intent& intent, const Facts& known = facts())
{
    const Decision decision = decide(type, subject, actor, intent, known);
    CHECK(decision.permit.has_value() != decision.refusal.has_value());
    if (decision.allowed())
        return "allowed";
    CHECK_FALSE(decision.refusal->reason.ka.empty());
    CHECK_FALSE(decision.refusal->reason.en.empty());
    CHECK(decision.refusal->hint.ka.empty() == decision.refusal->hint.en.empty());
    return decision.refusal->rule;
}

Refusal refusal(const CaseType& type, const model::Case* subject, const Actor& actor, const Intent& intent, const Facts& known = facts())
{
    const Decision decision = decide(type, subject, actor, intent, known);
    REQUIRE(decision.refusal);
    return *decision.refusal;
}

Permit permit(const CaseType& type, const model::Case* subject, const Actor& actor, const Intent& intent, const Facts& known = facts())
{
    const Decision decision = decide(type, subject, actor, intent, known);
    if (decision.refusal)
        UNSCOPED_INFO(decision.refusal->rule << ": " << decision.refusal->reason.en);
    REQUIRE(decision.allowed());
    return *decision.permit;
}

const CaseType& milestone() { return test::shipped("milestone"); }
const CaseType& commitment() { return test::shipped("commitment"); }

constexpr std::string_view opening =
    R"({"number": "I.1", "title": {"ka": " ეტაპი "}, "commitment": "00112233445566778899aabbccddeeff"})";

TEST_CASE("opening: required values, presets, first state")
{
    const Permit opened = permit(milestone(), nullptr, as("coordinator"), values(model::Op::Open, opening));
    CHECK(opened.from.empty());
    CHECK(opened.to == "planned");
    CHECK(opened.set == json(R"({"number": "I.1", "title": {"ka": "ეტაპი"}, "commitment": "00112233445566778899aabbccddeeff"})"));
    CHECK(opened.to_seal.empty());

    const Permit filled = permit(test::request(), nullptr, as("citizen"),
                                 values(model::Op::Open, R"({"subject": "x", "applicant": {"name": "n"}, "pages": null, "tags": []})"));
    CHECK(filled.set == json(R"({"subject": "x", "applicant": {"name": "n"}, "channel": "portal"})"));
    CHECK(filled.to_seal == std::vector<std::string>{"applicant"});

    const Refusal missing = refusal(milestone(), nullptr, as("coordinator"), values(model::Op::Open, R"({"number": "1", "title": {"ka": "a"}})"));
    CHECK(missing.rule == "field_required");
    CHECK(missing.reason.en == "a required field is not given: commitment (Commitment)");
    CHECK(missing.hint.en == "add: --set commitment=…");
    CHECK(rule(milestone(), nullptr, as("coordinator"), values(model::Op::Open, R"({"number": " ", "title": {"ka": "a"}})")) ==
          "field_required");
}

TEST_CASE("all that is required and missing is told at once")
{
    const Refusal missing = refusal(milestone(), nullptr, as("coordinator"), values(model::Op::Open, "{}"));
    CHECK(missing.rule == "field_required");
    CHECK(missing.reason.en == "required fields are not given: number (Number), title (Milestone), commitment (Commitment)");
    CHECK(missing.hint.en == "add:\n  --set number=…\n  --set title=…\n  --set commitment=…");
    CHECK(missing.hint.ka == "დაუმატეთ:\n  --set number=…\n  --set title=…\n  --set commitment=…");

    CaseType type = milestone();
    for (Transition& transition : type.transitions)
        if (transition.id == "complete")
            transition.require = {"completed", "title", "evidence"};
    for (Field& field : type.fields)
        if (field.id == "evidence")
            field.type = FieldType::Attachment;
    const model::Case planned = in(type, "planned", R"({"number": "I.1", "title": {"ka": "a"}})");
    const Refusal move = refusal(type, &planned, as("implementer"), act("complete"));
    CHECK(move.rule == "field_missing");
    CHECK(move.reason.en == "complete (Complete) needs the fields completed (Actual end), evidence (Evidence)");
    CHECK(move.hint.en == "add:\n  --set completed=…\n  --set evidence=@…");
}

TEST_CASE("opening: roles and later states")
{
    CHECK(rule(milestone(), nullptr, as("implementer"), values(model::Op::Open, opening)) == "role_not_allowed");
    CHECK(rule(milestone(), nullptr, admin, values(model::Op::Open, opening)) == "allowed");
    Intent later = values(model::Op::Open, opening);
    later.state = "done";
    CHECK(permit(milestone(), nullptr, as("importer"), later).to == "done");
    CHECK(rule(milestone(), nullptr, as("coordinator"), later) == "role_not_allowed");
    CHECK(rule(milestone(), nullptr, admin, later) == "role_not_allowed");
    later.state = "planned";
    CHECK(rule(milestone(), nullptr, as("coordinator"), later) == "allowed");
    later.state = "don";
    const Refusal unknown = refusal(milestone(), nullptr, as("importer"), later);
    CHECK(unknown.rule == "unknown_state");
    CHECK(unknown.reason.en == "unknown state \"don\"; did you mean \"done\"?");
    CHECK(unknown.hint.en == "the states are: planned, in_progress, done, withdrawn");
}

TEST_CASE("setting: normalized values, unknown fields, bad values")
{
    const model::Case subject = in(milestone(), "planned", opening);
    const Permit set = permit(milestone(), &subject, as("coordinator"), values(model::Op::Set, R"({"end": "2019-04", "lead": " msda ", "partner": null})"));
    CHECK(set.set == json(R"({"end": {"printed": null, "value": "2019-04", "precision": "month"}, "lead": "msda", "partner": null})"));
    CHECK(set.from.empty());
    CHECK(set.to.empty());
    const Refusal unknown = refusal(milestone(), &subject, as("coordinator"), values(model::Op::Set, R"({"titel": "x"})"));
    CHECK(unknown.rule == "unknown_field");
    CHECK(unknown.reason.en == "the type \"milestone\" has no field \"titel\"; did you mean \"title\"?");
    const Refusal bad = refusal(milestone(), &subject, as("coordinator"), values(model::Op::Set, R"({"novelty": "nwe"})"));
    CHECK(bad.rule == "bad_value");
    CHECK(bad.reason.en == "novelty (New or existing): \"nwe\" is not in the list; did you mean \"new\"? possible are: new (New), existing (Existing)");
    CHECK(rule(milestone(), &subject, as("coordinator"), values(model::Op::Set, R"({"title": null})")) == "field_required");
    CHECK(rule(milestone(), &subject, as("coordinator"), values(model::Op::Set, R"({"title": {"ka": ""}})")) == "field_required");
    CHECK(rule(milestone(), &subject, as("implementer"), values(model::Op::Set, R"({"lead": "x"})")) == "role_not_allowed");
}

TEST_CASE("setting what is already so is nothing to do")
{
    const model::Case subject = in(milestone(), "planned", R"({"number": "1", "lead": "msda", "evidence": [{"ka": "ა"}]})");
    const auto set = [&](std::string_view what) { return rule(milestone(), &subject, as("coordinator"), values(model::Op::Set, what)); };
    CHECK(set("{}") == "nothing_to_do");
    CHECK(set(R"({"lead": " msda"})") == "nothing_to_do");
    CHECK(set(R"({"partner": null})") == "nothing_to_do");
    CHECK(set(R"({"lead": null})") == "allowed");
    CHECK(set(R"({"lead": "msda", "number": "2"})") == "allowed");
    Intent add;
    add.op = model::Op::Set;
    add.add = json(R"({"evidence": [{"ka": "ა"}]})");
    CHECK(rule(milestone(), &subject, as("coordinator"), add) == "nothing_to_do");
    add.add = json(R"({"evidence": [{"ka": "ბ"}]})");
    CHECK(rule(milestone(), &subject, as("coordinator"), add) == "allowed");
    Intent del;
    del.op = model::Op::Set;
    del.del = json(R"({"evidence": [{"ka": " ა "}]})");
    CHECK(permit(milestone(), &subject, as("coordinator"), del).del == json(R"({"evidence": [{"ka": "ა"}]})"));
}

TEST_CASE("elements are added to fields that hold many, and not together with the whole")
{
    const model::Case subject = in(milestone(), "planned");
    Intent add;
    add.op = model::Op::Set;
    add.add = json(R"({"lead": ["x"]})");
    CHECK(rule(milestone(), &subject, as("coordinator"), add) == "bad_value");
    add.add = json(R"({"evidence": {"ka": "ა"}})");
    CHECK(rule(milestone(), &subject, as("coordinator"), add) == "bad_value");
    add.add = json(R"({"evidence": [{"ka": "ა"}]})");
    add.set = json(R"({"evidence": null})");
    CHECK(rule(milestone(), &subject, as("coordinator"), add) == "bad_value");
    add.add = json(R"({"nothing": [1]})");
    CHECK(rule(milestone(), &subject, as("coordinator"), add) == "unknown_field");
}

TEST_CASE("what is closed stays so, save for an import")
{
    const model::Case closed = in(milestone(), "withdrawn", opening);
    const Refusal set = refusal(milestone(), &closed, as("coordinator"), values(model::Op::Set, R"({"lead": "x"})"));
    CHECK(set.rule == "case_closed");
    CHECK(set.reason.en == "the case is closed: withdrawn (Withdrawn)");
    CHECK(rule(milestone(), &closed, admin, values(model::Op::Set, R"({"lead": "x"})")) == "case_closed");
    CHECK(rule(milestone(), &closed, as("importer"), values(model::Op::Set, R"({"lead": "x"})")) == "allowed");
    CHECK(rule(milestone(), &closed, as("coordinator"), act("start")) == "case_closed");
    CHECK(rule(milestone(), &closed, as("importer"), act("start")) == "case_closed");
    Intent comment;
    comment.op = model::Op::Comment;
    comment.text = "why?";
    CHECK(rule(milestone(), &closed, as("auditor"), comment) == "allowed");
    const model::Case done = in(milestone(), "done", opening);
    CHECK(rule(milestone(), &done, as("coordinator"), values(model::Op::Set, R"({"lead": "x"})")) == "allowed");
}

TEST_CASE("comments: roles, words, nothing else")
{
    const model::Case subject = in(milestone(), "planned");
    Intent comment;
    comment.op = model::Op::Comment;
    comment.text = " რატომ? \n";
    CHECK(permit(milestone(), &subject, as("civil_society"), comment).text == "რატომ?");
    CHECK(permit(milestone(), &subject, as("civil_society"), comment).to_seal.empty());
    CHECK(rule(milestone(), &subject, as("citizen"), comment) == "role_not_allowed");
    comment.set = json(R"({"lead": "x"})");
    CHECK(rule(milestone(), &subject, as("coordinator"), comment) == "bad_value");
    comment.set = Json::object();
    comment.text = " ";
    CHECK(rule(milestone(), &subject, as("coordinator"), comment) == "comment_missing");
    comment.text = std::string(9000, 'a');
    CHECK(rule(milestone(), &subject, as("coordinator"), comment) == "bad_value");
}

TEST_CASE("moving: the rules come in their order")
{
    const CaseType& type = test::request();
    const model::Case received = in(type, "received", R"({"subject": "x", "channel": "paper", "pages": 0})");
    model::Case assigned = in(type, "assigned", R"({"subject": "x", "channel": "paper", "pages": 0})");

    // All of it is wrong: the name, then the role, then the state, then the values, then require, guard.
    CHECK(rule(type, &received, as("auditor"), act("answre", R"({"nope": 1})")) == "unknown_transition");
    CHECK(rule(type, &received, as("auditor"), act("answer", R"({"nope": 1})")) == "role_not_allowed");
    CHECK(rule(type, &received, as("implementer"), act("answer", R"({"nope": 1})")) == "not_from_this_state");
    CHECK(rule(type, &assigned, as("implementer"), act("answer", R"({"nope": 1})")) == "unknown_field");
    CHECK(rule(type, &assigned, as("implementer"), act("answer", R"({"reply": 1})")) == "bad_value");
    CHECK(rule(type, &assigned, as("implementer"), act("answer", R"({"pages": 1})")) == "role_not_allowed");
    CHECK(rule(type, &assigned, as("implementer"), act("answer")) == "field_missing");
    CHECK(rule(type, &assigned, as("implementer"), act("answer", R"({"reply": "long enough"})")) == "guard_failed");
    assigned.sealed = {"applicant"};
    CHECK(rule(type, &assigned, as("implementer"), act("answer", R"({"reply": "no"})")) == "guard_failed");
    assigned.fields.set("pages", Json(2));
    CHECK(rule(type, &assigned, as("implementer"), act("answer", R"({"reply": "long enough"})")) == "allowed");
    CHECK(rule(type, &received, as("coordinator"), act("close")) == "comment_missing");
    CHECK(rule(type, &received, as("coordinator"), act("close", "{}", " ")) == "comment_missing");
    CHECK(rule(type, &received, as("coordinator"), act("close", "{}", "withdrawn by phone")) == "allowed");
}

TEST_CASE("moving: what is refused names the rule, the part and what is possible now")
{
    const model::Case planned = in(milestone(), "planned", opening);
    const Refusal name = refusal(milestone(), &planned, as("implementer"), act("complet"));
    CHECK(name.reason.en == "unknown transition \"complet\"; did you mean \"complete\"?");
    CHECK(name.hint.en == "possible now: start (Start), complete (Complete)");
    CHECK(name.hint.ka == "ახლა შესაძლებელია: start (დაწყება), complete (დასრულება)");
    const Refusal state = refusal(milestone(), &planned, as("coordinator"), act("reopen"));
    CHECK(state.reason.en == "reopen (Reopen) is possible from: done; the case is now planned (Planned)");
    const Refusal role = refusal(milestone(), &planned, as("auditor"), act("start"));
    CHECK(role.reason.en == "the role \"auditor\" may not do this; it is for: coordinator, implementer, importer");
    CHECK(role.hint.en == "nothing can be done now in the role \"auditor\"");
    const Refusal field = refusal(milestone(), &planned, as("implementer"), act("complete"));
    CHECK(field.rule == "field_missing");
    CHECK(field.reason.en == "complete (Complete) needs the field completed (Actual end)");
    CHECK(field.hint.en == "add: --set completed=…");

    const model::Case running = in(commitment(), "in_progress", R"({"number": "I"})");
    const Refusal guard = refusal(commitment(), &running, as("coordinator"), act("complete", R"({"completed": "2019-12-31"})"), facts(3));
    CHECK(guard.rule == "guard_failed");
    CHECK(guard.reason.en ==
          "every milestone must be done or withdrawn (count(children.milestone, 'open') == 0 where the left side is 3)");
    CHECK(guard.reason.ka == "ყველა ეტაპი დასრულებული ან გაუქმებული უნდა იყოს (count(children.milestone, 'open') == 0, სადაც მარცხენა "
                             "მხარეა 3)");
    CHECK(guard.hint.en == "possible now: complete (Complete), withdraw (Withdraw), carry_over (Carry over)");
}

TEST_CASE("moving: the milestone and the commitment, from beginning to end")
{
    const model::Case planned = in(milestone(), "planned", opening);
    const Permit started = permit(milestone(), &planned, as("implementer"), act("start"));
    CHECK(started.from == "planned");
    CHECK(started.to == "in_progress");
    const Permit done = permit(milestone(), &planned, as("implementer"), act("complete", R"({"completed": "2019-04-30"})", " ready "));
    CHECK(done.to == "done");
    CHECK(done.text == "ready");
    CHECK(done.set == json(R"({"completed": {"printed": null, "value": "2019-04-30", "precision": "day"}})"));
    const model::Case finished = in(milestone(), "done", opening);
    CHECK(rule(milestone(), &finished, as("coordinator"), act("reopen")) == "comment_missing");
    CHECK(permit(milestone(), &finished, as("coordinator"), act("reopen", "{}", "not yet")).to == "in_progress");
    CHECK(rule(milestone(), &finished, as("implementer"), act("reopen", "{}", "not yet")) == "role_not_allowed");

    const model::Case adopted = in(commitment(), "adopted");
    CHECK(permit(commitment(), &adopted, as("coordinator"), act("start")).to == "in_progress");
    CHECK(permit(commitment(), &adopted, as("coordinator"), act("carry_over", "{}", "to 2021-2023")).to == "carried_over");
    const model::Case running = in(commitment(), "in_progress");
    CHECK(rule(commitment(), &running, as("coordinator"), act("complete", R"({"completed": "2019"})"), facts(1)) == "guard_failed");
    CHECK(rule(commitment(), &running, as("coordinator"), act("complete", R"({"completed": "2019"})"), facts(0)) == "allowed");
    CHECK(rule(commitment(), &running, as("coordinator"), act("complete", R"({"completed": "2019"})"), Facts()) == "allowed");
}

TEST_CASE("moving: what a source records is done in the role of the import, by name")
{
    const model::Case planned = in(milestone(), "planned", opening);
    CHECK(permit(milestone(), &planned, as("importer"), act("record_done")).to == "done");
    CHECK(rule(milestone(), &planned, as("coordinator"), act("record_done")) == "role_not_allowed");
    CHECK(rule(milestone(), &planned, admin, act("record_done")) == "role_not_allowed");
    const Actor importing{"giorgi", {"admin"}, "importer"};
    CHECK(rule(milestone(), &planned, importing, act("record_done")) == "allowed");
    const model::Case adopted = in(commitment(), "adopted");
    CHECK(permit(commitment(), &adopted, as("importer"), act("record_completed"), facts(4)).to == "completed");
}

TEST_CASE("roles: one acts in a role that one holds, admin holds every one")
{
    const model::Case planned = in(milestone(), "planned", opening);
    const Actor pretender{"nino", {"auditor", "implementer"}, "coordinator"};
    const Refusal refused = refusal(milestone(), &planned, pretender, act("start"));
    CHECK(refused.rule == "role_not_allowed");
    CHECK(refused.reason.en == "nino does not have the role \"coordinator\"");
    CHECK(refused.hint.en == "the roles held are: auditor, implementer");
    const Actor typo{"nino", {"auditor", "implementer"}, "implementor"};
    CHECK(refusal(milestone(), &planned, typo, act("start")).reason.en ==
          "nino does not have the role \"implementor\"; did you mean \"implementer\"?");
    CHECK(rule(milestone(), &planned, {"nino", {"auditor", "implementer"}, "implementer"}, act("start")) == "allowed");
    CHECK(rule(milestone(), &planned, admin, act("start")) == "allowed");
    CHECK(rule(milestone(), &planned, {"giorgi", {"admin"}, "auditor"}, act("start")) == "role_not_allowed");
    const model::Case answered = in(test::request(), "answered");
    CHECK(rule(test::request(), &answered, admin, act("archive")) == "role_not_allowed");
    CHECK(rule(test::request(), &answered, as("system"), act("archive")) == "allowed");
}

TEST_CASE("open transitions, in order of definition")
{
    const auto names = [](const CaseType& type, const char* state, const Actor& actor) {
        std::vector<std::string> ids;
        for (const Transition* transition : open_transitions(type, in(type, state), actor))
            ids.push_back(transition->id);
        return ids;
    };
    using Names = std::vector<std::string>;
    CHECK(names(milestone(), "planned", as("implementer")) == Names{"start", "complete"});
    CHECK(names(milestone(), "planned", as("importer")) == Names{"start", "complete", "record_done", "withdraw"});
    CHECK(names(milestone(), "planned", admin) == Names{"start", "complete", "withdraw"});
    CHECK(names(milestone(), "withdrawn", admin).empty());
    CHECK(names(milestone(), "planned", as("auditor")).empty());
    CHECK(names(milestone(), "planned", {"nino", {"auditor"}, "admin"}).empty());
}

TEST_CASE("personal values: sealed by who writes them, only named before an authority")
{
    const CaseType& type = test::request();
    Intent judged = values(model::Op::Open, R"({"subject": "x", "channel": "portal"})");
    CHECK(rule(type, nullptr, as("citizen"), judged) == "field_required");
    judged.sealed = {"applicant", "email"};
    const Permit seen = permit(type, nullptr, as("citizen"), judged);
    CHECK(seen.to_seal.empty());
    CHECK(seen.set.find("applicant") == nullptr);
    judged.sealed = {"applicant", "subject"};
    CHECK(rule(type, nullptr, as("citizen"), judged) == "bad_value");
    judged.sealed = {"applicant", "aplicant"};
    CHECK(rule(type, nullptr, as("citizen"), judged) == "unknown_field");
    judged.sealed = {"applicant"};
    judged.set.set("applicant", json(R"({"name": "n"})"));
    CHECK(rule(type, nullptr, as("citizen"), judged) == "bad_value");

    model::Case subject = in(type, "received", R"({"subject": "x"})");
    subject.sealed = {"applicant"};
    const Permit set = permit(type, &subject, as("coordinator"), values(model::Op::Set, R"({"note": "n", "email": "a@b.ge", "body": "b"})"));
    CHECK(set.to_seal == std::vector<std::string>{"email", "note"});
    CHECK(rule(type, &subject, as("coordinator"), values(model::Op::Set, R"({"applicant": null})")) == "field_required");
}

TEST_CASE("personal comments: the words are sealed, on a transition too")
{
    const CaseType& type = test::request();
    const model::Case subject = in(type, "received");
    Intent comment;
    comment.op = model::Op::Comment;
    comment.text = "call me: 555";
    CHECK(permit(type, &subject, as("citizen"), comment).to_seal == std::vector<std::string>{"text"});
    comment.text.clear();
    comment.sealed = {"text"};
    CHECK(permit(type, &subject, as("citizen"), comment).to_seal.empty());
    comment.text = "twice";
    CHECK(rule(type, &subject, as("citizen"), comment) == "bad_value");
    Intent close = act("close");
    close.sealed = {"why"};
    CHECK(rule(type, &subject, as("coordinator"), close) == "allowed");
    close.sealed = {"text"};
    CHECK(rule(type, &subject, as("coordinator"), close) == "unknown_field");
    CHECK(permit(type, &subject, as("coordinator"), act("close", "{}", "by phone")).to_seal == std::vector<std::string>{"why"});
    // Where comments are public, nothing of that name is sealed.
    const model::Case planned = in(milestone(), "planned");
    comment.text.clear();
    CHECK(rule(milestone(), &planned, as("coordinator"), comment) == "unknown_field");
}

TEST_CASE("a guard sees the values as they would be")
{
    const CaseType& type = test::request();
    model::Case assigned = in(type, "assigned", R"({"subject": "x", "channel": "portal", "pages": 1, "reply": "long enough"})");
    assigned.sealed = {"applicant"};
    CHECK(rule(type, &assigned, as("coordinator"), act("answer")) == "allowed");
    CHECK(rule(type, &assigned, as("coordinator"), act("answer", R"({"reply": "no"})")) == "guard_failed");
    CHECK(rule(type, &assigned, as("coordinator"), act("answer", R"({"reply": null})")) == "field_missing");
    const Refusal unset = refusal(type, &assigned, as("coordinator"), act("answer", R"({"channel": null})"));
    CHECK(unset.rule == "guard_failed");
    CHECK(unset.reason.en == "the reply is too short, or has no copies with it (case.channel is not set)");
}

TEST_CASE("a guard sees the version, the state and the time before the act")
{
    CaseType type = test::request();
    type.transitions[0].when = "case.version == 3 && case.state == 'received' && user.role == 'coordinator' && user.id == 'nino' && "
                               "today == date('2019-04-30')";
    const model::Case received = in(type, "received");
    CHECK(rule(type, &received, as("coordinator"), act("assign", R"({"pages": 4})")) == "allowed");
    model::Case later = received;
    later.version = 4;
    CHECK(refusal(type, &later, as("coordinator"), act("assign")).reason.en == "case.version == 3 where the left side is 4");
}

TEST_CASE("deciding changes nothing and says the same twice")
{
    const std::vector<std::string> transitions{"start", "complete", "record_done", "reopen", "withdraw", "none"};
    const std::vector<std::string> states{"planned", "in_progress", "done", "withdrawn"};
    const std::vector<std::string> role_names{"admin", "coordinator", "implementer", "auditor", "importer"};
    const std::vector<std::string> sets{"{}", R"({"completed": "2019"})", R"({"lead": "x"})", R"({"number": null})", R"({"end": 5})"};
    rc::check([&] {
        const model::Case subject = in(milestone(), *rc::gen::elementOf(states), opening);
        const Actor actor = as(*rc::gen::elementOf(role_names));
        const Intent intent = act(*rc::gen::elementOf(transitions), *rc::gen::elementOf(sets), *rc::gen::element<std::string>("", "why"));
        const model::Case before = subject;
        const Decision first = decide(milestone(), &subject, actor, intent, facts());
        const Decision second = decide(milestone(), &subject, actor, intent, facts());
        RC_ASSERT(subject == before);
        RC_ASSERT(first.allowed() == second.allowed());
        if (!first.allowed()) {
            RC_ASSERT(first.refusal->rule == second.refusal->rule);
            return;
        }
        // What is allowed was among what is open, and leads where its definition says.
        const Transition* transition = milestone().transition(intent.transition);
        const auto open = open_transitions(milestone(), subject, actor);
        RC_ASSERT(std::find(open.begin(), open.end(), transition) != open.end());
        RC_ASSERT(first.permit->to == transition->to);
        // A permit judged again is a permit for the same.
        Intent again = intent;
        again.set = first.permit->set;
        const Decision judged = decide(milestone(), &subject, actor, again, facts());
        RC_ASSERT(judged.allowed());
        RC_ASSERT(judged.permit->set == first.permit->set);
    });
}

} // namespace
} // namespace ogp::workflow

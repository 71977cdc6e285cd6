#include "model/case.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <algorithm>

using namespace ogp;
using model::Case;
using model::Event;
using model::Op;

namespace {

const Hash open_id = sha256("the first event");

Instant at(std::int64_t milliseconds)
{
    return Instant::from_milliseconds(milliseconds);
}

Event event(Op op, std::int64_t milliseconds)
{
    Event made;
    made.op = op;
    made.at = at(milliseconds);
    return made;
}

Case opened(Json set = Json::object())
{
    Event open = event(Op::Open, 1000);
    open.type = "milestone";
    open.workflow = sha256("workflow");
    open.to = "planned";
    open.set = std::move(set);
    Case subject;
    apply(subject, open, open_id);
    return subject;
}

void apply_to(Case& subject, const Event& next)
{
    apply(subject, next, sha256("another event"));
}

} // namespace

TEST_CASE("an open event makes the case")
{
    Case subject;
    subject.version = 7;
    subject.state = "left over";
    Event open = event(Op::Open, 1000);
    open.type = "milestone";
    open.workflow = sha256("workflow");
    open.to = "planned";
    open.effective = at(400);
    open.set = Json::object({{"number", "I.4"}, {"note", nullptr}});
    open.sealed = {{"contact", sha256("c")}};
    apply(subject, open, open_id);

    CHECK(subject.uid == case_uid(open_id));
    CHECK(subject.uid.hex() == open_id.hex().substr(0, 32));
    CHECK(subject.type == "milestone");
    CHECK(subject.workflow == sha256("workflow"));
    CHECK(subject.state == "planned");
    CHECK(subject.fields == Json::object({{"number", "I.4"}}));
    CHECK(subject.sealed == std::vector<std::string>{"contact"});
    CHECK(subject.version == 1);
    CHECK(subject.comments == 0);
    CHECK(subject.opened == at(400));
    CHECK(subject.entered == at(400));
    CHECK(subject.updated == at(1000));
}

TEST_CASE("set changes fields and nothing else")
{
    Case subject = opened(Json::object({{"a", 1}, {"b", 2}}));
    Event set = event(Op::Set, 2000);
    set.to = "ignored";
    set.set = Json::object({{"a", nullptr}, {"b", 3}, {"c", "x"}, {"missing", nullptr}});
    apply_to(subject, set);
    CHECK(subject.fields == Json::object({{"b", 3}, {"c", "x"}}));
    CHECK(subject.state == "planned");
    CHECK(subject.uid == case_uid(open_id));
    CHECK(subject.version == 2);
    CHECK(subject.entered == at(1000));
    CHECK(subject.updated == at(2000));
}

TEST_CASE("add appends what is not yet there, del takes out what is equal")
{
    Case subject = opened(Json::object({{"tags", Json(Json::Array{"a", "b"})}, {"one", "x"}}));
    Event set = event(Op::Set, 2000);
    set.add = Json::object({{"tags", Json(Json::Array{"b", "c", "c", Json::object({{"k", 1}})})},
                            {"new", Json(Json::Array{1, 1})},
                            {"one", Json(Json::Array{"y"})}});
    apply_to(subject, set);
    CHECK(subject.fields["tags"] == Json(Json::Array{"a", "b", "c", Json::object({{"k", 1}})}));
    CHECK(subject.fields["new"] == Json(Json::Array{1}));
    CHECK(subject.fields["one"] == Json(Json::Array{"x", "y"}));

    Event del = event(Op::Set, 3000);
    del.del = Json::object({{"tags", Json(Json::Array{"a", Json::object({{"k", 1}}), "never there"})},
                            {"new", Json(Json::Array{1})},
                            {"missing", Json(Json::Array{1})}});
    apply_to(subject, del);
    CHECK(subject.fields["tags"] == Json(Json::Array{"b", "c"}));
    CHECK(subject.fields["new"] == Json::array());
    CHECK(subject.fields.find("missing") == nullptr);
}

TEST_CASE("set comes before add, add before del")
{
    Case subject = opened(Json::object({{"tags", Json(Json::Array{"old"})}}));
    Event set = event(Op::Set, 2000);
    set.set = Json::object({{"tags", Json(Json::Array{"a"})}});
    set.add = Json::object({{"tags", Json(Json::Array{"b", "c"})}});
    set.del = Json::object({{"tags", Json(Json::Array{"b"})}});
    apply_to(subject, set);
    CHECK(subject.fields["tags"] == Json(Json::Array{"a", "c"}));
}

TEST_CASE("a move changes the state and counts from its effective time")
{
    Case subject = opened();
    Event move = event(Op::Move, 5000);
    move.from = "planned";
    move.to = "in_progress";
    move.effective = at(4000);
    move.set = Json::object({{"lead", "parks"}});
    apply_to(subject, move);
    CHECK(subject.state == "in_progress");
    CHECK(subject.entered == at(4000));
    CHECK(subject.opened == at(1000));
    CHECK(subject.updated == at(5000));
    CHECK(subject.fields == Json::object({{"lead", "parks"}}));
    CHECK(subject.version == 2);
}

TEST_CASE("a comment is counted and leaves fields and sealed names alone")
{
    Case subject = opened(Json::object({{"text", "kept"}}));
    Event comment = event(Op::Comment, 2000);
    comment.sealed = {{"text", sha256("words")}};
    apply_to(subject, comment);
    CHECK(subject.comments == 1);
    CHECK(subject.version == 2);
    CHECK(subject.sealed.empty());
    CHECK(subject.fields == Json::object({{"text", "kept"}}));
}

TEST_CASE("a field holds a plain or a sealed value, never both")
{
    Case subject = opened(Json::object({{"contact", "plain"}, {"b", 1}}));
    Event seal = event(Op::Set, 2000);
    seal.sealed = {{"contact", sha256("1")}, {"address", sha256("2")}};
    apply_to(subject, seal);
    CHECK(subject.sealed == std::vector<std::string>{"address", "contact"});
    CHECK(subject.fields == Json::object({{"b", 1}}));
    apply_to(subject, seal);
    CHECK(subject.sealed == std::vector<std::string>{"address", "contact"});

    Event unseal = event(Op::Move, 3000);
    unseal.set = Json::object({{"address", nullptr}, {"contact", "plain again"}});
    apply_to(subject, unseal);
    CHECK(subject.sealed.empty());
    CHECK(subject.fields == Json::object({{"b", 1}, {"contact", "plain again"}}));
}

TEST_CASE("the time of the last event never goes backwards")
{
    Case subject = opened();
    apply_to(subject, event(Op::Comment, 9000));
    apply_to(subject, event(Op::Comment, 10));
    CHECK(subject.updated == at(9000));
    CHECK(subject.version == 3);
}

TEST_CASE("what acts on the repository does not touch a case")
{
    Case subject = opened(Json::object({{"a", 1}}));
    const Case before = subject;
    for (const Op op : {Op::Define, Op::Grant, Op::Calendar}) {
        Event other = event(op, 9000);
        other.set = Json::object({{"a", 2}});
        apply_to(subject, other);
    }
    CHECK(subject == before);
}

TEST_CASE("votes: the last one of a voter counts")
{
    Case subject = opened();
    const auto vote = [&](const char* voter, model::Choice choice) {
        Event made = event(Op::Vote, 2000);
        made.detail = model::VoteDetail{"city", voter, choice}.to_json();
        apply_to(subject, made);
    };
    vote("ana", model::Choice::For);
    vote("gia", model::Choice::Against);
    vote("ana", model::Choice::Abstain);
    CHECK(subject.votes == model::CaseVotes{{"city", {{"ana", model::Choice::Abstain}, {"gia", model::Choice::Against}}}});
    CHECK(subject.version == 4);
}

TEST_CASE("links are kept once, sorted, and can be taken away")
{
    Case subject = opened();
    const CaseUid other = CaseUid::from_hex(std::string(32, 'e')).value();
    const auto link = [&](const char* relation, bool remove) {
        Event made = event(Op::Link, 2000);
        made.detail = model::LinkDetail{relation, other, remove}.to_json();
        apply_to(subject, made);
    };
    link("related", false);
    link("answers", false);
    link("related", false);
    CHECK(subject.links == std::vector<model::CaseLink>{{"answers", other}, {"related", other}});
    link("related", true);
    link("replaces", true);
    CHECK(subject.links == std::vector<model::CaseLink>{{"answers", other}});
}

TEST_CASE("the mover is who opened or moved the case, never the system")
{
    Case subject = opened();
    const std::string opener = subject.mover;
    Event move = event(Op::Move, 2000);
    move.to = "s";
    move.actor = "cron";
    move.role = std::string(model::system_role);
    apply_to(subject, move);
    CHECK(subject.mover == opener);
    move.actor = "gia";
    move.role = "clerk";
    apply_to(subject, move);
    CHECK(subject.mover == "gia");
    Event set = event(Op::Set, 3000);
    set.actor = "ana";
    apply_to(subject, set);
    CHECK(subject.mover == "gia");
}

TEST_CASE("a tick changes values, a migration the version and the state, not the time of entering it")
{
    Case subject = opened();
    Event tick = event(Op::Tick, 2000);
    tick.add = Json::object({{"tags", Json(Json::Array{Json("overdue")})}});
    apply_to(subject, tick);
    CHECK(subject.fields["tags"] == parse_json(R"(["overdue"])"));
    Event migrate = event(Op::Migrate, 3000);
    migrate.workflow = Hash::from_hex(std::string(64, 'c')).value();
    migrate.to = "other";
    migrate.set = Json::object({{"tags", Json()}});
    const Instant entered = subject.entered;
    apply_to(subject, migrate);
    CHECK(subject.workflow == *migrate.workflow);
    CHECK(subject.state == "other");
    CHECK(subject.entered == entered);
    CHECK(subject.fields.find("tags") == nullptr);
}

TEST_CASE("laws of the fold")
{
    const auto random_event = [] {
        Event made = event(*rc::gen::element(Op::Set, Op::Move, Op::Comment), *rc::gen::inRange(0, 5000));
        const auto fields = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>("a", "b", "c", "d"));
        for (const std::string& field : fields) {
            switch (*rc::gen::inRange(0, 5)) {
            case 0: made.set.set(field, *rc::gen::inRange(0, 3)); break;
            case 1: made.set.set(field, nullptr); break;
            case 2: made.add.set(field, Json(Json::Array{*rc::gen::inRange(0, 3)})); break;
            case 3: made.del.set(field, Json(Json::Array{*rc::gen::inRange(0, 3)})); break;
            default: made.sealed.emplace(field, Hash{}); break;
            }
        }
        made.to = "s";
        return made;
    };
    CHECK(rc::check("counts, order and exclusion hold after any history", [&] {
        Case subject = opened();
        const int count = *rc::gen::inRange(0, 20);
        Instant latest = subject.updated;
        std::int64_t comments = 0;
        for (int i = 0; i < count; ++i) {
            const Event next = random_event();
            latest = std::max(latest, next.at);
            comments += next.op == Op::Comment ? 1 : 0;
            apply_to(subject, next);
        }
        RC_ASSERT(subject.version == 1 + count);
        RC_ASSERT(subject.comments == comments);
        RC_ASSERT(subject.updated == latest);
        RC_ASSERT(std::is_sorted(subject.sealed.begin(), subject.sealed.end()));
        RC_ASSERT(std::adjacent_find(subject.sealed.begin(), subject.sealed.end()) == subject.sealed.end());
        for (const auto& [field, value] : subject.fields.members()) {
            RC_ASSERT_FALSE(value.is_null());
        }
    }));
    CHECK(rc::check("the same event a second time changes no field", [&] {
        Case subject = opened();
        apply_to(subject, random_event());
        const Event next = random_event();
        apply_to(subject, next);
        const Case once = subject;
        apply_to(subject, next);
        RC_ASSERT(subject.fields == once.fields);
        RC_ASSERT(subject.sealed == once.sealed);
    }));
}

#include "workflow/simulation.hpp"

#include "workflow/city.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <algorithm>

using namespace ogp;
using namespace ogp::workflow;
using test::moving;
using test::opening;
using test::person;
using test::voting;

namespace {

const Actor clerk = person("nino", "clerk");
const Actor head = person("giorgi", "head");
const Actor machine = person("cron", "system");

/// A city at ten in the morning of 15 April 2019.
class Town
{
public:
    Town() : simulation(test::city(), &calendars) { set_time("2019-04-15T10:00:00+04:00"); }

    void set_time(std::string_view time) { simulation.set_time(*Instant::parse(time), *Date::parse(time.substr(0, 10))); }
    CaseUid open(std::string_view type, const Actor& actor, std::string_view set)
    {
        const auto result = simulation.open(type, actor, opening(set));
        REQUIRE(result.subject);
        return *result.subject;
    }
    /// "allowed" or the rule that refuses.
    std::string act(const CaseUid& uid, const Actor& actor, const Intent& intent)
    {
        const auto result = simulation.act(uid, actor, intent);
        if (result.refusal)
            reason = result.refusal->reason.en;
        return result.refusal ? result.refusal->rule : "allowed";
    }
    const model::Case& at(const CaseUid& uid) const { return simulation.find(uid); }
    std::vector<CaseUid> steps() const
    {
        std::vector<CaseUid> found;
        for (const auto& [uid, subject] : simulation.cases())
            if (subject.type == "step")
                found.push_back(uid);
        return found;
    }

    test::AlwaysOpen calendars;
    Simulation simulation;
    std::string reason;
};

/// A motion on which each side has voted so.
std::string outcome(int city_for, int city_against, int civil_for, int civil_against)
{
    Town town;
    const Actor secretary = person("secretary", "secretary");
    const CaseUid uid = town.open("motion", secretary, R"({"subject": "x"})");
    REQUIRE(town.act(uid, secretary, moving("open_votes")) == "allowed");
    const auto vote = [&](const char* group, const char* choice, int count) {
        for (int i = 0; i < count; ++i)
            REQUIRE(town.act(uid, secretary, voting(choice, std::string(group) + choice + std::to_string(i), group)) == "allowed");
    };
    vote("city", "for", city_for);
    vote("city", "against", city_against);
    vote("civil_society", "for", civil_for);
    vote("civil_society", "against", civil_against);
    const std::string passed = town.act(uid, secretary, moving("pass"));
    if (passed == "allowed")
        CHECK(town.at(uid).fields["cast"] == Json(std::int64_t{city_for + city_against + civil_for + civil_against}));
    else
        CHECK(town.act(uid, secretary, moving("fail")) == "allowed");
    return passed + " " + town.at(uid).state;
}

} // namespace

TEST_CASE("a decision needs both sides: twelve of civil society for and eight of the city against is not passed, nor the reverse")
{
    CHECK(outcome(0, 8, 12, 0) == "guard_failed failed");
    CHECK(outcome(8, 0, 0, 12) == "guard_failed failed");
    CHECK(outcome(5, 3, 7, 5) == "allowed passed");
    CHECK(outcome(4, 4, 12, 0) == "guard_failed failed");
    CHECK(outcome(0, 0, 0, 0) == "guard_failed failed");
}

TEST_CASE("votes: who, in which group, when, the last one counts")
{
    Town town;
    const Actor secretary = person("secretary", "secretary");
    const Actor member = person("ana", "government_member");
    const Actor admin{"root", {"admin"}, "admin"};
    const CaseUid uid = town.open("motion", secretary, R"({"subject": "x"})");
    CHECK(town.act(uid, member, voting("for")) == "not_open_for_votes");
    CHECK(town.reason == "votes are taken in: voting; the case is now moved (Moved)");
    REQUIRE(town.act(uid, secretary, moving("open_votes")) == "allowed");
    CHECK(town.act(uid, member, voting("for")) == "allowed");
    CHECK(town.act(uid, member, voting("for")) == "nothing_to_do");
    CHECK(town.act(uid, member, voting("against")) == "allowed");
    CHECK(town.at(uid).votes == model::CaseVotes{{"city", {{"ana", model::Choice::Against}}}});
    CHECK(town.act(uid, member, voting("for", "", "civil_society")) == "role_not_allowed");
    CHECK(town.act(uid, member, voting("for", "somebody", "city")) == "role_not_allowed");
    CHECK(town.act(uid, secretary, voting("for", "ana", "civil_society")) == "votes_elsewhere");
    CHECK(town.act(uid, secretary, voting("maybe", "Gia", "city")) == "bad_value");
    CHECK(town.act(uid, secretary, voting("for", "Gia", "town")) == "unknown_group");
    CHECK(town.act(uid, secretary, voting("for", "Gia")) == "unknown_group");
    CHECK(town.act(uid, secretary, voting("abstain", " Gia ", "city")) == "allowed");
    CHECK(town.at(uid).votes.at("city").at("Gia") == model::Choice::Abstain);
    // Being the administrator gives no seat.
    CHECK(town.act(uid, admin, voting("for", "", "city")) == "role_not_allowed");
    const CaseUid errand = town.open("errand", clerk, R"({"subject": "x"})");
    CHECK(town.act(errand, clerk, voting("for")) == "no_votes");
}

TEST_CASE("values are worked out when an act is decided and stand in its event")
{
    Town town;
    const CaseUid uid = town.open("errand", clerk, R"({"subject": "x", "pages": 3})");
    CHECK(town.at(uid).fields["fee"] == parse_json(R"({"amount": "0.15", "currency": "GEL"})"));
    CHECK(town.at(uid).fields["received"] == Json("2019-04-15T06:00:00Z"));
    Intent more;
    more.op = model::Op::Set;
    more.set = parse_json(R"({"pages": 200})");
    CHECK(town.act(uid, clerk, more) == "allowed");
    CHECK(town.simulation.events().back().set == parse_json(R"({"pages": 200, "fee": {"amount": "10.00", "currency": "GEL"}})"));
    more.set = parse_json(R"({"fee": {"amount": "1", "currency": "GEL"}})");
    CHECK(town.act(uid, clerk, more) == "bad_value");
    CHECK(town.act(uid, clerk, moving("start")) == "allowed");
    const model::Case& started = town.at(uid);
    CHECK(started.fields["rounds"] == Json(1));
    CHECK(started.fields["assignee"] == Json("role:head"));
    CHECK(started.fields["tags"] == parse_json(R"(["urgent"])"));
}

TEST_CASE("what follows: a part is opened, a message waits, and the event says why")
{
    Town town;
    const CaseUid uid = town.open("errand", clerk, R"({"subject": "bench", "street": "south", "asked_by": {"name": "Nana"}})");
    REQUIRE(town.act(uid, clerk, moving("start")) == "allowed");
    REQUIRE(town.steps().size() == 1);
    const model::Case& step = town.at(town.steps().front());
    CHECK(step.fields["name"] == Json("bench"));
    CHECK(step.fields["errand"] == Json(uid.hex()));
    CHECK(step.fields["street"] == Json("south"));
    const model::Event& last = town.simulation.events().back();
    CHECK(last.op == model::Op::Open);
    CHECK(last.role == "system");
    CHECK(last.actor == "nino");
    CHECK(last.why == "start");
    REQUIRE(town.simulation.outbox().size() == 1); // 0 pages: nothing for the map
    const Consequence& message = town.simulation.outbox().front().second;
    CHECK(to_json(message.arguments()) == R"({"template":"notice","to":"asked_by"})");
    CHECK(town.at(uid).sealed == std::vector<std::string>{"asked_by"});
}

TEST_CASE("four eyes: not who made the transition before, not even as administrator, acts of the system are nobody's")
{
    Town town;
    const CaseUid uid = town.open("errand", clerk, R"({"subject": "x"})");
    REQUIRE(town.act(uid, clerk, moving("start")) == "allowed");
    CHECK(town.at(uid).mover == "nino");
    const Actor nino_as_admin{"nino", {"admin", "clerk"}, "admin"};
    CHECK(town.act(uid, clerk, moving("sign")) == "four_eyes");
    CHECK(town.reason == "sign (Sign) takes a second person: nino made the transition before as well");
    CHECK(town.act(uid, nino_as_admin, moving("sign")) == "four_eyes");
    CHECK(open_transitions(town.simulation.type("errand"), town.at(uid), clerk).size() == 1); // drop
    CHECK(town.act(uid, head, moving("sign")) == "allowed");
    CHECK(town.at(uid).mover == "giorgi");
}

TEST_CASE("a cascade takes the parts along, or nothing happens")
{
    Town town;
    const CaseUid uid = town.open("errand", clerk, R"({"subject": "x"})");
    REQUIRE(town.act(uid, clerk, moving("start")) == "allowed");
    const CaseUid hard = town.open("step", clerk, R"({"name": "y", "errand": ")" + uid.hex() + R"(", "hard": true})");
    const std::size_t before = town.simulation.events().size();
    CHECK(town.act(uid, clerk, moving("drop")) == "guard_failed");
    CHECK(town.simulation.events().size() == before);
    CHECK(town.at(uid).state == "running");
    REQUIRE(town.act(hard, clerk, moving("do")) == "allowed");
    CHECK(town.act(uid, clerk, moving("drop")) == "allowed");
    CHECK(town.at(hard).state == "done"); // closed already
    for (const CaseUid& step : town.steps())
        CHECK(town.at(step).state == (step == hard ? "done" : "dropped"));
}

TEST_CASE("there are no more parts than the rule allows")
{
    Town town;
    const CaseUid uid = town.open("errand", clerk, R"({"subject": "x"})");
    const std::string step = R"({"name": "y", "errand": ")" + uid.hex() + R"("})";
    const CaseUid first = town.open("step", clerk, step);
    town.open("step", clerk, step);
    town.open("step", clerk, step);
    const auto fourth = town.simulation.open("step", clerk, opening(step));
    REQUIRE(fourth.refusal);
    CHECK(fourth.refusal->rule == "too_many_children");
    Intent drop = moving("drop");
    drop.text = "not needed";
    REQUIRE(town.act(first, clerk, drop) == "allowed"); // cancelled ones do not count
    CHECK(town.simulation.open("step", clerk, opening(step)).subject);
}

TEST_CASE("the system acts by itself only when the time has come, and nobody else in its place")
{
    Town town;
    const CaseUid uid = town.open("errand", clerk, R"({"subject": "x"})");
    REQUIRE(town.act(uid, clerk, moving("start")) == "allowed");
    REQUIRE(town.act(uid, head, moving("sign")) == "allowed");
    CHECK(town.act(uid, clerk, moving("expire")) == "role_not_allowed");
    CHECK(town.act(uid, {"root", {"admin"}, "admin"}, moving("expire")) == "role_not_allowed");
    CHECK(town.act(uid, machine, moving("expire")) == "not_due");
    town.set_time("2019-04-15T11:59:59+04:00");
    CHECK(town.act(uid, machine, moving("expire")) == "not_due");
    town.set_time("2019-04-15T12:00:00+04:00");
    CHECK(town.act(uid, machine, moving("expire")) == "allowed");
    CHECK(town.at(uid).mover == "giorgi");
}

TEST_CASE("links: made once, taken away once, never to oneself, a merged case follows the other one")
{
    Town town;
    const CaseUid uid = town.open("errand", clerk, R"({"subject": "x"})");
    const CaseUid other = town.open("errand", clerk, R"({"subject": "y", "asked_by": {"name": "Gia"}})");
    Intent link;
    link.op = model::Op::Link;
    link.link = model::LinkDetail{"related", other, false};
    CHECK(town.act(uid, clerk, link) == "allowed");
    CHECK(town.act(uid, clerk, link) == "nothing_to_do");
    CHECK(town.at(uid).links == std::vector<model::CaseLink>{{"related", other}});
    CHECK(town.act(uid, head, link) == "role_not_allowed");
    link.link->remove = true;
    CHECK(town.act(uid, clerk, link) == "allowed");
    CHECK(town.act(uid, clerk, link) == "nothing_to_do");
    CHECK(town.at(uid).links.empty());
    link.link = model::LinkDetail{"related", uid, false};
    CHECK(town.act(uid, clerk, link) == "bad_value");
    link.link = model::LinkDetail{"Not A Word", other, false};
    CHECK(town.act(uid, clerk, link) == "bad_value");
    CHECK(town.act(other, clerk, moving("merge")) == "field_missing");
    CHECK(town.act(other, clerk, moving("merge", R"({"same_as": ")" + uid.hex() + R"("})")) == "allowed");
    CHECK(town.at(other).links == std::vector<model::CaseLink>{{"follows", uid}});
}

TEST_CASE("a law: folding the events again gives the cases, without any case type at hand")
{
    CHECK(rc::check("fold == simulation", [] {
        Town town;
        std::vector<CaseUid> uids;
        const std::vector<Actor> actors{clerk, head, person("secretary", "secretary"), person("ana", "government_member"), machine};
        const std::vector<std::string> moves{"start", "sign", "finish", "drop", "merge", "open_votes", "pass", "fail", "do", "expire"};
        const int count = *rc::gen::inRange(1, 25);
        for (int i = 0; i < count; ++i) {
            const Actor& actor = *rc::gen::elementOf(actors);
            if (uids.empty() || *rc::gen::inRange(0, 3) == 0) {
                const bool motion = *rc::gen::inRange(0, 2) == 0;
                const auto opened = town.simulation.open(motion ? "motion" : "errand", actor, opening(R"({"subject": "x"})"));
                if (opened.subject)
                    uids.push_back(*opened.subject);
                continue;
            }
            const CaseUid uid = *rc::gen::elementOf(uids);
            Intent intent = *rc::gen::inRange(0, 2) == 0 ? moving(*rc::gen::elementOf(moves))
                                                         : voting(*rc::gen::element<std::string>("for", "against", "no"), "", "city");
            town.simulation.act(uid, actor, intent);
        }
        std::map<CaseUid, model::Case> folded;
        std::size_t number = 0;
        for (const model::Event& event : town.simulation.events()) {
            const Hash id = sha256("ogp simulation " + std::to_string(number++));
            model::apply(folded[event.case_uid.value_or(case_uid(id))], event, id);
        }
        RC_ASSERT(folded == town.simulation.cases());
    }));
}

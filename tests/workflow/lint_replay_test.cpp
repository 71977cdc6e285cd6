#include "workflow/lint_replay.hpp"

#include "shipped.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::workflow;

namespace {

CaseType letter(int version)
{
    return test::load("tests/data/letter_" + std::to_string(version) + "/letter.yaml");
}

model::Event act(model::Op op, std::string_view role, std::string_view set = "{}")
{
    model::Event event;
    event.op = op;
    event.type = "letter";
    event.actor = "nino";
    event.role = std::string(role);
    event.at = *Instant::parse("2019-04-15T10:00:00+04:00");
    event.set = parse_json(set);
    if (op == model::Op::Open)
        event.to = "received";
    return event;
}

model::Event move(std::string_view role, const std::string& transition, const std::string& from, const std::string& to)
{
    model::Event event = act(model::Op::Move, role);
    event.transition = transition;
    event.from = from;
    event.to = to;
    return event;
}

/// The rule by which each act would be refused under `to`, "" for none.
std::vector<std::string> rules(const CaseType& to, const std::vector<model::Event>& events)
{
    const CaseType then = letter(1);
    Replay replay(to, TimeZone::load("Asia/Tbilisi"));
    Facts facts;
    facts.now = *Instant::parse("2019-04-15T10:00:00+04:00");
    facts.today = *Date::parse("2019-04-15");
    std::vector<std::string> rules;
    for (const model::Event& event : events) {
        const auto refusal = replay.step(then, event, Hash(), facts);
        rules.push_back(refusal ? refusal->rule : std::string());
    }
    return rules;
}

using Rules = std::vector<std::string>;

} // namespace

TEST_CASE("what a version allowed it allows again")
{
    CHECK(rules(letter(1), {act(model::Op::Open, "clerk", R"({"subject": "Bench", "channel": "fax", "pages": 3})"),
                            move("clerk", "sort", "received", "sorting"), act(model::Op::Set, "clerk", R"({"note": "call"})"),
                            move("officer", "answer", "sorting", "answered"), move("system", "close", "answered", "closed")}) ==
          Rules{"", "", "", "", ""});
}

TEST_CASE("recorded acts are judged under the names of the other version")
{
    // "sorting" is "in_work" there, "pages" are "sheets", and "note" is dropped.
    CHECK(rules(letter(2), {act(model::Op::Open, "clerk", R"({"subject": "Bench", "channel": "post", "pages": 3})"),
                            move("clerk", "sort", "received", "sorting"), act(model::Op::Set, "clerk", R"({"note": "call"})"),
                            move("officer", "answer", "sorting", "answered"), move("system", "close", "answered", "closed")}) ==
          Rules{"", "", "", "", ""});
}

TEST_CASE("a stricter version refuses, each act on what the case was then")
{
    CHECK(rules(letter(2), {act(model::Op::Open, "clerk", R"({"subject": "Bench", "channel": "fax"})"),
                            move("clerk", "sort", "received", "sorting"), move("officer", "answer", "sorting", "answered")}) ==
          Rules{"bad_value", "", "guard_failed"});
    CaseType other = letter(1);
    std::erase_if(other.transitions, [](const Transition& transition) { return transition.id == "sort"; });
    other.permissions.open = {"officer"};
    CHECK(rules(other, {act(model::Op::Open, "clerk", R"({"subject": "Bench"})"), move("clerk", "sort", "received", "sorting")}) ==
          Rules{"role_not_allowed", "unknown_transition"});
}

TEST_CASE("a sealed value counts as given")
{
    CaseType other = letter(1);
    for (Transition& transition : other.transitions)
        if (transition.id == "sort")
            transition.require = {"sender"};
    model::Event open = act(model::Op::Open, "clerk", R"({"subject": "Bench"})");
    CHECK(rules(other, {open, move("clerk", "sort", "received", "sorting")}) == Rules{"", "field_missing"});
    open.sealed.emplace("sender", Hash());
    CHECK(rules(other, {open, move("clerk", "sort", "received", "sorting")}) == Rules{"", ""});
}

TEST_CASE("words that were sealed count as words")
{
    model::Event comment = act(model::Op::Comment, "clerk");
    comment.sealed.emplace("text", Hash());
    const model::Event open = act(model::Op::Open, "clerk", R"({"subject": "Bench"})");
    CaseType other = letter(1);
    CHECK(rules(other, {open, comment}) == Rules{"", ""});
    other.comments = Privacy::Internal;
    CHECK(rules(other, {open, comment}) == Rules{"", ""});
    comment.sealed.clear();
    CHECK(rules(other, {open, comment}) == Rules{"", "comment_missing"});
}

#include "model/case_chain.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::model;

namespace {

ReplicaId replica(char digit)
{
    return ReplicaId::from_hex(std::string(32, digit)).value();
}

/// Events of one case, each by a replica with its counter and the version it saw.
struct Log
{
    CaseChain chain;
    int count = 0;

    static Event event(Op op, char rep, std::int64_t number, std::int64_t base)
    {
        Event event;
        event.op = op;
        event.replica = replica(rep);
        event.number = number;
        event.base = base;
        event.actor = std::string("clerk_") + rep;
        return event;
    }

    static Event set(char rep, std::int64_t number, std::int64_t base, std::string_view values)
    {
        Event made = event(Op::Set, rep, number, base);
        made.set = parse_json(values);
        return made;
    }

    static Event move(char rep, std::int64_t number, std::int64_t base, const char* from, const char* to)
    {
        Event made = event(Op::Move, rep, number, base);
        made.transition = std::string(from) + "_" + to;
        made.from = from, made.to = to;
        return made;
    }

    Log()
    {
        Event open = event(Op::Open, 'a', 1, 0);
        open.to = "new";
        open.set = parse_json(R"({"f": 1, "g": 1})");
        add(open);
    }

    void add(const Event& event, Verdict verdict = Verdict::Applied, std::uint16_t rule = 0)
    {
        chain.add(event, sha256(std::to_string(++count)), verdict, rule, {});
    }
};

} // namespace

TEST_CASE("who has seen the newest version has missed nothing")
{
    Log log;
    log.add(Log::set('b', 1, 1, R"({"f": 2})"));
    const auto view = log.chain.view_of(Log::set('c', 1, 2, "{}"));
    REQUIRE(view);
    CHECK(view->since.empty());
    CHECK(view->base == log.chain.now());
    CHECK(view->opener == "clerk_a");
}

TEST_CASE("what came after the version seen is what was missed")
{
    Log log;
    log.add(Log::set('b', 1, 1, R"({"f": 2})"));
    log.add(Log::set('b', 2, 2, R"({"g": 2})"));
    const auto view = log.chain.view_of(Log::set('c', 1, 2, "{}"));
    REQUIRE(view);
    REQUIRE(view->since.size() == 1);
    CHECK(to_json(view->since[0].set) == R"({"g":2})");
    CHECK(to_json(view->base.fields) == R"({"f":2,"g":1})");
    CHECK(view->writers() == std::map<std::string, std::string>{{"g", "clerk_b"}});
    CHECK_FALSE(log.chain.view_of(Log::set('c', 1, 7, "{}")));
    CHECK_FALSE(log.chain.view_of(Log::set('c', 1, 0, "{}")));
}

TEST_CASE("versions of a replica count its own waiting events")
{
    Log log;
    log.add(Log::set('b', 1, 1, R"({"f": 2})"));           // version 2, not seen by c
    log.add(Log::set('c', 1, 1, R"({"g": 5})"));           // version 3; for c it was 2
    const auto view = log.chain.view_of(Log::set('c', 2, 2, "{}")); // on its own version 2
    REQUIRE(view);
    REQUIRE(view->since.size() == 1);
    CHECK(to_json(view->since[0].set) == R"({"f":2})");
    CHECK(to_json(view->base.fields) == R"({"f":1,"g":5})");
    // After a pull it has seen both.
    const auto later = log.chain.view_of(Log::set('c', 3, 3, "{}"));
    REQUIRE(later);
    CHECK(later->since.empty());
}

TEST_CASE("an act that was refused still stood in the eyes of its writer")
{
    Log log;
    log.add(Log::move('b', 1, 1, "new", "closed"));
    log.add(Log::move('c', 1, 1, "new", "held"), Verdict::Conflict, 11);
    const auto view = log.chain.view_of(Log::move('c', 2, 2, "held", "new"));
    REQUIRE(view);
    CHECK(view->base.state == "held");
    REQUIRE(view->since.size() == 1);
    CHECK(view->since[0].to == "closed");
    // The same version number, from the state that the other one made: that writer has pulled.
    const auto pulled = log.chain.view_of(Log::move('c', 2, 2, "closed", "new"));
    REQUIRE(pulled);
    CHECK(pulled->base.state == "closed");
    CHECK(pulled->since.empty());
}

TEST_CASE("whether a writer had heard of a refusal is left open where the numbers do not tell")
{
    Log log;
    log.add(Log::set('b', 1, 1, R"({"f": 2})"));
    log.add(Log::set('c', 1, 1, R"({"f": 3})"), Verdict::Rejected, 108);
    const Event next = Log::set('c', 2, 2, R"({"g": 4})");
    const auto least = log.chain.view_of(next);
    REQUIRE(least);
    CHECK(to_json(least->base.fields) == R"({"f":3,"g":1})"); // its own act, as if it stood
    CHECK(least->since.size() == 1);
    const auto others = log.chain.other_views_of(next);
    REQUIRE(others.size() == 1);
    CHECK(others[0].base == log.chain.now()); // or it had pulled
    CHECK(others[0].since.empty());
    CHECK(log.chain.other_views_of(Log::set('d', 1, 2, "{}")).empty());
}

TEST_CASE("who pushed an act that conflicted is taken to have seen what became of it")
{
    Log log;
    log.add(Log::set('b', 1, 1, R"({"f": 2})"));
    log.add(Log::set('c', 1, 1, R"({"f": 3, "g": 3})"), Verdict::Conflict, changed_elsewhere_rule);
    const Event next = Log::set('c', 2, 3, R"({"f": 4})");
    const auto view = log.chain.view_of(next);
    REQUIRE(view);
    CHECK(view->base == log.chain.now());
    REQUIRE(log.chain.other_views_of(next).size() == 1);
    CHECK(to_json(log.chain.other_views_of(next)[0].base.fields) == R"({"f":3,"g":3})");
}

TEST_CASE("a chain folds what merged and what conflicted as it was")
{
    Log log;
    log.add(Log::set('b', 1, 1, R"({"f": 2})"));
    log.add(Log::set('c', 1, 1, R"({"f": 3, "g": 3})"), Verdict::Conflict, changed_elsewhere_rule);
    CHECK(to_json(log.chain.now().fields) == R"({"f":2,"g":3})");
    CHECK(log.chain.now().version == 3);
    log.add(Log::set('d', 1, 1, R"({"g": 3})"), Verdict::Merged, same_act_rule);
    CHECK(log.chain.now().version == 4);
    // What took effect is what later writers missed.
    const auto view = log.chain.view_of(Log::set('e', 1, 2, R"({"f": 9})"));
    REQUIRE(view);
    CHECK(view->writers() == std::map<std::string, std::string>{{"g", "clerk_c"}});
    CHECK_THROWS_AS(log.add(Log::set('d', 2, 99, "{}"), Verdict::Merged, field_policy_rule), Error);
}

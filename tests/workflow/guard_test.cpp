#include "workflow/guard.hpp"

#include "base/text.hpp"
#include "workflow/guard_tree.hpp"
#include "workflow/shipped.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <fmt/format.h>

namespace ogp::workflow {
namespace {

const CaseType& gym()
{
    static const CaseType type = [] {
        CaseType t = test::from_text(R"(
ogp: 1
kind: case_type
id: gym
version: 1
label: {ka: "ა", en: "a"}
plural: {ka: "ა", en: "a"}
permissions: {open: [coordinator], set: [coordinator], comment: [coordinator]}
enums:
  colour: {red: {ka: "ა", en: "a"}, green: {ka: "ა", en: "a"}}
  size: {small: {ka: "ა", en: "a"}}
fields:
  "n": {type: integer, required: true, privacy: public, label: {ka: "ა", en: "a"}}
  m: {type: integer, privacy: public, label: {ka: "ა", en: "a"}}
  pages: {type: integer, default: 3, privacy: public, label: {ka: "ა", en: "a"}}
  d: {type: decimal, required: true, privacy: public, label: {ka: "ა", en: "a"}}
  s: {type: string, required: true, privacy: public, label: {ka: "ა", en: "a"}}
  b: {type: boolean, required: true, privacy: public, label: {ka: "ა", en: "a"}}
  c: {type: boolean, required: true, privacy: public, label: {ka: "ა", en: "a"}}
  maybe: {type: boolean, privacy: public, label: {ka: "ა", en: "a"}}
  day: {type: date, required: true, privacy: public, label: {ka: "ა", en: "a"}}
  at: {type: datetime, required: true, privacy: public, label: {ka: "ა", en: "a"}}
  end: {type: printed_date, required: true, privacy: public, label: {ka: "ა", en: "a"}}
  colour: {type: enum, of: colour, required: true, privacy: public, label: {ka: "ა", en: "a"}}
  colours: {type: enum, of: colour, many: true, required: true, privacy: public, label: {ka: "ა", en: "a"}}
  other: {type: enum, of: size, required: true, privacy: public, label: {ka: "ა", en: "a"}}
  tags: {type: string, many: true, required: true, privacy: public, label: {ka: "ა", en: "a"}}
  notes: {type: record, many: true, required: true, privacy: public, label: {ka: "ა", en: "a"}}
  title: {type: localized, required: true, privacy: public, label: {ka: "ა", en: "a"}}
  who: {type: person, privacy: personal, label: {ka: "ა", en: "a"}}
states:
  begun: {initial: true, category: open, label: {ka: "ა", en: "a"}}
  done: {category: done, terminal: true, label: {ka: "ა", en: "a"}}
transitions:
  go: {from: [begun], to: done, roles: [coordinator], require: [m], label: {ka: "ა", en: "a"}}
)");
        t.children = {"step"};
        return t;
    }();
    return type;
}

model::Case example()
{
    model::Case subject;
    subject.type = "gym";
    subject.state = "begun";
    subject.version = 4;
    subject.fields = parse_json(R"({"n": 7, "pages": 3, "d": "1.5", "s": "ქალაქი", "b": true, "c": false,
        "day": "2019-04-30", "at": "2019-04-15T06:00:00Z", "end": {"printed": null, "value": "2019-06", "precision": "month"},
        "colour": "red", "colours": ["green"], "other": "small", "tags": ["a", "b"], "notes": [{"x": 1}],
        "title": {"ka": "ა"}})");
    return subject;
}

struct Run
{
    model::Case subject = example();
    ChildCounts children;
    const Transition* transition = nullptr;

    GuardOutcome operator()(std::string_view source) const
    {
        Findings findings;
        const Guard guard = Guard::compile(source, gym(), transition, findings);
        INFO(source);
        for (const Finding& finding : findings)
            UNSCOPED_INFO(finding.code << ": " << finding.message.en);
        REQUIRE(findings.empty());
        return guard.evaluate({gym(), subject, children, "nino", "coordinator",
                               Instant::from_milliseconds(1'556'600'000'000), *Date::parse("2019-04-30")});
    }
};

bool holds(std::string_view source)
{
    return Run()(source).holds;
}

/// "code column", one for each finding.
std::vector<std::string> found(std::string_view source, const Transition* transition = nullptr)
{
    Findings findings;
    const Guard guard = Guard::compile(source, gym(), transition, findings);
    std::vector<std::string> result;
    for (const Finding& finding : findings) {
        CHECK_FALSE(finding.message.ka.empty());
        CHECK_FALSE(finding.message.en.empty());
        CHECK(finding.severity == Severity::Error);
        result.push_back(fmt::format("{} {}", finding.code, finding.place.column));
    }
    if (!findings.empty()) {
        const ChildCounts none;
        const model::Case subject = example();
        CHECK_FALSE(guard.evaluate({gym(), subject, none, "", "", {}, {}}).holds);
    }
    return result;
}

using Found = std::vector<std::string>;

TEST_CASE("guards: truth tables")
{
    for (const char* a : {"true", "false"}) {
        const bool x = a[0] == 't';
        CHECK(holds(fmt::format("!{}", a)) == !x);
        for (const char* b : {"true", "false"}) {
            const bool y = b[0] == 't';
            CHECK(holds(fmt::format("{} && {}", a, b)) == (x && y));
            CHECK(holds(fmt::format("{} || {}", a, b)) == (x || y));
            CHECK(holds(fmt::format("{} == {}", a, b)) == (x == y));
            CHECK(holds(fmt::format("{} != {}", a, b)) == (x != y));
            for (const char* c : {"true", "false"}) {
                const bool z = c[0] == 't';
                CHECK(holds(fmt::format("{} ? {} : {}", a, b, c)) == (x ? y : z));
                CHECK(holds(fmt::format("{} || {} && {}", a, b, c)) == (x || (y && z)));
                CHECK(holds(fmt::format("{} && {} || {}", a, b, c)) == ((x && y) || z));
                CHECK(holds(fmt::format("!({} || {}) && {}", a, b, c)) == (!(x || y) && z));
            }
        }
    }
}

TEST_CASE("guards: what holds and what does not")
{
    for (const char* source : {
             "1 + 2 * 3 == 7", "(1 + 2) * 3 == 9", "7 - 2 - 1 == 4", "-3 + 5 == 2", "7 / 2 == 3", "-7 / 2 == -3", "7 % 3 == 1",
             "-7 % 3 == -1", "7 % -1 == 0", "1.5 + 0.25 == 1.75", "case.d * 2.0 == 3.0", "1.0 / 3.0 == 0.3333", "--1 == 1", "!!case.b",
             "case.n > 6 && case.n >= 7 && case.n <= 7 && case.n < 8 && case.n != 6", "case.d < 2.0",
             "case.s == 'ქალაქი'", "size(case.s) == 6", "startsWith(case.s, 'ქა')", "contains(case.s, \"ალა\")",
             "case.b && !case.c", "case.colour == 'red'", "'red' == case.colour", "case.colour in ['red', 'green']",
             "case.colour != 'green'", "'green' in case.colours", "!(case.colour in case.colours)", "'a' in case.tags",
             "size(case.tags) == 2", "size(case.notes) == 1", "case.n in [1, 7]", "!(case.n in [])", "size([1, 2]) == 2",
             "case.day == date('2019-04-30')", "days(date('2019-04-01'), case.day) == 29", "first(case.end) == date('2019-06-01')",
             "last(case.end) == date('2019-06-30')", "last(case.end) > today", "case.at < now", "today == case.day",
             "user.id == 'nino' && user.role == 'coordinator'", "case.state == 'begun'", "case.state in ['begun', 'done']",
             "case.version == 4", "case.id == '00000000000000000000000000000000'", "case.pages == 3", "has(case.n) && !has(case.m)",
             "!has(case.who)", "count(children.step) == 0", "count(children.step, 'open') == 0", "'it\\'s' == \"it's\"",
             "(case.b ? case.n : case.pages) == 7", "has(case.title)", "true?true:false", "\t1\n==1 "})
        CHECK(holds(source));
    for (const char* source : {"case.n == 8", "case.s == 'ქალაქ'", "case.colour == 'green'", "case.day > today", "has(case.m)",
                               "'c' in case.tags", "startsWith('a', 'ab')", "count(children.step) > 0", "case.version == 5"})
        CHECK_FALSE(holds(source));
}

TEST_CASE("guards: syntax errors have their place")
{
    CHECK(found("") == Found{"guard_syntax 1"});
    CHECK(found("   ") == Found{"guard_syntax 4"});
    CHECK(found("case.n = 7") == Found{"guard_syntax 8"});
    CHECK(found("case.b & case.c") == Found{"guard_syntax 8"});
    CHECK(found("case.n == ") == Found{"guard_syntax 11"});
    CHECK(found("(case.b") == Found{"guard_syntax 8"});
    CHECK(found("case.b)") == Found{"guard_syntax 7"});
    CHECK(found("case.b case.c") == Found{"guard_syntax 8"});
    CHECK(found("case.s == 'abc") == Found{"guard_syntax 11"});
    CHECK(found("case.s == 'a\\n'") == Found{"guard_syntax 14"});
    CHECK(found("1 < case.n < 8") == Found{"guard_syntax 12"});
    CHECK(found("1 == 1 == true") == Found{"guard_syntax 8"});
    CHECK(holds("case . n == 7")); // blanks between parts are allowed
    CHECK(found("case.") == Found{"guard_syntax 6"});
    CHECK(found("case.title.size()") == Found{"guard_syntax 16"});
    CHECK(found("1.") == Found{"guard_syntax 2"});
    CHECK(found("7a == 1") == Found{"guard_syntax 2"});
    CHECK(found("case.b ? true") == Found{"guard_syntax 14"});
    CHECK(found("[1, 2") == Found{"guard_syntax 6"});
    CHECK(found("'a'.b") == Found{"guard_syntax 4"});
    CHECK(found("case.b && ნ") == Found{"guard_syntax 11"});
    CHECK(found("in == 1") == Found{"guard_syntax 1"});
    CHECK(found("case.s == '\xFF'") == Found{"guard_syntax 1"});
    CHECK(found(std::string("case.b\0", 7)) == Found{"guard_syntax 7"});
}

TEST_CASE("guards: unknown names are answered with the nearest")
{
    Findings findings;
    Guard::compile("case.pagse == 3 && siz(case.s) == 1 && usr.id == 'x' && user.rol == 'y' && count(children.steps) == 0 && tody == today",
                   gym(), nullptr, findings);
    std::vector<std::string> messages;
    for (const Finding& finding : findings) {
        CHECK(finding.code == "guard_name");
        messages.push_back(finding.message.en);
    }
    CHECK(messages == Found{"unknown name \"pagse\"; did you mean \"pages\"?", "unknown name \"siz\"; did you mean \"size\"?",
                            "unknown name \"usr\"; did you mean \"user\"?", "unknown name \"rol\"; did you mean \"role\"?",
                            "unknown name \"steps\"; did you mean \"step\"?", "unknown name \"tody\"; did you mean \"today\"?"});
    CHECK(found("case") == Found{"guard_name 1"});
    CHECK(found("case.n.x == 1") == Found{"guard_name 1"});
    CHECK(found("exists(case.n)") == Found{"guard_name 1"});
    CHECK(found("sla.fix == 1") == Found{"guard_name 1"});
    CHECK(found("has(case.nope)") == Found{"guard_name 5"});
}

TEST_CASE("guards: children are only checked once they are known")
{
    Findings findings;
    Guard::compile("count(children.other) == 0", gym(), nullptr, findings, Guard::ChildNames::NotYetKnown);
    CHECK(findings.empty());
    CHECK(found("count(children.other) == 0") == Found{"guard_name 7"});
}

TEST_CASE("guards: types never mix")
{
    for (const char* source : {
             "case.n", "1", "case.n == 1.0", "case.n == '7'", "case.n + 1.5 == 8.5", "case.s < 'x'", "case.b < case.c", "!case.n",
             "-case.b == true", "case.b && case.n", "case.s || true", "case.day == '2019-04-30'", "case.at > today",
             "case.end == case.end", "case.end < today", "case.end in []", "case.title == case.title", "case.notes == case.notes",
             "case.tags == ['a']", "case.s in case.s", "1 in ['a']", "[1, 'a'] == [1]", "1 in [1, 1.0]", "case.b ? 1 : 'x'",
             "(case.b ? 1 : 1.0) == 1", "case.d % 2.0 == 0.0", "case.n % 2.0 == 1", "size(case.n) == 1", "size(case.title) == 1",
             "size() == 1", "size(case.s, 1) == 1", "startsWith(case.s) ", "contains(case.tags, 'a')", "date('2019-04-31') == today",
             "date(case.s) == today", "first(case.day) == today", "days(case.at, today) == 1", "has(1)", "has(case.n == 1)", "has(user.id)",
             "count(case.n) == 1", "children.step == 1", "count(children.step, case.s) == 1", "count(children.step, 1) == 1", "case.n ? true : false",
             "case.colour == case.other", "case.colour == case.s", "case.state == case.s", "case.s - 'x' == 'x'", "[[1]] == 1",
             "case.colour in case.tags"}) {
        INFO(source);
        const Found result = found(source);
        REQUIRE_FALSE(result.empty());
        CHECK(result.front().rfind("guard_type", 0) == 0);
    }
    CHECK(found("case.b && case.n == '7' && case.s == 1") == Found{"guard_type 21", "guard_type 38"});
}

TEST_CASE("guards: members, states and categories that are none")
{
    CHECK(found("case.colour == 'rde'") == Found{"guard_enum 16"});
    CHECK(found("'blue' != case.colour") == Found{"guard_enum 1"});
    CHECK(found("case.colour in ['red', 'blue', 'gren']") == Found{"guard_enum 24", "guard_enum 32"});
    CHECK(found("'blue' in case.colours") == Found{"guard_enum 1"});
    CHECK(found("case.state == 'closed'") == Found{"guard_enum 15"});
    CHECK(found("case.state in ['begun', 'ended']") == Found{"guard_enum 25"});
    CHECK(found("count(children.step, 'opened') == 0") == Found{"guard_enum 22"});
}

TEST_CASE("guards: personal values may only be asked for")
{
    CHECK(found("case.who == case.who") == Found{"guard_sealed 1", "guard_sealed 13"});
    CHECK(found("has(case.who) && size(case.who) == 1") == Found{"guard_sealed 23"});
    Run run;
    CHECK_FALSE(run("has(case.who)").holds);
    run.subject.sealed = {"who"};
    CHECK(run("has(case.who)").holds);
}

TEST_CASE("guards: what may be unset is only read where it is known to be set")
{
    const Transition& go = *gym().transition("go");
    for (const char* fine : {"has(case.m) && case.m > 1", "!has(case.m) || case.m > 1", "has(case.m) ? case.m > 1 : true",
                             "!has(case.m) ? true : case.m > 1", "has(case.maybe) && has(case.m) && case.maybe && case.m > 1",
                             "(has(case.m) && case.b) && case.m > 1", "!(!has(case.m) || case.c) && case.m > 1",
                             "!(has(case.m) && has(case.maybe)) || case.m > 1 && case.maybe", "case.n > 1", "case.pages > 1",
                             "(has(case.m) && case.b || has(case.m) && case.c) && case.m > 1",
                             "(case.b ? has(case.m) : has(case.m) && case.c) && case.m == 1"}) {
        INFO(fine);
        CHECK(found(fine).empty());
    }
    for (const char* wrong : {"case.m > 1", "case.m > 1 && has(case.m)", "has(case.m) || case.m > 1", "has(case.maybe) && case.m > 1",
                              "!has(case.m) && case.m > 1", "has(case.m) ? true : case.m > 1", "(has(case.m) || case.b) && case.m > 1",
                              "!(has(case.m) && case.b) || true ? case.m > 1 : true", "!(has(case.m) && case.b) && case.m > 1"}) {
        INFO(wrong);
        const Found result = found(wrong);
        REQUIRE(result.size() == 1);
        CHECK(result.front().rfind("guard_missing", 0) == 0);
    }
    CHECK(found("case.m > 1", &go).empty());
}

TEST_CASE("guards: an error is shown, and is neither true nor false")
{
    Run run;
    run.transition = gym().transition("go");
    const GuardOutcome missing = run("case.b && (case.m > 1 || true)");
    CHECK_FALSE(missing.holds);
    CHECK(missing.failing == "(case.m > 1 || true)");
    CHECK(missing.reason.en == "case.m is not set");
    CHECK(missing.reason.ka == "case.m შევსებული არ არის");
    CHECK_FALSE(run("!(case.m > 1)").holds);
    CHECK(run("true || case.m > 1").holds);
    CHECK_FALSE(run("false && case.m > 1").holds);

    CHECK(run("case.n / (case.n - 7) == 1").reason.en.ends_with(": division by zero"));
    CHECK(run("case.n % (case.n - 7) == 1").reason.en.ends_with(": division by zero"));
    CHECK(run("case.d / (case.d - 1.5) == 1.0").reason.en.ends_with(": division by zero"));
    CHECK(run("9223372036854775807 + 1 > 0").reason.en.ends_with(": the result is out of range"));
    CHECK(run("-9223372036854775807 - 2 < 0").reason.en.ends_with(": the result is out of range"));
    CHECK(run("-(-9223372036854775807 - 1) > 0").reason.en.ends_with(": the result is out of range"));
    CHECK(run("(-9223372036854775807 - 1) / -1 > 0").reason.en.ends_with(": the result is out of range"));
    CHECK(run("(-9223372036854775807 - 1) % -1 == 0").holds);
    CHECK(run("4611686018427387904 * 2 > 0").reason.en.ends_with(": the result is out of range"));
    CHECK(run("922337203685477.5807 + 0.0001 > 0.0").reason.en.ends_with(": the result is out of range"));
    CHECK(run("900000000000000.0 * 2.0 > 0.0").reason.en.ends_with(": the result is out of range"));

    run.subject.fields.set("end", parse_json(R"({"printed": "მალე", "value": null, "precision": "day"})"));
    CHECK(run("last(case.end) > today").reason.en == "case.end: no date is known");
    CHECK(run("has(case.end)").holds);
    run.subject.fields.set("n", Json("seven"));
    CHECK(run("case.n == 7").reason.en == "the stored value of case.n has another shape");
    run.subject.fields.set("tags", Json("a"));
    CHECK(run("'a' in case.tags").reason.en == "the stored value of case.tags has another shape");
    run.subject.fields.set("day", Json("2019-02-30"));
    CHECK(run("case.day == today").reason.en == "the stored value of case.day has another shape");
}

TEST_CASE("guards: the smallest part that fails is shown with its values")
{
    Run run;
    run.children["step"][model::StateCategory::Open] = 3;
    run.children["step"][model::StateCategory::Done] = 2;
    const auto failing = [&](std::string_view source) {
        const GuardOutcome outcome = run(source);
        CHECK_FALSE(outcome.holds);
        return outcome.failing + " | " + outcome.reason.en;
    };
    CHECK(run("count(children.step) == 5").holds);
    CHECK(run("count(children.step, 'waiting') == 0").holds);
    CHECK(failing("case.b && (case.n == 7 && count(children.step, 'open') == 0)") ==
          "count(children.step, 'open') == 0 | count(children.step, 'open') == 0 where the left side is 3");
    CHECK(run("count(children.step, 'open') == 0").reason.ka == "count(children.step, 'open') == 0, სადაც მარცხენა მხარეა 3");
    CHECK(failing("case.n < case.pages") == "case.n < case.pages | case.n < case.pages where the left side is 7, the right side 3");
    CHECK(failing("3 > case.n") == "3 > case.n | 3 > case.n where the right side is 7");
    CHECK(failing("case.colour in ['green']") == "case.colour in ['green'] | case.colour in ['green'] where the left side is 'red'");
    CHECK(failing("'z' in case.tags") == "'z' in case.tags | 'z' in case.tags where the right side is ['a', 'b']");
    CHECK(failing("1 == 2") == "1 == 2 | 1 == 2 does not hold");
    CHECK(failing("false") == "false | false does not hold");
    CHECK(failing("has(case.m)") == "has(case.m) | case.m is not set");
    CHECK(failing("!has(case.n)") == "!has(case.n) | case.n is set");
    CHECK(failing("case.c") == "case.c | case.c does not hold where case.c = false");
    CHECK(failing("case.c || case.n > 9") == "case.c || case.n > 9 | case.c || case.n > 9 does not hold where case.c = false, case.n = 7");
    CHECK(failing("case.b ? case.n == 1 : case.c") == "case.n == 1 | case.n == 1 where the left side is 7");
    CHECK(failing("last(case.end) < today") ==
          "last(case.end) < today | last(case.end) < today where the left side is 2019-06-30, the right side 2019-04-30");
    CHECK(failing("startsWith(case.s, 'ბ')") == "startsWith(case.s, 'ბ') | startsWith(case.s, 'ბ') does not hold where case.s = 'ქალაქი'");
}

std::string repeat(std::string_view text, std::size_t times)
{
    std::string result;
    while (times-- > 0)
        result += text;
    return result;
}

TEST_CASE("guards: limits")
{
    CHECK(found(std::string(994, ' ') + "case.b").empty());
    CHECK(found(std::string(995, ' ') + "case.b") == Found{"guard_limit 1"});
    CHECK(found(repeat("(", 31) + "true" + repeat(")", 31)).empty());
    CHECK(found(repeat("(", 32) + "true" + repeat(")", 32)) == Found{"guard_limit 33"});
    CHECK(found(repeat("!", 31) + "true").empty());
    CHECK(found(repeat("!", 32) + "true") == Found{"guard_limit 32"});
    CHECK(found(repeat("[", 500)) == Found{"guard_limit 33"});
    CHECK(found("1 in [" + repeat("1,", 63) + "1]").empty());
    CHECK(found("1 in [" + repeat("1,", 64) + "1]") == Found{"guard_limit 6"});
    CHECK(found(repeat("true&&", 198) + "true").size() == 1); // over 1,000 bytes
    CHECK(found("0" + repeat("+0", 99) + "==0").size() == 1);
    CHECK(found("0" + repeat("+0", 98) + "==0").empty());
    CHECK(found("9223372036854775808 > 0") == Found{"guard_limit 1"});
    CHECK(found("1.00001 > 0.0") == Found{"guard_limit 1"});
    CHECK(found("9999999999999999.0 > 0.0") == Found{"guard_limit 1"});
}

/// Words that guards are made of, in any order.
rc::Gen<std::string> word_soup()
{
    const std::vector<std::string> words{"case", ".", "n", "m", "b", "tags", "end", "state", "user", "role", "now", "today", "children",
                                         "step", "has", "size", "count", "first", "last", "days", "date", "(", ")", "[", "]", ",", "&&",
                                         "||", "!", "-", "+", "*", "/", "%", "==", "!=", "<", "in", "?", ":", "1", "0", "2.5", "'open'",
                                         "'a'", "true", "false", " ", "case.n", "case.m", "has(case.m)", "case.tags", "case.end", "case.colour",
                                         "'red'", "case.b", "9223372036854775807", "children.step"};
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(words)),
                        [](const std::vector<std::string>& parts) { return join(parts, " "); });
}

void survive(const std::string& source)
{
    Findings findings;
    const Guard guard = Guard::compile(source, gym(), nullptr, findings);
    const model::Case subject = example();
    const ChildCounts children{{"step", {{model::StateCategory::Open, 1}}}};
    const GuardOutcome outcome = guard.evaluate({gym(), subject, children, "nino", "coordinator", {}, {}});
    RC_ASSERT(outcome.holds == outcome.reason.empty());
    RC_ASSERT(findings.empty() || !outcome.holds);
    for (const Finding& finding : findings)
        RC_ASSERT(finding.place.column >= 1 && finding.place.column <= source.size() + 1);
}

TEST_CASE("guards: no text crashes them")
{
    rc::check("bytes", [](const std::string& source) { survive(source); });
    rc::check("words", [] { survive(*word_soup()); });
}

/// A random well-typed expression of the kind, with what it comes out as.
struct Known
{
    std::string text;
    bool value;
};

Known random_boolean(int depth)
{
    const int kind = depth == 0 ? 0 : *rc::gen::inRange(0, 5);
    if (kind == 0) {
        const bool value = *rc::gen::arbitrary<bool>();
        return value ? Known{"case.b", true} : Known{"case.c", false};
    }
    const Known a = random_boolean(depth - 1);
    if (kind == 1)
        return {"!" + a.text, !a.value};
    const Known b = random_boolean(depth - 1);
    if (kind == 2)
        return {"(" + a.text + " && " + b.text + ")", a.value && b.value};
    if (kind == 3)
        return {"(" + a.text + " || " + b.text + ")", a.value || b.value};
    return {"(" + a.text + " == " + b.text + ")", a.value == b.value};
}

TEST_CASE("guards: random boolean expressions come out as C++ says, and failures name a part of them")
{
    rc::check([] {
        const Known known = random_boolean(4);
        RC_PRE(known.text.size() <= 1000);
        Findings findings;
        const Guard guard = Guard::compile(known.text, gym(), nullptr, findings);
        RC_ASSERT(findings.empty());
        const ChildCounts none;
        const model::Case subject = example();
        const GuardOutcome outcome = guard.evaluate({gym(), subject, none, "", "", {}, {}});
        RC_ASSERT(outcome.holds == known.value);
        RC_ASSERT(known.text.find(outcome.failing) != std::string::npos);
        RC_ASSERT(known.value == outcome.failing.empty());
    });
}

TEST_CASE("guards: random sums come out as C++ says")
{
    rc::check([](const std::vector<std::int16_t>& numbers) {
        std::int64_t sum = 0;
        std::string text = "0";
        for (std::size_t i = 0; i < std::min<std::size_t>(numbers.size(), 40); ++i) {
            sum = i % 2 == 0 ? sum + numbers[i] : sum - numbers[i];
            text += fmt::format(" {} {}", i % 2 == 0 ? "+" : "-", numbers[i]);
        }
        RC_ASSERT(holds(fmt::format("{} == {}", text, sum)));
    });
}

} // namespace
} // namespace ogp::workflow

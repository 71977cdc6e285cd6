// What the language has beside the comparisons of guard_test.cpp: money, durations, time, votes, clocks, what is sent with an act.
#include "workflow/expression.hpp"

#include "base/text.hpp"
#include "workflow/city.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::workflow;

namespace {

const CaseType& hall()
{
    static const CaseType type = test::from_text(R"yaml(
ogp: 1
kind: case_type
id: hall
version: 1
label: {ka: "ა", en: "a"}
plural: {ka: "ა", en: "a"}
calendar: always
permissions: {open: [clerk], set: [clerk], comment: [clerk]}
enums: {colour: {red: {ka: "ა", en: "a"}, green: {ka: "ა", en: "a"}}}
fields:
  pages: {type: integer, required: true, privacy: public, label: {ka: "ა", en: "a"}}
  rate:  {type: decimal, required: true, privacy: public, label: {ka: "ა", en: "a"}}
  price: {type: money, currency: GEL, required: true, privacy: public, label: {ka: "ა", en: "a"}}
  other: {type: money, currency: EUR, required: true, privacy: public, label: {ka: "ა", en: "a"}}
  term:  {type: duration, required: true, privacy: public, label: {ka: "ა", en: "a"}}
  came:  {type: datetime, required: true, privacy: public, label: {ka: "ა", en: "a"}}
  day:   {type: date, required: true, privacy: public, label: {ka: "ა", en: "a"}}
  end:   {type: printed_date, privacy: public, label: {ka: "ა", en: "a"}}
  name:  {type: string, required: true, privacy: public, label: {ka: "ა", en: "a"}}
  title: {type: localized, required: true, privacy: public, label: {ka: "ა", en: "a"}}
  again: {type: localized, privacy: public, label: {ka: "ა", en: "a"}}
  note:  {type: text, privacy: public, label: {ka: "ა", en: "a"}}
  tags:  {type: string, many: true, required: true, privacy: public, label: {ka: "ა", en: "a"}}
  colour: {type: enum, of: colour, required: true, privacy: public, label: {ka: "ა", en: "a"}}
  who:   {type: person, privacy: personal, label: {ka: "ა", en: "a"}}
votes:
  in: [begun]
  groups:
    city: {roles: [clerk], label: {ka: "ა", en: "a"}}
slas:
  answer:
    label: {ka: "ა", en: "a"}
    target: {amount: 10, unit: calendar_days}
    start: {events: [create]}
    stop: {in: [done]}
states:
  begun: {initial: true, category: open, label: {ka: "ა", en: "a"}}
  done:  {category: done, terminal: true, label: {ka: "ა", en: "a"}}
transitions:
  go: {from: [begun], to: done, roles: [clerk], when: "has(case.note)", label: {ka: "ა", en: "a"}}
)yaml");
    return type;
}

model::Case example()
{
    model::Case subject;
    subject.type = "hall";
    subject.state = "begun";
    subject.opened = *Instant::parse("2019-04-01T08:00:00Z");
    subject.entered = *Instant::parse("2019-04-10T08:00:00Z");
    subject.fields = parse_json(R"({"pages": 7, "rate": "2.5", "price": {"amount": "12.5", "currency": "GEL"},
        "other": {"amount": "1", "currency": "EUR"}, "term": "10 working_days", "came": "2019-04-10T12:00:00Z", "day": "2019-04-10",
        "name": "ქალაქი Tbilisi", "title": {"ka": "ა", "en": "a"}, "tags": ["x", "y"], "colour": "red"})");
    subject.votes["city"] = {{"a", model::Choice::For}, {"b", model::Choice::For}, {"c", model::Choice::Abstain}};
    return subject;
}

/// What an expression gives for a field, as JSON; "(reason)" where it has no value, "code: message" where it is refused.
std::string value(std::string_view source, std::string_view field)
{
    static const test::AlwaysOpen calendars;
    const model::Case subject = example();
    const ChildCounts children;
    const Json input = parse_json(R"({"pages": 9})");
    const Clocks clocks{{"answer", {"running", 3, 7, 1}}};
    Findings findings;
    const Expression expression = Expression::compile(source, hall(), nullptr, hall(), *hall().field(field), findings);
    if (!findings.empty())
        return findings.front().code + ": " + findings.front().message.en;
    const ExpressionOutcome outcome =
        expression.evaluate({hall(), subject, children, "nino", "clerk", *Instant::parse("2019-04-15T08:00:00Z"),
                             *Date::parse("2019-04-15"), "roads", &input, &clocks, &calendars});
    return outcome.value ? to_json(*outcome.value) : "(" + outcome.reason.en + ")";
}

} // namespace

TEST_CASE("money is counted exactly and never mixed between currencies")
{
    CHECK(value("money(case.pages * 5, 'GEL')", "price") == R"({"amount":"0.35","currency":"GEL"})");
    CHECK(value("money(2.5, 'GEL') * 3 + case.price", "price") == R"({"amount":"20","currency":"GEL"})");
    CHECK(value("case.price / 3", "price") == R"({"amount":"4.17","currency":"GEL"})");
    CHECK(value("-case.price", "price") == R"({"amount":"-12.5","currency":"GEL"})");
    CHECK(value("case.price + case.other", "price") ==
          "guard_type: expected an amount of money (GEL), found an amount of money (EUR)");
    CHECK(value("case.price", "other") == "guard_type: expected an amount of money (EUR), found an amount of money (GEL)");
    CHECK(value("case.price * case.price", "price") == "guard_type: expected a number, found an amount of money (GEL)");
    CHECK(value("money(5, 'lari')", "price") == "guard_type: expected a currency: 'GEL'");
    CHECK(value("case.price > money(12, 'GEL') ? 1 : 2", "pages") == "1");
    CHECK(value("money(9223372036854775807, 'GEL')", "price") ==
          "(money(9223372036854775807, 'GEL'): the result is out of range)");
    CHECK(value("case.price / (case.pages - 7)", "price") == "(case.price / (case.pages - 7): division by zero)");
}

TEST_CASE("numbers are rounded half away from zero, texts are joined and put in lower case")
{
    CHECK(value("round(case.rate, 0)", "rate") == "\"3\"");
    CHECK(value("round(-2.5, 0)", "rate") == "\"-3\"");
    CHECK(value("round(2.4449, 2)", "rate") == "\"2.44\"");
    CHECK(value("round(2.4449, 4)", "rate") == "\"2.4449\"");
    CHECK(value("round(2.4, 5)", "rate") == "guard_type: expected the number of decimal places, 0 to 4");
    CHECK(value("lower(case.name) + '!'", "name") == "\"ქალაქი tbilisi!\"");
    CHECK(value("case.tags[1]", "name") == "\"y\"");
    CHECK(value("case.tags[2]", "name") == "(case.tags[2]: there is no element 2, there are 2)");
    CHECK(value("case.tags[-1]", "name") == "(case.tags[-1]: there is no element -1, there are 2)");
    CHECK(value("case.pages[0]", "pages") == "guard_type: expected a list, found a whole number");
}

TEST_CASE("time is counted in the calendar of the case type")
{
    CHECK(value("elapsed(case.came, now, 'calendar_days')", "pages") == "5");
    CHECK(value("elapsed(case.entered_at, now, 'hours')", "pages") == "120");
    CHECK(value("elapsed(now, case.created_at, 'hours')", "pages") == "-336");
    CHECK(value("add(case.day, 3, 'calendar_days')", "day") == "\"2019-04-13\"");
    CHECK(value("add(case.came, 2, 'hours')", "came") == "\"2019-04-10T14:00:00Z\"");
    CHECK(value("add(case.day, duration('2 weeks'))", "day") == "\"2019-04-24\"");
    CHECK(value("add(case.day, case.pages - 8, 'calendar_days')", "day") ==
          "(add(case.day, case.pages - 8, 'calendar_days'): the duration is out of range)");
    CHECK(value("today", "end") == "\"2019-04-15\"");
    CHECK(value("elapsed(case.day, now, 'hours')", "pages") == "guard_type: expected a point in time, found a date");
    CHECK(value("elapsed(case.came, now, 'dayz')", "pages").starts_with("guard_enum: \"dayz\" is not in the list"));
    CHECK(value("case.term == duration('10 working_days') ? 1 : 0", "pages") == "1");
    CHECK(value("case.term < duration('3 hours') ? 1 : 0", "pages") ==
          "(case.term < duration('3 hours'): 10wd and 3h are in different units)");
    CHECK(value("duration('10 fortnights')", "term") == "guard_type: expected a duration: duration('10 working_days')");
}

TEST_CASE("votes, clocks, the user and what is sent with the act can be asked for")
{
    CHECK(value("votes.city.for * 100 + votes.city.against * 10 + votes.city.cast", "pages") == "203");
    CHECK(value("votes.town.for", "pages") == "guard_name: unknown name \"town\"; possible are: city");
    CHECK(value("votes.city.pro", "pages").starts_with("guard_name: unknown name \"pro\""));
    CHECK(value("sla.answer.used * 10 + sla.answer.left", "pages") == "37");
    CHECK(value("sla.answer.status", "name") == "\"running\"");
    CHECK(value("sla.answer.status == 'runing' ? 1 : 0", "pages") ==
          "guard_enum: \"runing\" is not in the list; did you mean \"running\"?");
    CHECK(value("sla.answer", "pages") == "guard_name: it is written in three parts: sla.name.value");
    CHECK(value("sla.reply.used", "pages").starts_with("guard_name: unknown name \"reply\""));
    CHECK(value("user.unit + '/' + user.role + '/' + user.id", "name") == "\"roads/clerk/nino\"");
    CHECK(value("has(input.pages) ? input.pages : 0", "pages") == "9");
    CHECK(value("has(input.rate) ? 1 : 0", "pages") == "0");
    CHECK(value("input.pages", "pages") == "guard_missing: \"pages\" may be unset: put has(input.pages) && before it");
    CHECK(value("has(input.who) ? 1 : 0", "pages") == "0");
    CHECK(value("has(input.who) && input.who == 'x' ? 1 : 0", "pages") ==
          "guard_sealed: \"who\" is personal: only has(input.who) may be asked");
    CHECK(value("null", "name") == "guard_syntax: there is no null; ask with has(…)");
}

TEST_CASE("what an expression gives must fit the field")
{
    CHECK(value("case.title", "again") == R"({"en":"a","ka":"ა"})");
    CHECK(value("case.title", "name") == "guard_type: expected a text, found a record");
    CHECK(value("case.pages > 3 ? 'red' : 'green'", "colour") == "\"red\"");
    CHECK(value("case.pages > 3 ? 'red' : 'blue'", "colour") == "guard_enum: \"blue\" is not in the list; possible are: red, green");
    CHECK(value("case.name", "colour") == "guard_type: expected a member of a list of choices, found a text");
    CHECK(value("case.colour", "name") == "\"red\"");
    CHECK(value("case.state", "name") == "\"begun\"");
    CHECK(value("[case.name, 'z']", "tags") == "[\"ქალაქი Tbilisi\",\"z\"]");
    CHECK(value("case.name", "tags") == "guard_type: expected a list (a text), found a text");
    CHECK(value("case.tags", "name") == "guard_type: expected a text, found a list (a text)");
    CHECK(value("1", "rate") == "guard_type: expected a decimal, found a whole number");
    CHECK(value("case.note", "name") == "guard_missing: \"note\" may be unset: put has(case.note) && before it");
}

TEST_CASE("an expression of a transition may use what its guard has asked for")
{
    Findings findings;
    Expression::compile("case.note", hall(), hall().transition("go"), hall(), *hall().field("name"), findings);
    CHECK(findings.empty());
}

TEST_CASE("without a calendar there is no value, not a wrong one")
{
    const model::Case subject = example();
    const ChildCounts children;
    Findings findings;
    const Guard guard = Guard::compile("elapsed(case.came, now, 'hours') > 1", hall(), nullptr, findings);
    REQUIRE(findings.empty());
    const GuardOutcome outcome = guard.evaluate({hall(), subject, children, "a", "clerk", Instant(), Date()});
    CHECK_FALSE(outcome.holds);
    CHECK(outcome.reason.en == "elapsed(case.came, now, 'hours'): there is no calendar \"always\"");
}

#include "workflow/case_clocks.hpp"

#include "calendar/loader.hpp"
#include "model/event.hpp"
#include "shipped.hpp"
#include "workflow/due_acts.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <memory>

using namespace ogp;
using namespace ogp::workflow;

namespace {

const char* const yaml = R"(
ogp: 1
kind: case_type
id: request
version: 1
label: {ka: "მოთხოვნა", en: "Request"}
plural: {ka: "მოთხოვნები", en: "Requests"}
timezone: Asia/Tbilisi
calendar: ge
permissions: {open: [citizen], set: [coordinator], comment: [citizen]}
enums:
  kind: {quick: {ka: "ჩქარი", en: "Quick"}, slow: {ka: "ნელი", en: "Slow"}}
fields:
  received_at: {type: datetime, privacy: public, label: {ka: "მიღება", en: "Received"}}
  kind: {type: enum, of: kind, default: slow, privacy: public, label: {ka: "სახე", en: "Kind"}}
states:
  received: {initial: true, category: open, label: {ka: "მიღებული", en: "Received"}}
  waiting:  {category: waiting, max_stay: {amount: 30, unit: calendar_days, then: drop}, label: {ka: "ლოდინი", en: "Waiting"}}
  answered: {category: done, label: {ka: "პასუხი", en: "Answered"}}
  dropped:  {category: cancelled, terminal: true, label: {ka: "შეწყვეტილი", en: "Dropped"}}
transitions:
  clarify: {from: [received], to: waiting, roles: [coordinator], label: {ka: "დაზუსტება", en: "Clarify"}}
  resume:  {from: [waiting], to: received, roles: [citizen], label: {ka: "გაგრძელება", en: "Resume"}}
  answer:  {from: [received], to: answered, roles: [coordinator], label: {ka: "პასუხი", en: "Answer"}}
  explain: {from: [answered], to: answered, roles: [coordinator], label: {ka: "განმარტება", en: "Explain"}}
  remand:  {from: [answered], to: received, roles: [coordinator], label: {ka: "დაბრუნება", en: "Remand"}}
  drop:    {from: [waiting], to: dropped, roles: [system], label: {ka: "შეწყვეტა", en: "Drop"}}
slas:
  answer:
    label: {ka: "ვადა", en: "Term"}
    target: {by: kind, table: {quick: {amount: 3, unit: working_days}}, default: {amount: 10, unit: working_days}}
    count: {first_day: excluded, due_at: end_of_day, roll: next_working}
    start: {events: [create], from: received_at}
    pause: {in: [waiting]}
    stop: {in: [answered, dropped]}
    reopen: REOPEN
    warn:
      - {at: 50%}
      - {before: {amount: 2, unit: working_days}}
    breach: {public: true}
    escalate:
      - {after: {amount: 3, unit: working_days}}
  explain:
    label: {ka: "განმარტება", en: "Explain"}
    target: {amount: 3, unit: calendar_days}
    count: {first_day: excluded, due_at: end_of_day, roll: next_working}
    start: {in: [answered]}
    stop: {events: [explain]}
    reopen: restart
)";

CaseType type_that(const std::string& reopen)
{
    std::string text = yaml;
    text.replace(text.find("REOPEN"), 6, reopen);
    return test::from_text(text);
}

class TestCalendars final : public Calendars
{
public:
    const calendar::Calendar* find(std::string_view id) const override
    {
        if (id != "ge")
            return nullptr;
        static const calendar::Calendar ge(calendar::load_calendar(test::document("workflows/calendars/ge.yaml")));
        return &ge;
    }
};

/// A case to which things happen, with its clocks.
struct Story
{
    explicit Story(const std::string& reopen = "restart") : type(type_that(reopen)) {}

    Story& open(const std::string& at, Json set = Json::object())
    {
        model::Event event;
        event.op = model::Op::Open;
        event.to = "received";
        set.set("kind", set.find("kind") == nullptr ? Json("slow") : set["kind"]);
        event.set = std::move(set);
        return happen(std::move(event), at);
    }
    Story& move(const std::string& transition, const std::string& at)
    {
        model::Event event;
        event.op = model::Op::Move;
        event.transition = transition;
        event.from = subject.state;
        event.to = type.transition(transition)->to;
        return happen(std::move(event), at);
    }
    Story& set(const std::string& field, Json value, const std::string& at)
    {
        model::Event event;
        event.op = model::Op::Set;
        event.set.set(field, std::move(value));
        return happen(std::move(event), at);
    }
    Story& tick(const model::TickDetail& detail, const std::string& at)
    {
        model::Event event;
        event.op = model::Op::Tick;
        event.detail = detail.to_json();
        return happen(std::move(event), at);
    }
    Story& happen(model::Event event, const std::string& at)
    {
        event.at = *Instant::parse(at);
        event.type = "request";
        const model::Case before = subject;
        model::apply(subject, event, Hash{});
        advance(clocks, type, before, subject, event, zone);
        return *this;
    }

    calendar::ClockReading read(const std::string& sla, const std::string& now) const
    {
        for (const CaseClock* clock : newest_cycles(clocks)) {
            if (clock->sla == sla)
                return workflow::read(type, *clock, calendars, *Instant::parse(now));
        }
        return {};
    }
    std::string due_on(const std::string& sla, const std::string& now) const
    {
        const auto reading = read(sla, now);
        return reading.due ? reading.due->on.iso() : "";
    }
    std::vector<std::string> due(const std::string& now) const
    {
        const Instant instant = *Instant::parse(now);
        std::vector<std::string> words;
        for (const DueAct& act : due_acts({type, subject, clocks, calendars, none, zone.date_at(instant)}, instant))
            words.push_back(act.tick ? act.tick->clock + ":" + std::string(model::code(act.tick->kind)) + std::to_string(act.tick->index)
                                     : act.transition);
        return words;
    }

    CaseType type;
    model::Case subject;
    std::vector<CaseClock> clocks;
    TestCalendars calendars;
    ChildCounts none;
    TimeZone zone = TimeZone::load("Asia/Tbilisi");
};

} // namespace

TEST_CASE("the ten working days of a request over Orthodox Easter", "[case_clocks]")
{
    Story story;
    story.open("2026-04-06T11:00:00+04:00");
    CHECK(story.due_on("answer", "2026-04-06T12:00:00+04:00") == "2026-04-23");
    story.move("clarify", "2026-04-08T10:00:00+04:00");
    CHECK(story.read("answer", "2026-04-10T10:00:00+04:00").status == calendar::ClockStatus::Paused);
    story.move("resume", "2026-04-15T10:00:00+04:00");
    CHECK(story.due_on("answer", "2026-04-15T10:00:00+04:00") == "2026-04-27");
    CHECK(story.clocks.front().pauses == 1);
    CHECK(story.read("answer", "2026-04-27T23:59:59+04:00").overdue == false);
    CHECK(story.read("answer", "2026-04-28T00:00:00+04:00").overdue);
}

TEST_CASE("a clock counts from the field that it names, and follows it when that is corrected", "[case_clocks]")
{
    Story story;
    story.open("2026-04-20T11:00:00+04:00", Json::object({{"received_at", Json("2026-04-06T11:00:00+04:00")}}));
    CHECK(story.due_on("answer", "2026-04-20T12:00:00+04:00") == "2026-04-23");
    story.set("received_at", Json("2026-04-07T11:00:00+04:00"), "2026-04-21T10:00:00+04:00");
    CHECK(story.due_on("answer", "2026-04-21T12:00:00+04:00") == "2026-04-24");
}

TEST_CASE("another category is another target, with start and pauses kept", "[case_clocks]")
{
    Story story;
    story.open("2026-06-01T10:00:00+04:00");
    CHECK(story.due_on("answer", "2026-06-01T10:00:00+04:00") == "2026-06-15");
    story.set("kind", Json("quick"), "2026-06-02T10:00:00+04:00");
    CHECK(story.due_on("answer", "2026-06-02T10:00:00+04:00") == "2026-06-04");
}

TEST_CASE("what leaving a stop means", "[case_clocks]")
{
    const auto after = [](const std::string& reopen) {
        Story story(reopen);
        story.open("2026-06-01T10:00:00+04:00").move("answer", "2026-06-04T10:00:00+04:00").move("remand", "2026-06-10T10:00:00+04:00");
        return story;
    };
    const Story restarted = after("restart");
    CHECK(newest_cycles(restarted.clocks).front()->cycle == 2);
    CHECK(restarted.due_on("answer", "2026-06-10T10:00:00+04:00") == "2026-06-24");
    // Closings of 2 and 3 June are used, those of 4 to 9 June are not counted: eight more from 10 June on.
    CHECK(after("continue").due_on("answer", "2026-06-10T10:00:00+04:00") == "2026-06-19");
    CHECK(after("keep_closed").read("answer", "2026-06-10T10:00:00+04:00").status == calendar::ClockStatus::Stopped);
}

TEST_CASE("a clock that an event has stopped begins anew only when its state is entered again", "[case_clocks]")
{
    Story story;
    story.open("2026-06-01T10:00:00+04:00").move("answer", "2026-06-04T10:00:00+04:00").move("explain", "2026-06-05T10:00:00+04:00");
    CHECK(story.read("explain", "2026-06-05T11:00:00+04:00").status == calendar::ClockStatus::Stopped);
    story.set("kind", Json("quick"), "2026-06-05T12:00:00+04:00");
    CHECK(story.read("explain", "2026-06-05T13:00:00+04:00").status == calendar::ClockStatus::Stopped);
    story.move("remand", "2026-06-08T10:00:00+04:00").move("answer", "2026-06-09T10:00:00+04:00");
    CHECK(story.read("explain", "2026-06-09T11:00:00+04:00").status == calendar::ClockStatus::Running);
    CHECK(newest_cycles(story.clocks).back()->cycle == 2);
}

TEST_CASE("warnings, breach and escalation fall due once each and in order", "[due_acts]")
{
    Story story;
    story.open("2026-06-01T10:00:00+04:00"); // due on 15 June
    // Half of ten closings is used when 8 June closes.
    CHECK(story.due("2026-06-08T23:59:59+04:00").empty());
    CHECK(story.due("2026-06-09T00:00:00+04:00") == std::vector<std::string>{"answer:warn0"});
    CHECK(story.due("2026-06-16T00:00:00+04:00") == std::vector<std::string>{"answer:warn0", "answer:warn1", "answer:breach0"});
    CHECK(story.due("2026-06-20T09:00:00+04:00") ==
          std::vector<std::string>{"answer:warn0", "answer:warn1", "answer:breach0", "answer:escalate0"});
    story.tick({"answer", 1, model::TickKind::Warn, 0, {}, {}}, "2026-06-16T00:00:00+04:00");
    story.tick({"answer", 1, model::TickKind::Breach, 0, {}, {}}, "2026-06-16T00:00:00+04:00");
    CHECK(story.due("2026-06-16T00:00:00+04:00") == std::vector<std::string>{"answer:warn1"});
    story.move("answer", "2026-06-16T10:00:00+04:00");
    // The second clock runs now; of the first one nothing is left to say but what had happened.
    CHECK(story.due("2026-06-17T00:00:00+04:00").empty());
}

TEST_CASE("a breach that nobody looked at in time is still said after the clock has stopped", "[due_acts]")
{
    Story story;
    story.open("2026-06-01T10:00:00+04:00").move("answer", "2026-06-18T10:00:00+04:00");
    CHECK(story.due("2026-06-18T11:00:00+04:00") == std::vector<std::string>{"answer:breach0"});
    story.move("remand", "2026-06-18T12:00:00+04:00");
    CHECK(story.due("2026-06-18T13:00:00+04:00") == std::vector<std::string>{"answer:breach0"});
}

TEST_CASE("a state may be left by the system when its longest stay is over", "[due_acts]")
{
    Story story;
    story.open("2026-06-01T10:00:00+04:00").move("clarify", "2026-06-02T10:00:00+04:00");
    CHECK(story.due("2026-07-02T23:59:59+04:00").empty());
    CHECK(story.due("2026-07-03T00:00:00+04:00") == std::vector<std::string>{"drop"});
    const Instant now = *Instant::parse("2026-06-02T10:00:00+04:00");
    const auto look = next_look({story.type, story.subject, story.clocks, story.calendars, story.none, story.zone.date_at(now)}, now);
    REQUIRE(look.has_value());
    CHECK(*look == *Instant::parse("2026-07-03T00:00:00+04:00"));
}

TEST_CASE("a calendar that the repository does not have is named", "[case_clocks]")
{
    Story story;
    story.type.calendar = "nowhere";
    story.open("2026-06-01T10:00:00+04:00");
    CHECK_THROWS_AS(story.read("answer", "2026-06-02T10:00:00+04:00"), Error);
}

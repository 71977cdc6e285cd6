// The clocks of cases in a repository on disk: the table, what the system does by it, and calendars that change.
#include "app/clocks/clock_table.hpp"

#include "app/clocks/calendar_apply.hpp"
#include "app/clocks/sla.hpp"
#include "app/clocks/tick.hpp"
#include "app/few_runs.hpp"
#include "app/trial_repository.hpp"
#include "app/trust/check.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <optional>

using namespace ogp;
using namespace ogp::app;

namespace {

const char* const enquiry = OGP_SOURCE_DIR "/tests/data/workflows/enquiry.yaml";

Repository open_at(const TrialRepository& trial, const std::string& time, const std::string& role = "clerk")
{
    return Repository({.folder = trial.folder(), .access = store::Access::Write, .actor = {}, .role = role,
                       .clock = {Instant::parse(time).value(), ClockSource::Set}});
}

Repository open_at(const TrialRepository& trial, Instant time, const std::string& role = "clerk")
{
    return open_at(trial, time.rfc3339(), role);
}

CaseUid open_case(const TrialRepository& trial, const std::string& time, const char* values = R"({"subject": "Budget"})")
{
    Repository repository = open_at(trial, time);
    Change change(repository);
    const CaseUid uid = change.open("enquiry", parse_json(values)).subject.uid;
    change.commit();
    return uid;
}

void move(const TrialRepository& trial, const std::string& time, const CaseUid& uid, const char* transition)
{
    Repository repository = open_at(trial, time);
    Change change(repository);
    change.move(uid, transition);
    change.commit();
}

/// "answer running 2026-04-23 2 8 0": name, status, due day, used, left, pauses.
std::vector<std::string> clocks_of(const TrialRepository& trial, const CaseUid& uid, const std::string& time, const std::string& as_of = {})
{
    const Repository repository = open_at(trial, time);
    const report::Table table =
        show_clocks(repository, repository.store().find(uid).value(), as_of_from(repository, as_of), Cycles::Newest);
    std::vector<std::string> lines;
    for (const auto& row : table.rows) {
        std::string line;
        for (const char* key : {"name", "status", "due_on", "used", "left", "pauses"}) {
            const Json& value = row[static_cast<std::size_t>(table.column(key))].value;
            line += (line.empty() ? "" : " ") + (value.is_null() ? "-" : value.is_text() ? value.as_text() : to_json(value));
        }
        lines.push_back(line);
    }
    return lines;
}

/// What the table has, what a fold of the log has, and what the runs give have to be the same.
std::vector<std::string> differences(const TrialRepository& trial)
{
    Repository repository = trial.open();
    std::vector<std::string> found;
    const auto tell = [&](const ClockDifference& one) { found.push_back(one.name + ": " + one.message.en); };
    refold_clocks(repository, Repair::No, tell);
    recount_clocks(repository, Repair::No, tell);
    return found;
}

/// Every row of the table, as text.
std::string picture(const TrialRepository& trial)
{
    const Repository repository = trial.open();
    std::string text;
    repository.store().each_clock([&](const store::ClockText& row) {
        text += fmt::format("{} {} {} {} {} {} {} {} {}\n", row.case_row, row.place, row.sla, row.cycle, row.status,
                            row.due ? row.due->rfc3339() : "-", row.look ? row.look->rfc3339() : "-", row.calendar, to_hex(row.record));
        return true;
    });
    for (const std::int64_t number : repository.store().watched_cases())
        text += fmt::format("{} {}\n", number, repository.store().stay(number) ? repository.store().stay(number)->rfc3339() : "-");
    return text;
}

CalendarText with_day_off(const TrialRepository& trial, const std::string& day, const std::string& recorded)
{
    const Repository repository = trial.open();
    CalendarText text = read_calendar(repository, "ge");
    const std::size_t place = text.yaml.find("\ndecrees:") + 9;
    REQUIRE(place != std::string::npos + 9);
    const std::string yaml = text.yaml.substr(0, place) + "\n  - {date: " + day +
                             ", label: {ka: \"დასვენება\", en: \"Day of rest\"}, act: \"Decree\", recorded: " + recorded + "}" +
                             text.yaml.substr(place);
    write_file(trial.folder() / "workflows" / "calendars" / "ge.yaml", yaml);
    return read_calendar(repository, "ge");
}

CalendarApplied apply(const TrialRepository& trial, const std::string& time, const CalendarText& text)
{
    Repository repository = open_at(trial, time, "admin");
    return apply_calendar(repository, text, DryRun::No);
}

Ticked tick_at(const TrialRepository& trial, const std::string& time, DryRun dry_run = DryRun::No)
{
    Repository repository = open_at(trial, time, "admin");
    return tick(repository, dry_run);
}

std::vector<std::string> acts_of(const Ticked& ticked)
{
    std::vector<std::string> acts;
    for (const auto& row : ticked.acts.rows)
        acts.push_back(row[0].text.en + " " + row[2].text.en + " " + row[3].text.en);
    return acts;
}

using Lines = std::vector<std::string>;

} // namespace

TEST_CASE("ten working days from Monday the sixth end on the twenty-third, a week's pause moves them to the twenty-seventh")
{
    const TrialRepository trial({enquiry});
    const CaseUid uid = open_case(trial, "2026-04-06T11:00:00+04:00");
    CHECK(clocks_of(trial, uid, "2026-04-06T12:00:00+04:00").front() == "answer running 2026-04-23 0 10 0");
    move(trial, "2026-04-08T10:00:00+04:00", uid, "clarify");
    CHECK(clocks_of(trial, uid, "2026-04-14T10:00:00+04:00").front() == "answer paused - 1 9 1");
    move(trial, "2026-04-15T10:00:00+04:00", uid, "resume");
    CHECK(clocks_of(trial, uid, "2026-04-15T10:00:00+04:00") == Lines{"answer running 2026-04-27 1 9 1", "first_word breached 2026-04-06 15 -11 0"});
    // As it was.
    CHECK(clocks_of(trial, uid, "2026-04-15T10:00:00+04:00", "2026-04-07").front() == "answer running 2026-04-23 0 10 0");
    CHECK(clocks_of(trial, uid, "2026-04-15T10:00:00+04:00", "2026-04-05").empty());
    CHECK(clocks_of(trial, uid, "2026-04-15T10:00:00+04:00", "2026-04-27").front() == "answer running 2026-04-27 9 1 1");
    CHECK(differences(trial) == Lines{});
    Repository repository = trial.open();
    CHECK(check_repository(repository).findings.empty());
}

TEST_CASE("a tick says everything once, with its effects, a second one changes nothing")
{
    const TrialRepository trial({enquiry});
    const CaseUid uid = open_case(trial, "2026-04-06T11:00:00+04:00");
    CHECK(tick_at(trial, "2026-04-06T12:00:00+04:00").cases == 0);
    CHECK(acts_of(tick_at(trial, "2026-04-07T00:00:00+04:00")) == Lines{"Q-2026-00001 breach first_word"});
    const std::string before = picture(trial);
    CHECK(tick_at(trial, "2026-04-24T00:00:00+04:00", DryRun::Yes).acts.rows.size() == 3);
    CHECK(picture(trial) == before);
    CHECK(acts_of(tick_at(trial, "2026-04-23T23:59:59+04:00")) == Lines{"Q-2026-00001 warn answer", "Q-2026-00001 warn answer"});
    CHECK(acts_of(tick_at(trial, "2026-04-24T00:00:00+04:00")) == Lines{"Q-2026-00001 breach answer"});
    const std::string after = picture(trial);
    CHECK(tick_at(trial, "2026-04-24T00:00:00+04:00").events == 0);
    CHECK(picture(trial) == after);
    const Repository repository = trial.open();
    CHECK(repository.store().find(uid)->subject.fields["tags"] == parse_json(R"(["overdue"])"));
    CHECK(repository.store().outbox(store::Store::Delivered::NotYet).size() == 1);
    CHECK(repository.store().history(uid).back().event.role == "system");
    CHECK(differences(trial) == Lines{});
}

TEST_CASE("the system ends a stay and makes an automatic transition when its time has come")
{
    const TrialRepository trial({enquiry});
    const CaseUid waits = open_case(trial, "2026-04-06T11:00:00+04:00");
    const CaseUid closes = open_case(trial, "2026-04-06T11:00:00+04:00");
    move(trial, "2026-04-06T11:30:00+04:00", waits, "clarify");
    move(trial, "2026-04-06T11:30:00+04:00", closes, "answer");
    CHECK(acts_of(tick_at(trial, "2026-05-06T23:59:59+04:00")) == Lines{});
    CHECK(acts_of(tick_at(trial, "2026-05-07T00:00:00+04:00")) == Lines{"Q-2026-00001 transition lapse"});
    CHECK(acts_of(tick_at(trial, "2026-06-07T00:00:00+04:00")) == Lines{"Q-2026-00002 transition close"});
    CHECK(acts_of(tick_at(trial, "2027-06-07T00:00:00+04:00")) == Lines{});
    CHECK(clocks_of(trial, waits, "2026-06-07T00:00:00+04:00").front() == "answer stopped 2026-04-23 0 10 1");
    CHECK(differences(trial) == Lines{});
}

TEST_CASE("a case for which it cannot be done is told and stops no other")
{
    const TrialRepository trial({enquiry});
    open_case(trial, "2035-12-30T11:00:00+04:00");
    open_case(trial, "2026-04-06T11:00:00+04:00", R"({"subject": "Parks", "channel": "paper"})");
    CHECK(clocks_of(trial, trial.open().resolve("Q-2035-00001").subject.uid, "2035-12-30T12:00:00+04:00").front() == "answer running - - - 0");
    const Ticked ticked = tick_at(trial, "2026-04-15T00:00:00+04:00");
    CHECK(acts_of(ticked) == Lines{"Q-2026-00001 breach first_word"});
    REQUIRE(ticked.failures.rows.size() == 1);
    CHECK(ticked.failures.rows.front()[0].text.en == "Q-2035-00001");
    CHECK(ticked.failures.rows.front()[3].text.en.find("2035-12-31") != std::string::npos);
    CHECK(differences(trial) == Lines{});
}

TEST_CASE("only the role system ticks")
{
    const TrialRepository trial({enquiry});
    open_case(trial, "2026-04-06T11:00:00+04:00");
    Repository clerk = open_at(trial, "2026-04-24T00:00:00+04:00", "clerk");
    CHECK_THROWS_AS(tick(clerk), Error);
    Repository repository = open_at(trial, "2026-04-24T00:00:00+04:00", "admin");
    Change change(repository);
    workflow::Intent intent;
    intent.op = model::Op::Tick;
    intent.tick = model::TickDetail{"answer", 1, model::TickKind::Breach, 0, repository.clock().now, std::nullopt};
    CHECK_THROWS_AS(change.act(repository.resolve("Q-2026-00001").subject.uid, intent), Error);
}

TEST_CASE("a day off that is added moves exactly the clocks that it touches, with one event each")
{
    const TrialRepository trial({enquiry});
    const CaseUid touched = open_case(trial, "2026-04-06T11:00:00+04:00");
    const CaseUid stopped = open_case(trial, "2026-04-06T11:00:00+04:00");
    const CaseUid later = open_case(trial, "2026-04-24T11:00:00+04:00");
    move(trial, "2026-04-20T10:00:00+04:00", stopped, "answer");
    const auto events = [&](const CaseUid& uid) { return trial.open().store().history(uid).size(); };
    const auto before = std::map<CaseUid, std::size_t>{{touched, events(touched)}, {stopped, events(stopped)}, {later, events(later)}};

    const CalendarText text = with_day_off(trial, "2026-04-22", "2026-04-20");
    {
        Repository repository = open_at(trial, "2026-04-20T12:00:00+04:00", "clerk");
        CHECK_THROWS_AS(apply_calendar(repository, text, DryRun::No), Error);
    }
    const CalendarApplied applied = apply(trial, "2026-04-20T12:00:00+04:00", text);
    REQUIRE(applied.moved.rows.size() == 1);
    CHECK(applied.moved.rows.front()[0].text.en == "Q-2026-00001");
    CHECK(applied.moved.rows.front()[4].text.en == "2026-04-23");
    CHECK(applied.moved.rows.front()[5].text.en == "2026-04-24");
    CHECK(events(touched) == before.at(touched) + 1);
    CHECK(events(stopped) == before.at(stopped));
    CHECK(events(later) == before.at(later));
    CHECK(clocks_of(trial, touched, "2026-04-20T12:00:00+04:00").front() == "answer running 2026-04-24 6 4 0");
    CHECK(clocks_of(trial, stopped, "2026-05-20T12:00:00+04:00").front() == "answer stopped 2026-04-23 6 4 0");
    // As it was known then.
    CHECK(clocks_of(trial, touched, "2026-04-20T12:00:00+04:00", "2026-04-19").front() == "answer running 2026-04-23 6 4 0");
    CHECK(differences(trial) == Lines{});
    CHECK_FALSE(apply(trial, "2026-04-20T12:00:00+04:00", text).is_new);

    const std::string kept = picture(trial);
    Repository repository = trial.open();
    rebuild_repository(repository);
    CHECK(picture(trial) == kept);
    CHECK(check_repository(repository).findings.empty());
}

TEST_CASE("a damaged table is found by a check and made again")
{
    const TrialRepository trial({enquiry});
    open_case(trial, "2026-04-06T11:00:00+04:00");
    const std::string whole = picture(trial);
    Repository repository = trial.open();
    const auto damage = [&](const std::function<void(store::Transaction&, std::vector<store::ClockRow>)>& write) {
        store::Transaction transaction = repository.store().begin();
        write(transaction, repository.store().clocks(1));
        transaction.commit(repository.clock().now, [&](std::string_view text) { return repository.sign(text); });
    };
    const auto named = [&] {
        Lines places;
        for (const Finding& finding : check_repository(repository).findings)
            places.push_back(finding.code + " " + finding.where);
        return places;
    };
    damage([](store::Transaction& transaction, std::vector<store::ClockRow> rows) {
        rows[0].due = Instant::from_milliseconds(rows[0].due->milliseconds() + 86'400'000);
        transaction.write_clocks(1, rows);
    });
    CHECK(named() == Lines{"clock_damaged clock Q-2026-00001/answer"});
    int told = 0;
    recount_clocks(repository, Repair::Yes, [&](const ClockDifference&) { ++told; });
    CHECK(told == 1);
    CHECK(picture(trial) == whole);
    damage([](store::Transaction& transaction, const std::vector<store::ClockRow>&) {
        transaction.write_clocks(1, {});
        transaction.write_stay(1, store::any_time);
    });
    CHECK(named().size() == 3);
    refold_clocks(repository, Repair::Yes, [](const ClockDifference&) {});
    CHECK(picture(trial) == whole);
    CHECK(named() == Lines{});
    damage([](store::Transaction& transaction, std::vector<store::ClockRow> rows) {
        rows[1].record = "\x01";
        transaction.write_clocks(1, rows);
    });
    CHECK(named() == Lines{"clock_damaged clock Q-2026-00001/first_word"});
    rebuild_repository(repository);
    CHECK(picture(trial) == whole);
}

TEST_CASE("types without clocks have no rows")
{
    const TrialRepository trial({OGP_SOURCE_DIR "/tests/data/workflows/thing.yaml", OGP_SOURCE_DIR "/tests/data/workflows/box.yaml"});
    Repository repository = trial.open("admin");
    CHECK(repository.store().watched_cases().empty());
    CHECK(repository.store().calendar_versions().empty());
    CHECK(refold_clocks(repository, Repair::No, [](const ClockDifference&) {}) == 0);
}

TEST_CASE("whatever is done, the table is what a fold of the log gives, and ticking twice is ticking once")
{
    CHECK(test::holds([] {
        const TrialRepository trial({enquiry});
        Instant now = Instant::parse("2026-03-30T09:00:00+04:00").value();
        std::vector<CaseUid> cases;
        const int acts = *rc::gen::inRange(4, 14);
        for (int i = 0; i < acts; ++i) {
            now = Instant::from_milliseconds(now.milliseconds() + *rc::gen::inRange<std::int64_t>(0, 10LL * 86'400'000));
            const int kind = *rc::gen::inRange(0, 10);
            if (kind < 2 || cases.empty()) {
                cases.push_back(open_case(trial, now.rfc3339(), *rc::gen::element(R"({"subject": "a"})", R"({"subject": "b", "channel": "paper"})",
                                                                                    R"({"subject": "c", "received_at": "2026-03-27T10:00:00+04:00"})")));
            } else if (kind < 7) {
                Repository repository = open_at(trial, now);
                Change change(repository);
                const CaseUid& uid = cases[*rc::gen::inRange<std::size_t>(0, cases.size())];
                const char* transition = *rc::gen::element("clarify", "resume", "answer", "reopen");
                try {
                    if (kind == 6)
                        change.set(uid, parse_json(R"({"channel": "paper", "received_at": "2026-03-30T08:00:00+04:00"})"));
                    else
                        change.move(uid, transition);
                    change.commit();
                } catch (const Error& error) {
                    RC_ASSERT(error.fault() == Fault::Forbidden);
                }
            } else if (kind < 9) {
                RC_ASSERT(tick_at(trial, now.rfc3339()).failures.rows.empty());
                const std::string once = picture(trial);
                RC_ASSERT(tick_at(trial, now.rfc3339()).events == 0U);
                RC_ASSERT(picture(trial) == once);
            } else {
                const Date day = Date::parse("2026-03-30").value() + *rc::gen::inRange(0, 90);
                const CalendarText text = with_day_off(trial, day.iso(), "2026-03-01");
                Repository repository = open_at(trial, now, "admin");
                RC_ASSERT(apply_calendar(repository, text, DryRun::No).calendar == "ge");
            }
            RC_ASSERT(differences(trial) == Lines{});
        }
        const std::string kept = picture(trial);
        Repository repository = trial.open();
        rebuild_repository(repository);
        RC_ASSERT(picture(trial) == kept);
    }, 10));
}

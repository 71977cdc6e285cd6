#include "app/cases/history.hpp"

#include "app/cases/cases.hpp"
#include "app/trial_repository.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <initializer_list>
#include <map>

using namespace ogp;
using namespace ogp::app;

namespace {

const std::string request_workflow = OGP_SOURCE_DIR "/tests/data/workflows/request.yaml";

Repository open_at(const TrialRepository& trial, const char* now)
{
    const Clock clock{*Instant::parse(now), ClockSource::Set};
    return Repository({.folder = trial.folder(), .access = store::Access::Write, .actor = {}, .role = {}, .clock = clock});
}

Date day(const char* iso)
{
    return *Date::parse(iso);
}

/// A milestone that was opened on 15 April, started on the 20th, corrected, commented on and changed again in May.
class Milestone
{
public:
    Milestone()
    {
        Repository april = trial.open();
        import_text(april, "ogp: 1\nkind: plan\nid: p\ntitle: {en: Plan}\ncommitments:\n- id: I\n  title: {en: C}\n  milestones:\n"
                           "  - {id: I.1, title: {en: M}, end: 2019-03}\n  - {id: I.2, title: {en: N}}\n");
        act("2019-04-20T23:59:59+04:00", [&](Change& change) { change.move(uid(), "start"); });
        act("2019-05-02T10:00:00+04:00", [&](Change& change) {
            change.set(uid(), Json::object({{"lead", "unit-1"}, {"end", model::PrintedDate::parse("2019-06")->to_json()}}));
        });
        act("2019-05-03T10:00:00+04:00", [&](Change& change) { change.comment(uid(), "late"); });
        act("2019-05-04T10:00:00+04:00", [&](Change& change) {
            change.set(uid(), Json::object({{"lead", Json()}, {"partner", Json::object({{"en", "NGO"}})}}));
        });
    }

    template <class Act>
    void act(const char* now, Act what)
    {
        Repository repository = open_at(trial, now);
        Change change(repository);
        what(change);
        change.commit();
    }
    CaseUid uid() const
    {
        const Repository repository = trial.open();
        return repository.resolve("I.1").subject.uid;
    }

    TrialRepository trial;
};

/// field -> row, by the JSON of the first column.
std::map<std::string, std::map<std::string, Json>> by_field(const report::Table& table)
{
    std::map<std::string, std::map<std::string, Json>> rows;
    for (const auto& cells : table.rows)
        for (std::size_t i = 0; i < cells.size(); ++i)
            rows[cells[0].value.as_text()][table.columns[i].key] = cells[i].value;
    return rows;
}

std::vector<std::int64_t> sequences(const report::Table& table)
{
    std::vector<std::int64_t> numbers;
    for (const auto& cells : table.rows)
        numbers.push_back(cells[0].value.as_integer());
    return numbers;
}

Fault fault_of(const std::function<void()>& act)
{
    try {
        act();
    } catch (const Error& error) {
        CHECK_FALSE(error.message().ka.empty());
        CHECK_FALSE(error.hint().en.empty());
        return error.fault();
    }
    return Fault::Internal;
}

} // namespace

TEST_CASE("a case as of a day is what had been written by the end of it in the repository's zone")
{
    const Milestone milestone;
    Repository repository = milestone.trial.open();
    const store::CaseRow row = repository.resolve("I.1");
    const auto state = [&](const char* iso) { return case_as_of(repository, row, day(iso)).row.subject.state; };
    CHECK(state("2019-04-15") == "planned");
    CHECK(state("2019-04-19") == "planned");
    CHECK(state("2019-04-20") == "in_progress"); // one second before midnight there, the day before in UTC
    const PastCase first = case_as_of(repository, row, day("2019-05-01"));
    CHECK(first.row.subject.version == 2);
    CHECK(first.row.path == "p/I.1");
    CHECK(first.row.title.en == "M");
    CHECK(first.row.root == row.root);
    CHECK(first.row.subject.fields["lead"].is_null());
    CHECK(case_as_of(repository, row, day("2019-05-03")).row.subject.fields["lead"] == Json("unit-1"));
    const store::CaseRow today = case_as_of(repository, row, day("9999-12-30")).row;
    CHECK(today.subject == row.subject);
    CHECK(today.path == row.path);
    CHECK(today.category == row.category);
    CHECK(today.parent == row.parent);
    CHECK(fault_of([&] { (void)case_as_of(repository, row, day("2019-04-14")); }) == Fault::NotFound);
}

TEST_CASE("a number of another time is the number shown for that time")
{
    Milestone milestone;
    milestone.act("2019-06-01T10:00:00+04:00", [&](Change& change) { change.set(milestone.uid(), Json::object({{"number", "I.9"}})); });
    Repository repository = milestone.trial.open();
    const store::CaseRow row = repository.resolve("I.9");
    CHECK(case_as_of(repository, row, day("2019-05-31")).row.path == "p/I.1");
    CHECK(case_as_of(repository, row, day("2019-06-01")).row.path == "p/I.9");
    const CaseSheet sheet = show_case(repository, repository.resolve("I"), day("2019-05-31"));
    REQUIRE(sheet.parts.rows.size() == 2);
    CHECK(sheet.parts.rows[0][1].value == Json("p/I.1"));
    CHECK(sheet.json["as_of"] == Json("2019-05-31"));
    CHECK(sheet.json["allowed"].size() == 0);
    CHECK(sheet.allowed.empty());
}

TEST_CASE("an event that claims an earlier time than those before it is not seen before them")
{
    Milestone milestone;
    milestone.act("2019-04-16T10:00:00+04:00", [&](Change& change) { change.comment(milestone.uid(), "clock was wrong"); });
    Repository repository = milestone.trial.open();
    const store::CaseRow row = repository.resolve("I.1");
    CHECK(case_as_of(repository, row, day("2019-04-16")).row.subject.comments == 0);
    CHECK(case_as_of(repository, row, day("2019-05-04")).row.subject.comments == 2);
}

TEST_CASE("blame names the event that gave each field the value it has")
{
    const Milestone milestone;
    Repository repository = milestone.trial.open();
    const store::CaseRow row = repository.resolve("I.1");
    const std::vector<store::StoredEvent> history = repository.store().history(row.subject.uid);
    auto rows = by_field(blame(repository, row));
    const auto set_by = [&](const char* field, std::size_t index) {
        CHECK(rows[field]["event"] == Json(history[index].id.hex()));
        CHECK(rows[field]["sequence"] == Json(static_cast<std::int64_t>(history[index].sequence)));
        CHECK(rows[field]["actor"] == Json("nino"));
    };
    set_by("state", 1);
    set_by("title", 0);
    set_by("end", 2);
    set_by("partner", 4);
    set_by("lead", 4); // taken away there
    CHECK(rows["lead"]["value"].is_null());
    CHECK(rows["state"]["value"] == Json("in_progress"));
    CHECK(rows["end"]["time"] == Json("2019-05-02T10:00:00+04:00"));
    CHECK_FALSE(rows.contains("completed"));
}

TEST_CASE("blame follows elements that were added, not acts that changed nothing, and leaves sealed values sealed")
{
    TrialRepository trial({request_workflow});
    Repository repository = trial.open();
    const workflow::CaseType& type = repository.active_type("request");
    Change change(repository);
    const CaseUid uid = change.open("request", assign(repository, type, read_assignments({"subject=x", "applicant=canary", "email=a@example.org"}))).subject.uid;
    change.add(uid, Json::object({{"tags", Json::array().push("roads")}}));
    change.set(uid, Json::object({{"email", "b@example.org"}}));
    change.set(uid, Json::object({{"pages", 3}, {"channel", "portal"}})); // it is portal already
    change.commit();
    const store::CaseRow row = *repository.store().find(uid);
    const std::vector<store::StoredEvent> history = repository.store().history(uid);
    REQUIRE(history.size() == 4);
    auto rows = by_field(blame(repository, row));
    CHECK(rows["tags"]["event"] == Json(history[1].id.hex()));
    CHECK(rows["pages"]["event"] == Json(history[3].id.hex()));
    CHECK(rows["channel"]["event"] == Json(history[0].id.hex()));
    CHECK(rows["email"]["event"] == Json(history[2].id.hex()));
    CHECK(rows["applicant"]["event"] == Json(history[0].id.hex()));
    CHECK(rows["email"]["value"] == Json::object({{"sealed", true}}));

    // Sealed again is a change, though what changed is not seen.
    auto changed = by_field(diff(repository, row, "2..3").changes);
    CHECK(changed.size() == 1);
    CHECK(changed["email"]["after"] == Json::object({{"sealed", true}}));
    CHECK(by_field(diff(repository, row, "3..4").changes).count("email") == 0);
    // Who holds the key sees the value of that time.
    CHECK(show_case(repository, row, day("2019-04-15")).json["email"] == Json("b@example.org"));
}

TEST_CASE("a diff takes versions, sequence numbers and days, and an open end")
{
    const Milestone milestone;
    Repository repository = milestone.trial.open();
    const store::CaseRow row = repository.resolve("I.1");
    const std::vector<store::StoredEvent> history = repository.store().history(row.subject.uid);
    const auto names = [&](const std::string& range) {
        std::string all;
        for (const auto& cells : diff(repository, row, range).changes.rows)
            all += (all.empty() ? "" : " ") + cells[0].value.as_text();
        return all;
    };
    CHECK(names("1..2") == "state");
    CHECK(names("2..3") == "end lead");
    CHECK(names("3..4") == "comments");
    CHECK(names("2..") == "end partner comments"); // lead came and went
    CHECK(names("..1") == "state number title commitment end");
    CHECK(names("3..3").empty());
    CHECK(names("2019-04-15..2019-04-20") == "state");
    CHECK(names("2019-04-20..3") == "end lead");
    const auto at = [&](std::size_t index) { return "#" + std::to_string(history[index].sequence); };
    CHECK(names(at(1) + ".." + at(2)) == "end lead");
    CHECK(names("#0.." + at(0)) == names("..1"));
    CHECK(names("2019-04-01..2019-04-15") == names("..1"));

    const CaseDiff all = diff(repository, row, "1..");
    CHECK(sequences(all.events).size() == 4);
    auto rows = by_field(all.changes);
    CHECK(rows["state"]["before"] == Json("planned"));
    CHECK(rows["state"]["after"] == Json("in_progress"));
    CHECK(rows["comments"]["after"] == Json(1));
    CHECK(rows["end"]["events"] == Json::array().push(static_cast<std::int64_t>(history[2].sequence)));
}

TEST_CASE("a range that is none is refused")
{
    const Milestone milestone;
    Repository repository = milestone.trial.open();
    const store::CaseRow row = repository.resolve("I.1");
    const auto fault = [&](const char* range) { return fault_of([&] { (void)diff(repository, row, range); }); };
    for (const char* wrong : {"", "2", "1-2", "1...2", "a..b", "#..2", "-1..2", "1..99999999999999999999", "2019-02-30..", "3..2",
                              "2019-05-30..2019-05-01"})
        CHECK(fault(wrong) == Fault::Usage);
    for (const char* missing : {"0..", "1..6", "#999..", "..2019-04-14"})
        CHECK(fault(missing) == Fault::NotFound);
}

TEST_CASE("the log is filtered by day, actor, act and type, and cut to the newest")
{
    Milestone milestone;
    Repository repository = milestone.trial.open();
    const store::CaseRow row = repository.resolve("I.1");
    const std::vector<std::int64_t> whole = sequences(log_of(repository, row));
    REQUIRE(whole.size() == 5);
    const auto part = [&](std::initializer_list<std::size_t> indexes) {
        std::vector<std::int64_t> numbers;
        for (const std::size_t i : indexes)
            numbers.push_back(whole[i]);
        return numbers;
    };
    using Order = LogFilter::Order;
    CHECK(sequences(log_of(repository, row, {.since = day("2019-05-02")})) == part({2, 3, 4}));
    CHECK(sequences(log_of(repository, row, {.until = day("2019-04-20")})) == part({0, 1}));
    CHECK(sequences(log_of(repository, row, {.since = day("2019-04-20"), .until = day("2019-04-20")})) == part({1}));
    CHECK(sequences(log_of(repository, row, {.ops = {model::Op::Move, model::Op::Comment}})) == part({1, 3}));
    CHECK(sequences(log_of(repository, row, {.limit = 2})) == part({3, 4}));
    CHECK(sequences(log_of(repository, row, {.limit = 2, .order = Order::NewestFirst})) == part({4, 3}));
    CHECK(sequences(log_of(repository, row, {.limit = 0})).empty());
    CHECK(sequences(log_of_all(repository, {.type = "milestone", .ops = {model::Op::Set}, .limit = 1})) == part({4}));
    CHECK(sequences(log_of_all(repository, {.type = "plan", .ops = {model::Op::Open}})).size() == 1);
    CHECK(sequences(log_of_all(repository, {.actor = "nino"})).size() == repository.store().head().size);
    CHECK(fault_of([&] { (void)log_of_all(repository, {.actor = "nini"}); }) == Fault::Usage);
    CHECK(fault_of([&] { (void)log_of_all(repository, {.type = "milestons"}); }) == Fault::NotFound);
    CHECK(fault_of([&] { (void)log_of_all(repository, {.since = day("2019-05-02"), .until = day("2019-05-01")}); }) == Fault::Usage);
}

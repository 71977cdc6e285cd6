#include "app/cases/status.hpp"
#include "app/cases/values.hpp"
#include "app/trial_repository.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::app;

namespace {

Json counts_on(Repository& repository, const char* day)
{
    return plan_status(repository, repository.plan({}), *Date::parse(day)).counts.to_json();
}

void check_oracle(Repository& repository)
{
    // Counted by hand from the printed dates, 31.04.2019 read as 30.04.2019.
    struct Row { const char* day; int not_started; int running; int past_end; };
    for (const Row& row : {Row{"2018-12-31", 30, 3, 1}, Row{"2019-02-15", 26, 7, 1}, Row{"2019-04-15", 19, 8, 7},
                           Row{"2019-06-30", 13, 9, 12}, Row{"2019-09-15", 5, 10, 19}, Row{"2019-12-31", 0, 7, 27},
                           Row{"2020-02-15", 0, 4, 30}, Row{"2020-03-31", 0, 0, 34}}) {
        INFO(row.day);
        const Json counts = counts_on(repository, row.day);
        CHECK(counts["not_started"] == Json(row.not_started));
        CHECK(counts["running"] == Json(row.running));
        CHECK(counts["past_end"] == Json(row.past_end));
        CHECK(counts["total"] == Json(34));
    }
}

} // namespace

TEST_CASE("windows of the Tbilisi plan, from the project's own file")
{
    TrialRepository trial;
    Repository repository = trial.open();
    const std::string path = OGP_SOURCE_DIR "/examples/tbilisi-2018-2020.yaml";
    import_plan(repository, read_plan_file(YamlDocument(read_file(path), path)));
    check_oracle(repository);
}

TEST_CASE("windows of the Tbilisi plan, from the structured source document")
{
    const std::string path = OGP_SHARED_DATA "/plans/tbilisi-2018-2020.yaml";
    if (!std::filesystem::exists(path)) {
        WARN("SKIPPED: " << path << " is not here");
        return;
    }
    TrialRepository trial;
    Repository repository = trial.open();
    import_plan(repository, read_plan_file(YamlDocument(read_file(path), path)));
    check_oracle(repository);
}

TEST_CASE("a completion counts from its day, and the delay is in calendar days from the planned end")
{
    TrialRepository trial;
    Repository repository = trial.open();
    import_text(repository, "ogp: 1\nkind: plan\nid: p\ntitle: {en: Plan}\ncommitments:\n- id: I\n  title: {en: C}\n  milestones:\n"
                            "  - {id: I.1, title: {en: M}, start: 2019-01, end: 2019-03}\n"
                            "  - {id: I.2, title: {en: M}, start: 2019-01, end: 2019-03}\n"
                            "  - {id: I.3, title: {en: M}, end: 2019-03}\n");
    {
        Change change(repository);
        change.move(repository.resolve("I.1").subject.uid, "complete",
                    Json::object({{"completed", model::PrintedDate::parse("2019-04-10")->to_json()}}));
        change.move(repository.resolve("I.2").subject.uid, "withdraw", {}, "no longer needed");
        change.commit();
    }
    const store::CaseRow done = repository.resolve("I.1");
    const MilestoneTime after = milestone_time(done, *Date::parse("2019-04-15"));
    CHECK(after.done);
    CHECK(after.delay_days == 10);
    CHECK_FALSE(after.overdue);
    const MilestoneTime before = milestone_time(done, *Date::parse("2019-04-05"));
    CHECK_FALSE(before.done);
    CHECK(before.overdue);
    CHECK(before.delay_days == 5);
    CHECK(milestone_time(done, *Date::parse("2019-03-31")).window == Window::Running);

    const Json counts = counts_on(repository, "2019-04-15");
    CHECK(counts["done"] == Json(1));
    CHECK(counts["withdrawn"] == Json(1));
    CHECK(counts["overdue"] == Json(1));
    CHECK(counts["past_end"] == Json(3));
    CHECK(counts_on(repository, "2019-02-01")["unknown"] == Json(1));

    const DailyStatus daily = daily_status(repository, *Date::parse("2019-03-20"));
    CHECK(daily.overdue.rows.empty());
    CHECK(daily.soon.rows.size() == 2);
    CHECK(daily.soon.rows.front().back().value == Json(11));
}

TEST_CASE("numbers are ordered as people order them")
{
    CHECK(number_before("I.2", "I.10"));
    CHECK(number_before("II", "IV"));
    CHECK(number_before("IV", "V"));
    CHECK(number_before("V.9", "X.1"));
    CHECK(number_before("I", "I.1"));
    CHECK(number_before("2.2.4", "2.10.1"));
    CHECK_FALSE(number_before("I.1", "I.1"));
    CHECK_FALSE(number_before("IX", "V"));
    // One order for all: with letters between Roman numerals too.
    CHECK(number_before("V", "IX"));
    CHECK(number_before("IX", "J"));
    CHECK(number_before("V", "J"));
    CHECK(number_before("99", "100000000000000000000"));
    CHECK(sort_key("2019-9", Numerals::Digits) < sort_key("2019-10", Numerals::Digits));
    CHECK(sort_key("Civil", Numerals::Digits) < sort_key("MIX", Numerals::Digits));
    CHECK(sort_key("", Numerals::Roman).empty());
}

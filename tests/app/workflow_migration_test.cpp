#include "app/workflows/workflow_migration.hpp"

#include "app/cases/cases.hpp"
#include "app/clocks/clock_table.hpp"
#include "app/trial_repository.hpp"
#include "app/trust/check.hpp"
#include "app/workflows/workflow_versions.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::app;

namespace {

std::string letter(int version)
{
    return std::string(OGP_SOURCE_DIR) + "/tests/data/letter_" + std::to_string(version) + "/letter.yaml";
}

/// A repository with letters in the first version, where the second one is active.
class Letters
{
public:
    Letters() : m_trial({letter(1)}), m_repository(m_trial.open()) {}

    store::CaseRow open(std::string_view set)
    {
        Change change(m_repository);
        change.act_as("clerk");
        const store::CaseRow row = change.open("letter", parse_json(set));
        change.commit();
        return row;
    }
    store::CaseRow move(const store::CaseRow& row, std::string_view role, std::string_view transition, std::string_view set = "{}")
    {
        Change change(m_repository);
        change.act_as(role);
        const store::CaseRow moved = change.move(row.subject.uid, transition, parse_json(set));
        change.commit();
        return moved;
    }
    /// `edit` of the text of the second version.
    void apply(const std::function<std::string(std::string)>& edit = [](std::string text) { return text; })
    {
        write_file(m_trial.folder() / "workflows" / "letter.yaml", edit(read_file(letter(2))));
        apply_workflows(m_repository, {}, DryRun::No);
    }
    MigrationResult migrate(DryRun dry_run, std::int64_t from = 1, std::int64_t to = 2, const std::string& where = {})
    {
        return migrate_cases(m_repository, {"letter", from, to, where}, dry_run);
    }
    store::CaseRow now(const store::CaseRow& row) { return *m_repository.store().find(row.subject.uid); }
    Repository& repository() { return m_repository; }
    const TrialRepository& trial() const { return m_trial; }

    /// The log is whole, and the clocks are what follows from it.
    void check()
    {
        CHECK(check_repository(m_repository).findings.empty());
        refold_clocks(m_repository, Repair::No, [](const ClockDifference& difference) { FAIL(difference.name + " " + difference.message.en); });
    }

private:
    TrialRepository m_trial;
    Repository m_repository;
};

std::string rows(const report::Table& table)
{
    std::string text;
    for (const auto& row : table.rows) {
        for (const report::Cell& cell : row)
            text += cell.text.en + " ";
        text += "\n";
    }
    return text;
}

} // namespace

TEST_CASE("cases go over with their states, values and clocks, one event each")
{
    Letters letters;
    const store::CaseRow sorting = letters.move(letters.open(R"({"subject": "a", "pages": 3, "note": "call", "sender": {"name": "Nana"}})"), "clerk", "sort");
    const store::CaseRow received = letters.open(R"({"subject": "b"})");
    const store::CaseRow closed = letters.move(letters.open(R"({"subject": "c"})"), "clerk", "withdraw");
    letters.apply();
    const store::CaseRow fresh = letters.open(R"({"subject": "d"})");

    const auto size = letters.repository().store().head().size;
    const MigrationResult seen = letters.migrate(DryRun::Yes);
    CHECK(seen.problems.empty());
    CHECK(seen.cases == 2);
    CHECK(seen.closed == 1);
    CHECK(rows(seen.states) == "received received 1 1 0 0 0 0 \nsorting in_work 1 1 0 0 0 0 \n");
    // Without sheets nobody can answer any more.
    CHECK(seen.guards.rows.size() == 1);
    CHECK(letters.repository().store().head().size == size);

    const MigrationResult done = letters.migrate(DryRun::No);
    CHECK(done.events == 2);
    CHECK(letters.repository().store().head().size == size + 2);
    const model::Case after = letters.now(sorting).subject;
    CHECK(after.state == "in_work");
    CHECK(to_json(after.fields) == R"({"sheets":3,"subject":"a","urgent":false})");
    CHECK(after.sealed == std::vector<std::string>{"sender"});
    CHECK(after.workflow == letters.repository().active_hash("letter"));
    CHECK(letters.now(closed).subject.workflow != after.workflow);
    CHECK(letters.now(received).subject.version == received.subject.version + 1);
    CHECK(letters.now(fresh).subject == fresh.subject);
    letters.check();
    // It goes on under the new rules.
    CHECK(letters.move(sorting, "officer", "answer").subject.state == "answered");
    CHECK_THROWS_AS(letters.move(received, "officer", "answer"), Error);
    CHECK(letters.migrate(DryRun::No).events == 0);
    letters.check();
    rebuild_repository(letters.repository());
    letters.check();
}

TEST_CASE("a condition chooses among the cases of the old version")
{
    Letters letters;
    letters.open(R"({"subject": "a", "pages": 3})");
    const store::CaseRow without = letters.open(R"({"subject": "b"})");
    letters.apply();
    CHECK(letters.migrate(DryRun::No, 1, 2, "has(case.pages)").events == 1);
    CHECK(letters.now(without).subject == without.subject);
    CHECK_THROWS_AS(letters.migrate(DryRun::Yes, 1, 2, "has(case.sheets)"), InvalidInput);
}

TEST_CASE("where one case cannot follow, none does")
{
    Letters letters;
    letters.open(R"({"subject": "a"})");
    letters.open(R"({"subject": "b", "channel": "fax"})");
    letters.open(R"({"subject": "c", "channel": "fax"})");
    letters.apply();
    const auto size = letters.repository().store().head().size;
    const MigrationResult result = letters.migrate(DryRun::No);
    REQUIRE(result.problems.size() == 1);
    CHECK(result.problems[0].code == "bad_value");
    CHECK(result.problems[0].where == "channel");
    CHECK(result.problems[0].message.en.find("cases: 2, for example L-2019-002") != std::string::npos);
    CHECK(result.events == 0);
    CHECK(letters.repository().store().head().size == size);
    // The others may be chosen.
    CHECK(letters.migrate(DryRun::No, 1, 2, "!has(case.channel)").events == 1);
}

TEST_CASE("who may, and between which versions")
{
    Letters letters;
    letters.open(R"({"subject": "a"})");
    letters.apply();
    Repository clerk = letters.trial().open("coordinator");
    const auto fault = [](const std::function<void()>& action) {
        try {
            action();
        } catch (const Error& error) {
            return error.fault();
        }
        return Fault::Internal;
    };
    CHECK(fault([&] { migrate_cases(clerk, {"letter", 1}, DryRun::Yes); }) == Fault::Forbidden);
    CHECK(fault([&] { letters.migrate(DryRun::Yes, 2, 2); }) == Fault::Usage);
    CHECK(fault([&] { letters.migrate(DryRun::Yes, 1, 9); }) == Fault::NotFound);
    CHECK(fault([&] { migrate_cases(letters.repository(), {"leter", 1}, DryRun::Yes); }) == Fault::NotFound);
}

TEST_CASE("going back works until something else happens")
{
    Letters letters;
    const store::CaseRow quiet = letters.open(R"({"subject": "a", "pages": 3, "note": "call"})");
    const store::CaseRow busy = letters.open(R"({"subject": "b", "pages": 1})");
    letters.apply();
    letters.migrate(DryRun::No);
    letters.move(busy, "officer", "answer");
    const MigrationResult back = letters.migrate(DryRun::No, 2, 1);
    CHECK(back.events == 1);
    CHECK(back.others == 1);
    model::Case expected = quiet.subject;
    const model::Case after = letters.now(quiet).subject;
    CHECK(after.fields == expected.fields);
    CHECK(after.state == expected.state);
    CHECK(after.workflow == expected.workflow);
    CHECK(letters.now(busy).subject.state == "answered");
    letters.check();
}

TEST_CASE("a clock that was restarted does not come back, and the case stays")
{
    Letters letters;
    const store::CaseRow row = letters.open(R"({"subject": "a"})");
    letters.apply([](std::string text) {
        text.replace(text.find("answer: keep_start"), 18, "answer: restart");
        return text;
    });
    Repository later({.folder = letters.trial().folder(), .access = store::Access::Write, .actor = {}, .role = {},
                      .clock = {*Instant::parse("2019-04-17T10:00:00+04:00"), ClockSource::Set}});
    CHECK(migrate_cases(later, {"letter", 1}, DryRun::No).events == 1);
    const MigrationResult back = migrate_cases(later, {"letter", 2, 1}, DryRun::No);
    REQUIRE(back.problems.size() == 1);
    CHECK(back.problems[0].code == "not_undone");
    CHECK(letters.now(row).subject.version == 2);
    letters.check();
}

TEST_CASE("due dates that pass by the migration are told before")
{
    Letters letters;
    letters.open(R"({"subject": "a"})"); // due on 1 May in the first version, on 22 April in the second
    letters.apply();
    Repository later({.folder = letters.trial().folder(), .access = store::Access::Write, .actor = {}, .role = {},
                      .clock = {*Instant::parse("2019-04-24T10:00:00+04:00"), ClockSource::Set}});
    const MigrationResult seen = migrate_cases(later, {"letter", 1}, DryRun::Yes);
    CHECK(rows(seen.states) == "received received 1 1 0 1 0 0 \n");
}

TEST_CASE("a thousand cases make a batch")
{
    Letters letters;
    {
        Change change(letters.repository());
        change.act_as("clerk");
        for (int i = 0; i < 1203; ++i)
            change.open("letter", parse_json(R"({"subject": "a"})"));
        change.commit();
    }
    letters.apply();
    const auto before = letters.repository().store().head().size;
    std::vector<std::uint64_t> steps;
    migrate_cases(letters.repository(), {"letter", 1}, DryRun::No, [&](std::uint64_t done, std::uint64_t) { steps.push_back(done); });
    CHECK(steps == std::vector<std::uint64_t>{1000, 1203});
    CHECK(letters.repository().store().head().size == before + 1203);
    CHECK(letters.repository().store().batch_of(before).ids.size() == 1000);
    CHECK(letters.repository().store().batch_of(before + 1202).ids.size() == 203);
}

#include "app/cases/values.hpp"
#include "app/trial_repository.hpp"
#include "app/trust/check.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::app;

namespace {

std::string plan_with(const std::string& end, const std::string& extra = {})
{
    return "ogp: 1\nkind: plan\nid: p\ntitle: {ka: გეგმა, en: Plan}\n"
           "org_units:\n- {id: legal, name: {ka: იურიდიული, en: Legal}}\n"
           "commitments:\n- id: I\n  title: {ka: პირველი, en: First}\n  implementers: {lead: legal}\n"
           "  milestones:\n  - {id: I.1, title: {ka: ეტაპი, en: Step}, start: 2019-01, end: " + end + extra + "}\n"
           "  indicators:\n  - {ka: მზომი, en: Measure}\n";
}

std::size_t log_size(Repository& repository)
{
    return static_cast<std::size_t>(repository.store().head().size);
}

} // namespace

TEST_CASE("an import opens what the file states, commitments as adopted, in one batch")
{
    TrialRepository trial;
    Repository repository = trial.open();
    const std::size_t before = log_size(repository);
    const ImportResult result = import_text(repository, plan_with("2019-03"));
    CHECK(result.opened == 5);
    CHECK(result.events == 5);
    CHECK(log_size(repository) == before + 5);
    CHECK(repository.store().checkpoints().size() == 2);
    CHECK(repository.resolve("I").subject.state == "adopted");
    CHECK(repository.resolve("I.1").subject.state == "planned");
    CHECK(repository.resolve("p/I.1").subject.uid == repository.resolve("I.1").subject.uid);
    CHECK(repository.resolve("I:1", "indicator").title.en == "Measure");
    CHECK(check_repository(repository).findings.empty());
}

TEST_CASE("importing the same file again writes nothing")
{
    TrialRepository trial;
    Repository repository = trial.open();
    import_text(repository, plan_with("2019-03"));
    const std::size_t before = log_size(repository);
    const ImportResult again = import_text(repository, plan_with("2019-03"));
    CHECK(again.events == 0);
    CHECK(again.unchanged == 5);
    CHECK(log_size(repository) == before);
}

TEST_CASE("a corrected file changes what differs, as one event for the case, and nothing else")
{
    TrialRepository trial;
    Repository repository = trial.open();
    import_text(repository, plan_with("2019-03"));
    const ImportResult corrected = import_text(repository, plan_with("2019-04", ", plans_budget_year: 2020"));
    CHECK(corrected.events == 1);
    CHECK(corrected.changed == 1);
    const auto history = repository.store().history(repository.resolve("I.1").subject.uid);
    REQUIRE(history.size() == 2);
    CHECK(history.back().event.set.size() == 2);
    CHECK(history.back().event.role == "importer");
    const ImportResult withdrawn = import_text(repository, plan_with("2019-04"));
    CHECK(withdrawn.events == 1);
    CHECK(repository.resolve("I.1").subject.fields.find("plans_budget_year") == nullptr);
}

TEST_CASE("what was changed here stays where the file did not change, and is a finding where it did")
{
    TrialRepository trial;
    Repository repository = trial.open();
    import_text(repository, plan_with("2019-03"));
    const CaseUid milestone = repository.resolve("I.1").subject.uid;
    {
        Change change(repository);
        change.set(milestone, Json::object({{"end", model::PrintedDate::parse("2019-06")->to_json()}}));
        change.commit();
    }
    const ImportResult same = import_text(repository, plan_with("2019-03"));
    CHECK(same.events == 0);
    CHECK(same.findings.empty());
    CHECK(date_in(repository.resolve("I.1").subject.fields, "end")->value() == "2019-06");

    const ImportResult corrected = import_text(repository, plan_with("2019-05"));
    CHECK(corrected.events == 0);
    REQUIRE(corrected.findings.size() == 1);
    CHECK(corrected.findings.front().code == "changed_here_too");
    CHECK(date_in(repository.resolve("I.1").subject.fields, "end")->value() == "2019-06");
}

TEST_CASE("a status that the document prints is recorded by the importer's own transition")
{
    TrialRepository trial;
    Repository repository = trial.open();
    const std::string done = ", status: {ka: დასრულდა, en: Completed, code: completed}, assessment: {en: Fully, code: fully-implemented}";
    import_text(repository, plan_with("2019-03", done));
    const store::CaseRow row = repository.resolve("I.1");
    CHECK(row.subject.state == "done");
    CHECK(row.subject.fields.text("national_assessment") == "fully");
    CHECK(row.subject.fields.find("completed") == nullptr);
    CHECK(import_text(repository, plan_with("2019-03", done)).events == 0);
}

TEST_CASE("a case that the file no longer has stays, with a finding")
{
    TrialRepository trial;
    Repository repository = trial.open();
    import_text(repository, plan_with("2019-03"));
    const ImportResult result = import_text(repository, "ogp: 1\nkind: plan\nid: p\ntitle: {ka: გეგმა, en: Plan}\n");
    CHECK(result.events == 0);
    CHECK(result.findings.size() == 4);
    CHECK(result.findings.front().code == "not_in_file");
}

TEST_CASE("a dry run says what would happen and leaves no trace")
{
    TrialRepository trial;
    Repository repository = trial.open();
    const std::size_t before = log_size(repository);
    const PlanFile file = read_plan_file(YamlDocument(plan_with("2019-03"), "p.yaml"));
    CHECK(import_plan(repository, file, DryRun::Yes).events == 5);
    CHECK(log_size(repository) == before);
    CHECK(repository.store().list({}).empty());
}

TEST_CASE("only who may act as importer can import")
{
    TrialRepository trial;
    Repository repository = trial.open("auditor");
    CHECK_NOTHROW(import_text(repository, plan_with("2019-03"))); // an admin may act in every role
}

TEST_CASE("a case too long for one event is opened in parts")
{
    TrialRepository trial;
    Repository repository = trial.open();
    std::string yaml = "ogp: 1\nkind: plan\nid: p\ntitle: {ka: გეგმა, en: Plan}\ncommitments:\n- id: I\n  title: {en: Long}\n";
    for (const char* key : {"status_quo", "main_goal", "progress"}) {
        yaml += std::string("  ") + key + ":\n";
        for (int i = 0; i < 5; ++i)
            yaml += "  - {en: " + std::string(5000, static_cast<char>('a' + i)) + "}\n";
    }
    const ImportResult result = import_text(repository, yaml);
    CHECK(result.opened == 2);
    CHECK(result.events == 3);
    CHECK(repository.resolve("I").subject.fields["progress"].size() == 5);
    CHECK(import_text(repository, yaml).events == 0);
}

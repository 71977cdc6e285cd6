#include "app/workflows/workflow_lint_against.hpp"

#include "app/cases/batch.hpp"
#include "app/trial_repository.hpp"
#include "app/workflows/workflows.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace ogp;
using namespace ogp::app;

namespace {

std::string letter(int version)
{
    return std::string(OGP_SOURCE_DIR) + "/tests/data/letter_" + std::to_string(version) + "/letter.yaml";
}

store::CaseRow letter_in(Repository& repository, std::string_view set)
{
    Change change(repository);
    change.act_as("clerk");
    const store::CaseRow row = change.open("letter", parse_json(set));
    change.commit();
    return row;
}

void grant(Repository& repository, std::string_view actor, std::string_view role)
{
    Batch batch(repository.store(), repository.clock(), "nino", "admin");
    batch.grant(actor, repository.store().identity().key, role);
    batch.commit([&](std::string_view text) { return repository.sign(text); });
}

std::ptrdiff_t found(const LintResult& result, std::string_view code)
{
    return std::count_if(result.findings.begin(), result.findings.end(), [&](const Finding& finding) { return finding.code == code; });
}

} // namespace

TEST_CASE("what is on record is judged by another version, a finding for each rule and place")
{
    const TrialRepository trial({letter(1)});
    Repository repository = trial.open();
    for (int i = 0; i < 7; ++i)
        letter_in(repository, R"({"subject": "Bench", "channel": "fax", "sender": {"name": "Nana"}})");
    letter_in(repository, R"({"subject": "Tree", "channel": "post"})");

    LintRequest request{.files = {letter(2)}, .repository = nullptr, .reserved = {}, .today = {}};
    CHECK(found(lint_workflows(request), "history_refused") == 0);
    request.against = &repository;
    const LintResult result = lint_workflows(request);
    REQUIRE(found(result, "history_refused") == 1);
    const Finding& finding = result.findings.front();
    CHECK(finding.severity == Severity::Warning);
    CHECK(finding.place.line == 13);
    // Five are named, all are counted.
    CHECK(finding.message.en.find("bad_value; 7 in all: L-2019-001 #") != std::string::npos);
    CHECK(finding.message.en.find("L-2019-005 #") != std::string::npos);
    CHECK(finding.message.en.find("L-2019-006 #") == std::string::npos);

    request.files = {letter(1)};
    CHECK(found(lint_workflows(request), "history_refused") == 0);
}

TEST_CASE("a role that one person has is no second pair of eyes")
{
    const TrialRepository trial;
    Repository repository = trial.open();
    const LintRequest request{.files = {std::string(OGP_SOURCE_DIR) + "/workflows/topic.yaml"}, .repository = &repository, .reserved = {}, .today = {}};
    CHECK(found(lint_workflows(request), "one_holder") == 0);
    grant(repository, "dato", "moderator");
    CHECK(found(lint_workflows(request), "one_holder") == 1);
    grant(repository, "lia", "moderator");
    CHECK(found(lint_workflows(request), "one_holder") == 0);
}

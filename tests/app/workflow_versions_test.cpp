#include "app/workflows/workflow_versions.hpp"

#include "app/cases/cases.hpp"
#include "app/trial_repository.hpp"
#include "app/trust/check.hpp"
#include "fault_of.hpp"
#include "workflow/source_bundle.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::app;

namespace {

std::string letter(int version)
{
    return std::string(OGP_SOURCE_DIR) + "/tests/data/letter_" + std::to_string(version) + "/letter.yaml";
}

void edit(const TrialRepository& trial, const std::string& file)
{
    write_file(trial.folder() / "workflows" / "letter.yaml", read_file(file));
}

std::uint64_t events(const Repository& repository)
{
    return repository.store().head().size;
}

} // namespace

TEST_CASE("an edited file is recorded once, and new cases follow it")
{
    const TrialRepository trial({letter(1)});
    edit(trial, letter(2));
    Repository repository = trial.open();
    const auto before = events(repository);
    const Applied seen = apply_workflows(repository, {}, DryRun::Yes);
    REQUIRE(seen.types.size() == 1);
    CHECK(seen.types[0].before == 1);
    CHECK_FALSE(seen.types[0].changes.empty());
    CHECK(events(repository) == before);

    CHECK(apply_workflows(repository, {}, DryRun::No).written == 1);
    CHECK(events(repository) == before + 1);
    CHECK(repository.active_type("letter").version == 2);
    // Once more there is nothing to write.
    const Applied again = apply_workflows(repository, {{"letter"}, {}}, DryRun::No);
    CHECK(again.written == 0);
    CHECK(again.types.at(0).is_same);
    CHECK(events(repository) == before + 1);
    CHECK(check_repository(repository).findings.empty());
    CHECK(kept_version(repository, "letter", 1).type.version == 1);
    CHECK(named_version(&repository, "letter@1").hash == kept_version(repository, "letter", 1).hash);
    CHECK(named_version(&repository, "letter").hash == repository.active_hash("letter"));
    CHECK(fault_of([&] { kept_version(repository, "letter", 7); }) == Fault::NotFound);
    CHECK(fault_of([&] { named_version(&repository, "letter@last"); }) == Fault::Usage);
}

TEST_CASE("a version that was not raised, a mistake and a wrong role write nothing")
{
    const TrialRepository trial({letter(1)});
    std::string text = read_file(letter(2));
    text.replace(text.find("version: 2"), 10, "version: 1");
    write_file(trial.folder() / "workflows" / "letter.yaml", text);
    Repository repository = trial.open();
    const auto before = events(repository);
    CHECK(fault_of([&] { apply_workflows(repository, {}, DryRun::No); }) == Fault::Invalid);
    edit(trial, letter(2));
    text = read_file(letter(2));
    text.replace(text.find("sheets > 0"), 10, "shets > 0");
    write_file(trial.folder() / "workflows" / "letter.yaml", text);
    CHECK(fault_of([&] { apply_workflows(repository, {}, DryRun::No); }) == Fault::Invalid);
    edit(trial, letter(2));
    Repository clerk = trial.open("clerk");
    CHECK(fault_of([&] { apply_workflows(clerk, {}, DryRun::No); }) == Fault::Forbidden);
    CHECK(fault_of([&] { apply_workflows(repository, {{"leter"}, {}}, DryRun::No); }) == Fault::NotFound);
    CHECK(events(repository) == before);
}

TEST_CASE("a new case type comes in by its file, and what it names must be there")
{
    const TrialRepository trial({letter(1)});
    Repository repository = trial.open();
    const std::string data = std::string(OGP_SOURCE_DIR) + "/tests/data/workflows/";
    // A step is a part of an errand, which the repository does not have.
    CHECK(fault_of([&] { apply_workflows(repository, {{data + "step.yaml"}, {}}, DryRun::No); }) == Fault::Invalid);
    CHECK(apply_workflows(repository, {{data + "step.yaml", data + "errand.yaml"}, {}}, DryRun::No).written == 2);
    CHECK(repository.type_ids() == std::vector<std::string>{"errand", "letter", "step"});
    CHECK(check_repository(repository).findings.empty());
}

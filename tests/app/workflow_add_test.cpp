#include "app/workflows/workflow_add.hpp"

#include "app/clocks/kept_clock.hpp"
#include "app/clocks/repository_calendars.hpp"
#include "app/repository/shipped.hpp"
#include "app/trial_city.hpp"
#include "app/trial_repository.hpp"
#include "app/trust/check.hpp"
#include "app/workflows/shipped_types.hpp"
#include "fault_of.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

using namespace ogp;
using namespace ogp::app;

namespace {

namespace fs = std::filesystem;

const std::string letter = std::string(OGP_SOURCE_DIR) + "/tests/data/letter_1/letter.yaml";

std::string shipped_text(const std::string& path)
{
    for (const ShippedFile& file : shipped_files())
        if (file.path == path)
            return std::string(file.content);
    FAIL(path);
    return {};
}

/// What lies in the folder beside its data, by path.
std::map<std::string, std::string> files_in(const fs::path& folder)
{
    std::map<std::string, std::string> files;
    for (const char* part : {"workflows", "templates"})
        for (const auto& entry : fs::recursive_directory_iterator(folder / part))
            if (entry.is_regular_file())
                files.emplace(fs::relative(entry.path(), folder).string(), read_file(entry.path()));
    return files;
}

std::map<std::string, std::string> active_in(const Repository& repository)
{
    std::map<std::string, std::string> active;
    for (const std::string& id : repository.type_ids())
        active.emplace(id, repository.active_hash(id).hex());
    for (const auto& [id, source] : repository.store().active_calendars())
        active.emplace("calendar " + id, source.hex());
    return active;
}

AddedTypes add(Repository& repository, std::vector<std::string> types, Replace replace = Replace::No, DryRun dry_run = DryRun::No)
{
    return add_shipped_types(repository, {std::move(types), {}, replace}, dry_run);
}

std::vector<std::string> ids_of(const AddedTypes& added)
{
    std::vector<std::string> ids;
    for (const EditedType& edited : added.applied.types)
        ids.push_back(edited.type.id);
    return ids;
}

/// Whether each clock of the repository is counted.
std::vector<bool> dues_in(Repository& repository)
{
    std::vector<bool> dues;
    repository.store().each_clock([&](const store::ClockText& row) {
        dues.push_back(kept_clock(row).due.has_value());
        return true;
    });
    return dues;
}

void replace_in(const fs::path& file, const std::string& before, const std::string& after)
{
    std::string text = read_file(file);
    const std::size_t at = text.find(before);
    REQUIRE(at != std::string::npos);
    write_file(file, text.replace(at, before.size(), after));
}

/// A repository whose commitments follow a version before the program's.
class OlderCity
{
public:
    OlderCity() : m_file(fs::temp_directory_path() / ("ogp-older-" + to_hex(random_bytes(8))) / "commitment.yaml")
    {
        fs::create_directories(m_file.parent_path());
        write_file(m_file, shipped_text("workflows/commitment.yaml"));
        replace_in(m_file, "\nversion: 2\n", "\nversion: 1\n");
        replace_in(m_file, "en: \"Commitment\"", "en: \"Promise\"");
        m_trial.emplace(std::vector<std::string>{m_file.string()});
    }
    ~OlderCity()
    {
        std::error_code ignored;
        fs::remove_all(m_file.parent_path(), ignored);
    }
    OlderCity(const OlderCity&) = delete;
    OlderCity& operator=(const OlderCity&) = delete;
    Repository open() const { return m_trial->open(); }
    fs::path definition() const { return m_trial->folder() / "workflows" / "commitment.yaml"; }
    const fs::path& folder() const { return m_trial->folder(); }

private:
    fs::path m_file;
    std::optional<TrialRepository> m_trial;
};

} // namespace

TEST_CASE("a case type comes with what it names, with its files and with its calendar")
{
    const TrialRepository trial({letter});
    Repository repository = trial.open();
    const auto before = repository.store().head().size;
    const AddedTypes added = add(repository, {"issue"});
    CHECK(ids_of(added) == std::vector<std::string>{"issue", "org_unit", "plan"});
    CHECK(added.applied.written == 3);
    CHECK(added.calendars.empty()); // letters count in it already
    CHECK(repository.store().head().size == before + 3);
    CHECK(repository.type_ids() == std::vector<std::string>{"issue", "letter", "org_unit", "plan"});
    const auto files = files_in(trial.folder());
    CHECK(files.contains("workflows/common/work.yaml"));
    CHECK(files.contains("templates/messages/issue_answer.yaml"));
    CHECK_FALSE(files.contains("templates/messages/foi_answer.yaml"));
    CHECK_FALSE(files.contains("workflows/foi.yaml"));
    CHECK(check_repository(repository).findings.empty());
}

TEST_CASE("what is added later is what ogp init would have made at once")
{
    const std::vector<std::string> later = GENERATE(std::vector<std::string>{"issue"}, std::vector<std::string>{"foi", "consultation"},
                                                    std::vector<std::string>{"all"});
    INFO(later.front());
    const TrialRepository plain({"indicator", "commitment", "milestone", "plan"});
    std::vector<std::string> at_once = later;
    if (later.front() != all_types)
        at_once.insert(at_once.end(), {"indicator", "commitment", "milestone", "plan"});
    const TrialRepository whole(at_once);
    Repository repository = plain.open();
    CHECK(add(repository, later).applied.written > 0);
    CHECK(active_in(repository) == active_in(whole.open()));
    CHECK(files_in(plain.folder()) == files_in(whole.folder()));
    CHECK(check_repository(repository).findings.empty());
    CHECK(add(repository, later).changes_nothing());
}

TEST_CASE("a calendar that is not in force comes into force, and terms are counted in it")
{
    const TrialRepository trial({"indicator"});
    Repository repository = trial.open();
    REQUIRE(apply_workflows(repository, {{letter}, {}}, DryRun::No).calendars == std::vector<std::string>{"ge"});
    REQUIRE(RepositoryCalendars(repository).find("ge") == nullptr);
    {
        Repository clerk = trial.open("clerk");
        Change change(clerk);
        change.open("letter", Json::object({{"subject", "Bench"}}));
        change.commit();
    }
    CHECK(dues_in(repository) == std::vector<bool>{false});
    CHECK(add(repository, {"issue"}).calendars == std::vector<std::string>{"ge"});
    CHECK(RepositoryCalendars(repository).find("ge") != nullptr);
    CHECK(dues_in(repository) == std::vector<bool>{true}); // of the letter that was there before
    CHECK(add(repository, {"foi"}).calendars.empty());
    CHECK(check_repository(repository).findings.empty());
}

TEST_CASE("once more there is nothing to write, and what was taken away comes back")
{
    const TrialRepository trial;
    Repository repository = trial.open();
    add(repository, {"foi"});
    const auto events = repository.store().head().size;
    CHECK(add(repository, {"foi", "plan"}).changes_nothing());
    CHECK(add(repository, {"foi"}, Replace::Yes).changes_nothing());
    fs::remove(trial.folder() / "workflows" / "foi.yaml");
    fs::remove_all(trial.folder() / "templates");
    const AddedTypes again = add(repository, {"foi"});
    CHECK(again.applied.written == 0);
    CHECK(again.files.front().file == "templates/messages/foi_answer.yaml");
    CHECK(again.files.back().file == "workflows/foi.yaml");
    CHECK(read_file(trial.folder() / "workflows" / "foi.yaml") == shipped_text("workflows/foi.yaml"));
    CHECK(repository.store().head().size == events);
}

TEST_CASE("nothing is written on trial")
{
    const TrialRepository trial;
    Repository repository = trial.open();
    const auto files = files_in(trial.folder());
    const auto events = repository.store().head().size;
    const AddedTypes seen = add(repository, {"petition"}, Replace::No, DryRun::Yes);
    CHECK(seen.applied.written > 0);
    CHECK(std::any_of(seen.files.begin(), seen.files.end(), [](const AddedFile& file) { return file.file == "workflows/petition.yaml"; }));
    CHECK(seen.calendars == std::vector<std::string>{"ge"});
    CHECK(files_in(trial.folder()) == files);
    CHECK(repository.store().head().size == events);
    const AddedTypes done = add(repository, {"petition"});
    CHECK(ids_of(done) == ids_of(seen));
    CHECK(done.files.size() == seen.files.size());
}

TEST_CASE("the program's newer version takes the place of the one here only where that is asked for")
{
    const OlderCity city;
    Repository repository = city.open();
    REQUIRE(repository.active_type("commitment").version == 1);
    const auto files = files_in(city.folder());
    const auto events = repository.store().head().size;
    try {
        add(repository, {"commitment"});
        FAIL("replaced");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Conflict);
        CHECK(error.message().en.find(city.definition().string()) != std::string::npos);
        CHECK(error.hint().en.find("commitment@shipped") != std::string::npos);
        CHECK(error.hint().en.find("--replace") != std::string::npos);
    }
    CHECK(files_in(city.folder()) == files);
    CHECK(repository.store().head().size == events);
    CHECK_FALSE(workflow::diff_versions(named_version(&repository, "commitment").type, named_version(&repository, "commitment@shipped").type).empty());

    const AddedTypes added = add(repository, {"commitment"}, Replace::Yes);
    REQUIRE(added.applied.types.size() == 1);
    CHECK(added.applied.types[0].before == 1);
    REQUIRE(added.files.size() == 1);
    CHECK(added.files[0].was_there);
    CHECK(added.files[0].kept_as.empty()); // the log has it
    CHECK(repository.active_type("commitment").version == 2);
    CHECK(read_file(city.definition()) == shipped_text("workflows/commitment.yaml"));
    CHECK(kept_version(repository, "commitment", 1).type.version == 1);
    CHECK(check_repository(repository).findings.empty());
}

TEST_CASE("what was edited and never applied is put aside before it is replaced")
{
    const OlderCity city;
    Repository repository = city.open();
    replace_in(city.definition(), "\nversion: 1\n", "\nversion: 5 # not yet\n");
    const std::string edited = read_file(city.definition());
    CHECK(fault_of([&] { add(repository, {"commitment"}); }) == Fault::Conflict);
    const AddedTypes added = add(repository, {"commitment"}, Replace::Yes);
    CHECK(added.files.at(0).kept_as == "workflows/commitment.yaml.before");
    CHECK(read_file(city.definition().string() + ".before") == edited);
    // Another one gets a name of its own.
    write_file(city.definition(), edited + "# once more\n");
    CHECK(add(repository, {"commitment"}, Replace::Yes).files.at(0).kept_as == "workflows/commitment.yaml.before-2");
    CHECK(read_file(city.definition().string() + ".before") == edited);
    write_file(city.definition(), edited);
    CHECK(add(repository, {"commitment"}, Replace::Yes).files.at(0).kept_as == "workflows/commitment.yaml.before");
}

TEST_CASE("a version that the city has raised above the program's stays")
{
    const OlderCity city;
    Repository repository = city.open();
    replace_in(city.definition(), "\nversion: 1\n", "\nversion: 7\n");
    REQUIRE(apply_workflows(repository, {{"commitment"}, {}}, DryRun::No).written == 1);
    const auto files = files_in(city.folder());
    CHECK(fault_of([&] { add(repository, {"commitment"}); }) == Fault::Conflict);
    CHECK(fault_of([&] { add(repository, {"commitment"}, Replace::Yes); }) == Fault::Invalid);
    CHECK(files_in(city.folder()) == files);
    CHECK(repository.active_type("commitment").version == 7);
    // It is not in the way of the others.
    CHECK(add(repository, {"all"}).applied.written > 10);
    CHECK(repository.active_type("commitment").version == 7);
    CHECK(check_repository(repository).findings.empty());
}

TEST_CASE("a shared file that the city has made its own is used by what is added")
{
    const TrialRepository trial({"issue"});
    Repository repository = trial.open();
    const fs::path districts = trial.folder() / "workflows" / "common" / "districts.yaml";
    const std::string ours = "ogp: 1\nkind: fragment\nenums:\n  district:\n    old_town: {ka: \"ძველი ქალაქი\", en: \"Old Town\"}\n";
    write_file(districts, ours);
    // Nobody has said yet that this is what is meant.
    CHECK(fault_of([&] { add(repository, {"petition"}); }) == Fault::Conflict);
    CHECK_FALSE(fs::exists(trial.folder() / "workflows" / "petition.yaml"));

    replace_in(trial.folder() / "workflows" / "issue.yaml", "\nversion: 1\n", "\nversion: 2\n");
    REQUIRE(apply_workflows(repository, {{"issue"}, {}}, DryRun::No).written == 1);
    const AddedTypes added = add(repository, {"petition"});
    CHECK(added.kept == std::vector<std::string>{"workflows/common/districts.yaml"});
    CHECK(added.behind.empty());
    CHECK(read_file(districts) == ours);
    const workflow::CaseType& petition = repository.active_type("petition");
    const auto choices = std::find_if(petition.enums.begin(), petition.enums.end(), [](const auto& one) { return one.id == "district"; });
    REQUIRE(choices != petition.enums.end());
    CHECK(choices->members.size() == 1);
    CHECK(apply_workflows(repository, {}, DryRun::No).written == 0);

    // The program's file is put there where that is said, and who follows the old one is named.
    const AddedTypes replaced = add(repository, {"permit"}, Replace::Yes);
    CHECK(replaced.behind == std::vector<std::string>{"issue", "petition"});
    CHECK(read_file(districts) == shipped_text("workflows/common/districts.yaml"));
    CHECK(std::all_of(replaced.files.begin(), replaced.files.end(), [](const AddedFile& file) { return file.kept_as.empty(); }));
}

TEST_CASE("calendars, roles and messages of the city stay as they are")
{
    const TrialRepository trial;
    Repository repository = trial.open();
    const fs::path message = trial.folder() / "templates" / "messages" / "sla_warning.yaml";
    const fs::path calendar = trial.folder() / "workflows" / "calendars" / "ge.yaml";
    const fs::path roles = trial.folder() / "workflows" / "roles.yaml";
    write_file(message, shipped_text("templates/messages/sla_warning.yaml") + "# ours\n");
    for (const fs::path& file : {calendar, roles})
        write_file(file, read_file(file) + "# ours\n");
    add(repository, {"issue"}, Replace::Yes);
    for (const fs::path& file : {message, calendar, roles})
        CHECK(read_file(file).ends_with("# ours\n"));
    CHECK(repository.store().active_calendar("ge") == sha256(read_file(calendar)));
}

TEST_CASE("a mistake, a wrong role and a wrong name write nothing")
{
    const TrialRepository trial;
    Repository repository = trial.open();
    const auto files = files_in(trial.folder());
    CHECK(fault_of([&] { add(repository, {"isue"}); }) == Fault::NotFound);
    CHECK(fault_of([&] { add(repository, {"issue", "../issue"}); }) == Fault::NotFound);
    CHECK(fault_of([&] { add(repository, {"all", "isue"}); }) == Fault::NotFound);
    CHECK(fault_of([&] { add(repository, {"issue.yaml"}); }) == Fault::Usage);
    Repository coordinator = trial.open("coordinator");
    CHECK(fault_of([&] { add(coordinator, {"issue"}); }) == Fault::Forbidden);
    CHECK(fault_of([&] { add(coordinator, {"issue"}, Replace::No, DryRun::Yes); }) == Fault::Forbidden);
    CHECK(files_in(trial.folder()) == files);
    // A role that the city does not have: the place is told.
    const fs::path roles = trial.folder() / "workflows" / "roles.yaml";
    std::string text = read_file(roles);
    for (std::size_t at = text.find("operator"); at != std::string::npos; at = text.find("operator", at))
        text.replace(at, 8, "opposite");
    write_file(roles, text);
    try {
        add(repository, {"issue"});
        FAIL("added");
    } catch (const InvalidInput& error) {
        REQUIRE_FALSE(error.findings().empty());
        CHECK(error.findings().front().place.line > 0);
    }
    CHECK_FALSE(fs::exists(trial.folder() / "workflows" / "issue.yaml"));
    CHECK(repository.type_ids().size() == plan_types.size());
}

TEST_CASE("what a cut call has left is completed by the same call")
{
    const TrialRepository trial({"indicator"});
    Repository repository = trial.open();
    const auto files = files_in(trial.folder());
    const auto events = repository.store().head().size;
    SECTION("all files, no event: the key is not there to sign with")
    {
        const fs::path key = trial.folder() / ".ogp" / "keys" / "replica.key";
        const std::string text = read_file(key);
        fs::remove(key);
        CHECK_THROWS_AS(add(repository, {"issue"}), Error);
        CHECK(fs::exists(trial.folder() / "workflows" / "issue.yaml"));
        write_file(key, text, FileMode::Private);
    }
    SECTION("some files")
    {
        write_file(trial.folder() / "workflows" / "common", "in the way of a folder");
        CHECK_THROWS_AS(add(repository, {"issue"}), Error);
        fs::remove(trial.folder() / "workflows" / "common");
        CHECK_FALSE(fs::exists(trial.folder() / "workflows" / "issue.yaml"));
        CHECK(files_in(trial.folder()) != files);
    }
    SECTION("those of a type that another names")
    {
        write_file(trial.folder() / "workflows" / "org_unit.yaml", shipped_text("workflows/org_unit.yaml"));
    }
    CHECK(repository.store().head().size == events);
    Repository again = trial.open();
    CHECK(check_repository(again).findings.empty());
    const TrialRepository whole({"indicator", "issue"});
    // Control: what was cut is seen by what looks at it below.
    CHECK(active_in(again) != active_in(whole.open()));
    add(again, {"issue"});
    CHECK(active_in(again) == active_in(whole.open()));
    CHECK(files_in(trial.folder()) == files_in(whole.folder()));
    CHECK(check_repository(again).findings.empty());
    CHECK(add(again, {"issue"}).changes_nothing());
}

TEST_CASE("a definition of somebody's own is not taken for the program's")
{
    const TrialRepository trial({"indicator"});
    Repository repository = trial.open();
    const fs::path unit = trial.folder() / "workflows" / "org_unit.yaml";
    write_file(unit, shipped_text("workflows/org_unit.yaml") + "# ours, to be applied one day\n");
    // Reports name units, and whose unit that is has to be said first.
    CHECK(fault_of([&] { add(repository, {"issue"}); }) == Fault::Invalid);
    CHECK_FALSE(fs::exists(trial.folder() / "workflows" / "issue.yaml"));
    REQUIRE(apply_workflows(repository, {{"org_unit"}, {}}, DryRun::No).written == 1);
    CHECK(ids_of(add(repository, {"issue"})) == std::vector<std::string>{"issue"});
    CHECK(read_file(unit).ends_with("one day\n"));
}

TEST_CASE("on a clone nothing is added")
{
    TrialCity city;
    TrialClone clone(city);
    clone.pull();
    write_clone_files(clone.open());
    const auto files = files_in(clone.folder());
    Repository repository = clone.open("admin");
    CHECK(add(repository, {"issue"}, Replace::No, DryRun::Yes).applied.written == 1);
    CHECK(fault_of([&] { add(repository, {"issue"}); }) == Fault::Forbidden);
    CHECK(files_in(clone.folder()) == files);
    CHECK(findings_of(repository).empty());

    Repository there = city.open("admin");
    CHECK(add(there, {"issue"}).applied.written == 1);
    clone.pull();
    CHECK(clone.open().active_hash("issue") == there.active_hash("issue"));
    CHECK(findings_of(there).empty());
}

TEST_CASE("what the program has and the repository does not use, or has in an older version")
{
    const OlderCity city;
    Repository repository = city.open();
    const auto of = [&](const std::string& id) -> std::optional<AvailableType> {
        for (const AvailableType& one : available_types(repository))
            if (one.type.id == id)
                return one;
        return std::nullopt;
    };
    REQUIRE(of("commitment"));
    CHECK(of("commitment")->active == 1);
    REQUIRE(of("issue"));
    CHECK_FALSE(of("issue")->active);
    CHECK_FALSE(of("plan"));
    add(repository, {"all"});
    CHECK(available_types(repository).size() == 1);
    add(repository, {"all"}, Replace::Yes);
    CHECK(available_types(repository).empty());
}

#include "app/trust/backup.hpp"

#include "app/trial_repository.hpp"
#include "app/trust/consistency.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "fault_of.hpp"
#include "store/ballot_box.hpp"
#include "store/blobs.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>

using namespace ogp;
using namespace ogp::app;

namespace {

namespace fs = std::filesystem;

void open_plan(Repository& repository, const std::string& number)
{
    Change change(repository);
    change.open("plan", Json::object({{"number", number}, {"title", Json::object({{"en", "Plan"}})}}));
    change.commit();
}

struct Places
{
    fs::path root = fs::temp_directory_path() / ("ogp-backup-test-" + to_hex(random_bytes(8)));
    fs::path folder = root / "city";
    fs::path keys = root / "keys";
    Places() { make_folders(root); }
    ~Places()
    {
        std::error_code ignored;
        fs::remove_all(root, ignored);
    }
    BackupOptions options() const { return {folder, keys}; }
    Findings check(const BackupOptions& chosen, const std::string& from = {}) const
    {
        return verify_backup(chosen, from, "from", TrialRepository::clock()).findings;
    }

    /// As a person restores it: both folders copied into a new one.
    fs::path restore() const
    {
        const fs::path to = root / "restored";
        fs::copy(folder, to, fs::copy_options::recursive);
        fs::copy(keys, to, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
        return to;
    }
};

/// How many files below hold those bytes.
std::size_t files_with(const fs::path& folder, const std::string& bytes)
{
    std::size_t count = 0;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
        count += entry.is_regular_file() && read_file(entry.path(), std::size_t{1} << 30U).find(bytes) != std::string::npos ? 1U : 0U;
    return count;
}

/// The folder for what is soon gone, as long as it lives.
class Scratch
{
public:
    explicit Scratch(const fs::path& folder) : m_before(fs::temp_directory_path().string())
    {
        make_folders(folder);
        ::setenv("TMPDIR", folder.c_str(), 1); // NOLINT: one thread
    }
    ~Scratch() { ::setenv("TMPDIR", m_before.c_str(), 1); } // NOLINT: one thread
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

private:
    std::string m_before;
};

Repository open(const fs::path& folder)
{
    return Repository({.folder = folder, .access = store::Access::Write, .actor = {}, .role = {}, .clock = TrialRepository::clock()});
}

} // namespace

TEST_CASE("a backup is whole, and a repository restored from it goes on", "[backup]")
{
    const TrialRepository trial;
    const Places places;
    std::string note;
    {
        Repository repository = trial.open();
        open_plan(repository, "p1");
        note = newest_checkpoint(repository).note;
        const BackupSheet sheet = back_up(repository, places.options());
        CHECK(sheet.json["size"] == Json(static_cast<std::int64_t>(repository.store().head().size)));
    }
    CHECK(places.check(places.options(), note).empty());
    CHECK(places.check({places.folder, {}}, note).empty());
    CHECK_FALSE(fs::exists(places.folder / ".ogp" / "keys.db"));
    CHECK_FALSE(fs::exists(places.folder / ".ogp" / "keys"));

    Repository restored = open(places.restore());
    CHECK(newest_checkpoint(restored).note == note);
    open_plan(restored, "p2");
    CHECK(audit(restored, note, "note").json["consistent"].as_boolean());
}

TEST_CASE("every changed, missing or foreign part of a backup is found", "[backup]")
{
    const TrialRepository trial;
    const Places places;
    Repository repository = trial.open();
    open_plan(repository, "p1");
    back_up(repository, places.options());
    const Scratch scratch(places.root / "scratch");
    REQUIRE(places.check(places.options()).empty());

    const auto damaged = [&](const fs::path& file) {
        const std::string before = read_file(file);
        std::string changed = before;
        changed[changed.size() / 2] = static_cast<char>(changed[changed.size() / 2] ^ 1);
        write_file(file, changed);
        const bool found = !places.check(places.options()).empty();
        fs::remove(file);
        const bool missed = !places.check(places.options()).empty();
        write_file(file, before);
        return found && missed;
    };
    for (const char* file : {".ogp/ogp.db", ".ogp/config.yaml", "workflows/plan.yaml"})
        CHECK(damaged(places.folder / file));
    for (const char* file : {".ogp/keys.db", ".ogp/keys/replica.key"})
        CHECK(damaged(places.keys / file));
    CHECK(places.check(places.options()).empty());
    // Also where a check broke off: what it had copied may be all that a city knows.
    CHECK(fs::is_empty(places.root / "scratch"));
    fs::remove(places.folder / "manifest.json");
    CHECK(fault_of([&] { places.check(places.options()); }) == Fault::NotFound);
}

TEST_CASE("a manifest that leads out of the backup is refused", "[backup]")
{
    const TrialRepository trial;
    const Places places;
    Repository repository = trial.open();
    back_up(repository, places.options());
    std::string text = read_file(places.folder / "manifest.json");
    const std::string name = ".ogp/config.yaml";
    text.replace(text.find(name), name.size(), "../../etc/passwd");
    write_file(places.folder / "manifest.json", text);
    CHECK(fault_of([&] { places.check(places.options()); }) == Fault::Integrity);
}

TEST_CASE("a backup brought up to date copies new files alone and drops those that are gone", "[backup]")
{
    const TrialRepository trial;
    const Places places;
    Repository repository = trial.open();
    const store::Blobs blobs(repository.data_folder() / "blobs");
    blobs.put("first");
    back_up(repository, places.options());
    const Hash second = blobs.put("second");
    CHECK(back_up(repository, places.options()).json["blobs_copied"] == Json(std::int64_t{1}));
    fs::remove(blobs.path(second));
    CHECK(back_up(repository, places.options()).json["blobs_copied"] == Json(std::int64_t{0}));
    CHECK_FALSE(store::Blobs(places.folder / ".ogp" / "blobs").has(second));
    CHECK(places.check(places.options()).empty());
}

TEST_CASE("ballot boxes are copied without their keys, which go with the other keys and vanish with them", "[backup]")
{
    const TrialRepository trial;
    const Places places;
    Repository repository = trial.open();
    const CaseUid round = CaseUid::from_hex("00112233445566778899aabbccddeeff").value();
    store::BallotBox::create(repository.data_folder(), round);
    {
        store::BallotBox filled(repository.data_folder(), round, store::Access::Write);
        filled.add_voter("01001", {"vake", "f", "25-34"});
        filled.open();
        filled.put("01001", store::Channel::Internet, "secret-choice");
    }
    back_up(repository, places.options());
    const fs::path box = fs::path("ballots") / (round.hex() + ".db");
    const fs::path key = fs::path("ballots") / (round.hex() + ".key");
    CHECK(fs::exists(places.folder / ".ogp" / box));
    CHECK_FALSE(fs::exists(places.folder / ".ogp" / key));
    CHECK(fs::exists(places.keys / ".ogp" / key));
    CHECK(places.check(places.options()).empty());
    // No part of the key, and nothing that it opens, is in any file of the backup; the folder of keys is the control.
    const std::string bytes = read_file(repository.data_folder() / key);
    for (std::size_t part = 0; part + 32 <= bytes.size(); part += 32) {
        CHECK(files_with(places.folder, bytes.substr(part, 32)) == 0);
        CHECK(files_with(places.keys, bytes.substr(part, 32)) == 1);
    }
    CHECK(files_with(places.folder, "secret-choice") == 0);
    CHECK(files_with(places.folder, "25-34") == 1);
    CHECK(store::BallotBox(places.restore() / ".ogp", round, store::Access::Read).state() == store::BoxState::Open);

    fs::remove(repository.data_folder() / key);
    back_up(repository, places.options());
    CHECK_FALSE(fs::exists(places.keys / ".ogp" / key));
}

TEST_CASE("a restored log that lacks what was signed since is noticed", "[backup]")
{
    const TrialRepository trial;
    const Places places;
    Repository repository = trial.open();
    open_plan(repository, "p1");
    back_up(repository, places.options());
    open_plan(repository, "p2");
    const std::string newer = newest_checkpoint(repository).note;
    CHECK_FALSE(places.check(places.options(), newer).empty());

    const fs::path restored = places.restore();
    {
        const Repository back = open(restored);
        CHECK(fault_of([&] { audit(back, newer, "newer"); }) == Fault::Integrity);
    }
    // Where the old repository's own note was saved, it will not write: that would fork history.
    fs::copy_file(trial.folder() / ".ogp" / "checkpoint", restored / ".ogp" / "checkpoint", fs::copy_options::overwrite_existing);
    Repository back = open(restored);
    CHECK(fault_of([&] { open_plan(back, "p3"); }) == Fault::Integrity);
}

TEST_CASE("a backup made while others write is one moment of the log", "[backup]")
{
    const TrialRepository trial;
    const Places places;
    std::atomic<bool> done = false;
    std::thread writer([&] {
        for (int i = 0; !done; ++i) {
            Repository repository = trial.open();
            open_plan(repository, "p" + std::to_string(i));
        }
    });
    std::size_t wrong = 0;
    for (int round = 0; round < 3; ++round) {
        const Repository repository = trial.open();
        back_up(repository, places.options());
        wrong += places.check(places.options()).size();
    }
    done = true;
    writer.join();
    CHECK(wrong == 0);
}

TEST_CASE("keys do not lie in the backup, nor the backup in the repository", "[backup]")
{
    const TrialRepository trial;
    const Places places;
    const Repository repository = trial.open();
    CHECK(fault_of([&] { back_up(repository, {places.folder, places.folder / "keys"}); }) == Fault::Usage);
    CHECK(fault_of([&] { back_up(repository, {places.root / "a" / "b", places.root / "a"}); }) == Fault::Usage);
    CHECK(fault_of([&] { back_up(repository, {trial.folder() / ".ogp" / "backup", {}}); }) == Fault::Usage);
    CHECK(fault_of([&] { back_up(repository, {trial.folder(), {}}); }) == Fault::Usage);
}

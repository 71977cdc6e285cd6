// The key of an authority changes, and something comes between.
#include "app/log_key_trial.hpp"
#include "app/memory_log.hpp"
#include "app/sync/shared_log.hpp"
#include "app/trust/backup.hpp"
#include "ledger/log_keys.hpp"
#include "store/verifier.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>

using namespace ogp;
using namespace ogp::app;

namespace fs = std::filesystem;

TEST_CASE("cut at any step, a change of the key leaves a repository that signs", "[log_key]")
{
    TrialCity city;
    const fs::path place = replica_key_place(city.open({}));
    const fs::path waiting = next_key_place(city.open({}));
    // The new key was made, and nothing else.
    make_key(waiting, {});
    const auto made = read_key(waiting).public_key();
    city.request("with the old one");
    CHECK(rotate(city).new_key == made);
    // The log has it, the file has not taken its place.
    const std::string old_text = read_file(place);
    const KeyRotation rotated = rotate(city);
    fs::rename(place, waiting);
    write_file(place, old_text, FileMode::Private);
    city.restart();
    city.request("with the new one");
    CHECK(read_key(replica_key_file(city.open({}))).public_key() == rotated.new_key);
    const KeyRotation finished = rotate(city);
    CHECK(finished.new_key == rotated.new_key);
    CHECK(finished.old_key == rotated.old_key);
    CHECK_FALSE(fs::exists(waiting));
    CHECK(read_key(place).public_key() == rotated.new_key);
    Repository repository = city.open("admin");
    CHECK(repository.store().log_keys().handovers().size() == 2);
    CHECK(findings_of(repository).empty());
}

namespace {

enum class Plant { None, WrongOrder };

/// The new key takes its place before the log knows it.
void rotate_in_wrong_order(const TrialCity& city)
{
    const fs::path place = replica_key_place(city.open({}));
    const fs::path next = next_key_place(city.open({}));
    const std::string older = read_file(place);
    fs::remove(next);
    make_key(next, {});
    const std::string newer = read_file(next);
    fs::rename(next, place);
    ::usleep(2'000);
    write_file(next, newer, FileMode::Private);
    write_file(place, older, FileMode::Private);
    rotate(city);
}

/// How often the repository could not sign after it was killed while its key changed.
int dumb_after(int kills, unsigned seed, Plant plant)
{
    TrialCity city;
    city.close();
    // Killed within two changes' time, however long one takes here: some are cut short and some are not.
    const auto started = std::chrono::steady_clock::now();
    rotate(city);
    const auto usual = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - started).count();
    std::mt19937 random(seed);
    int dumb = 0;
    for (int i = 0; i < kills; ++i) {
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            try {
                for (;;)
                    plant == Plant::None ? static_cast<void>(rotate(city)) : rotate_in_wrong_order(city);
            } catch (...) {
            }
            ::_exit(1);
        }
        ::usleep(static_cast<useconds_t>(1'000 + random() % static_cast<unsigned>(2 * usual + 10'000)));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        // One that could not sign any more has ended by itself.
        if (!WIFSIGNALED(status)) {
            ++dumb;
            break;
        }
        try {
            city.request("after kill " + std::to_string(i));
        } catch (const Error&) {
            ++dumb;
            break;
        }
    }
    if (dumb == 0) {
        Repository repository = city.open("admin");
        CHECK(findings_of(repository) == std::vector<std::string>());
        CHECK(check_repository(repository, store::Signatures::All).findings.empty());
        CHECK(repository.store().log_keys().handovers().size() > 1); // more than the one that was timed
    }
    return dumb;
}

} // namespace

TEST_CASE("killed while its key changes, a repository always signs", "[log_key]")
{
    const char* wanted = std::getenv("OGP_SOAK");
    CHECK(dumb_after(wanted == nullptr ? 25 : std::max(25, std::atoi(wanted)), 1, Plant::None) == 0);
}

TEST_CASE("the harness that kills finds a change of key in the wrong order", "[log_key]")
{
    int dumb = 0;
    for (unsigned seed = 1; seed < 12 && dumb == 0; ++seed)
        dumb = dumb_after(20, seed, Plant::WrongOrder);
    CHECK(dumb > 0);
}

TEST_CASE("a key with a passphrase is followed by one with the same", "[log_key]")
{
    TrialCity city;
    const fs::path place = replica_key_place(city.open({}));
    const TrialFolder secrets("secrets");
    make_folders(secrets.path());
    write_file(secrets.path() / "word", "nine mountains\n", FileMode::Private);
    make_key(next_key_place(city.open({})), {}); // left by a call that was cut, before there was a passphrase
    const auto bare = read_key(next_key_place(city.open({}))).public_key();
    protect_key(place, secrets.path() / "word");
    CHECK(fault_of([&] { rotate(city); }) == Fault::Forbidden);
    CHECK_FALSE(fs::exists(next_key_place(city.open({}))));
    ::setenv("OGP_PASSPHRASE_FILE", (secrets.path() / "word").c_str(), 1);
    const KeyRotation rotated = rotate(city);
    CHECK(rotated.new_key != bare);
    CHECK(describe_key(city.open({})).json["protected"].as_boolean());
    CHECK(read_key(place).public_key() == rotated.new_key);
    city.restart();
    city.request("signed by a protected key");
    ::unsetenv("OGP_PASSPHRASE_FILE");
    Repository repository = city.open("admin");
    CHECK(findings_of(repository).empty());
}

TEST_CASE("backups of before and after a change of key are whole, and their logs fit together", "[log_key]")
{
    TrialCity city;
    city.request("before");
    const TrialFolder older("older");
    const TrialFolder newer("newer");
    const BackupOptions first{older.path() / "log", older.path() / "keys"};
    const BackupOptions second{newer.path() / "log", newer.path() / "keys"};
    for (const TrialFolder* folder : {&older, &newer})
        make_folders(folder->path());
    back_up(city.open("admin"), first);
    const std::string note = note_of(city);
    rotate(city);
    city.request("after");
    back_up(city.open("admin"), second);
    const Clock clock{city.now, ClockSource::System};
    CHECK(verify_backup(first, {}, "from", clock).findings.empty());
    CHECK(verify_backup(second, note, "from", clock).findings.empty());
    CHECK(verify_backup(first, note, "from", clock).findings.empty());
}

TEST_CASE("shared log: a second machine takes the change over, and signs once it is given the key", "[log_key]")
{
    store::set_shared_log_factory(&MemoryLog::open);
    {
        TrialCity city;
        const TrialFolder second("second");
        {
            Repository repository = city.open("admin");
            move_to_shared(repository, "memory:" + to_hex(random_bytes(8)));
        }
        fs::copy(city.folder(), second.path(), fs::copy_options::recursive);
        const fs::path keys = second.path() / ".ogp" / "keys.db";
        for (const char* suffix : {"", "-wal", "-shm"})
            fs::remove(keys.string() + suffix);
        fs::create_symlink(city.folder() / ".ogp" / "keys.db", keys);
        city.request("before");
        const KeyRotation rotated = rotate(city);
        city.request("after");
        const auto there = [&] {
            return Repository({.folder = second.path(), .access = store::Access::Write, .actor = {}, .role = "citizen", .clock = {city.now, ClockSource::System}});
        };
        const auto request = [&] {
            Repository repository = there();
            Change change(repository);
            change.open("foi", Json::object({{"subject", "there"}, {"body", "please"}, {"applicant", Json::object({{"name", "Ana"}})}}));
            change.commit();
        };
        try {
            request();
            FAIL("signed");
        } catch (const Error& error) {
            CHECK(error.fault() == Fault::Integrity);
            CHECK(error.hint().en.find("ogp key rotate") != std::string::npos);
        }
        CHECK(there().store().identity().key == rotated.new_key);
        fs::copy_file(replica_key_place(city.open({})), second.path() / ".ogp" / "keys" / "replica.key", fs::copy_options::overwrite_existing);
        request();
        Repository one = city.open("admin");
        one.store().begin();
        Repository other = there();
        CHECK(one.store().head().root == other.store().head().root);
        CHECK(one.store().log_keys().notes() == other.store().log_keys().notes());
        CHECK(findings_of(one).empty());
        CHECK(findings_of(other).empty());
    }
    store::set_shared_log_factory(nullptr);
}

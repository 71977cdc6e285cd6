#include "app/trust/keys.hpp"

#include "app/trial_repository.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "fault_of.hpp"
#include "ledger/note.hpp"

#include <catch2/catch.hpp>

#include <sys/stat.h>

#include <cstdlib>
#include <string>

using namespace ogp;
using namespace ogp::app;

namespace {

unsigned mode_of(const std::filesystem::path& path)
{
    struct stat status = {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_mode & 0777U;
}

/// The variable for the length of a test.
struct PassphraseVariable
{
    explicit PassphraseVariable(const std::filesystem::path& file) { ::setenv("OGP_PASSPHRASE_FILE", file.c_str(), 1); }
    ~PassphraseVariable() { ::unsetenv("OGP_PASSPHRASE_FILE"); }
};

} // namespace

TEST_CASE("a new key is nobody else's to read, and is never overwritten", "[keys]")
{
    const TrialRepository trial;
    const auto file = trial.folder() / "mine" / "witness.key";
    CHECK(make_key(file, {}) == file);
    CHECK(mode_of(file) == 0600);
    CHECK(mode_of(file.parent_path()) == 0700);
    CHECK(read_key(file).public_key().hex() == describe_key(file).json.text("public"));
    CHECK(fault_of([&] { make_key(file, {}); }) == Fault::Conflict);
    const auto named = make_key(trial.folder() / "mine" / "", {});
    CHECK(named.filename().string() == describe_key(named).json.text("public").substr(0, 16) + ".key");

    ::chmod(file.c_str(), 0640);
    CHECK(fault_of([&] { read_key(file); }) == Fault::Forbidden);
    CHECK(fault_of([&] { describe_key(file); }) == Fault::Forbidden);
}

TEST_CASE("a witness's verifier key is of its own kind", "[keys]")
{
    const TrialRepository trial;
    const auto file = make_key(trial.folder() / "witness.key", {});
    const std::string word = describe_key(file, "ngo.example/w1").json.text("verifier_key");
    const auto key = ledger::parse_verifier_key(word, ledger::KeyKind::Witness);
    REQUIRE(key);
    CHECK(key->key == read_key(file).public_key());
    CHECK(describe_key(file).json["verifier_key"].is_null());
}

TEST_CASE("a repository whose key has a passphrase signs where the variable names it", "[keys]")
{
    const TrialRepository trial;
    const auto passphrase = trial.folder() / "passphrase";
    write_file(passphrase, "ცხრა მთას იქით\nsecond line\n", FileMode::Private);
    const auto key_file = replica_key_file(trial.open());
    const std::string before = read_key(key_file).seed();
    protect_key(key_file, passphrase);
    CHECK(mode_of(key_file) == 0600);
    {
        const Repository repository = trial.open();
        CHECK(describe_key(repository).json["protected"].as_boolean());
        CHECK(fault_of([&] { repository.sign("text\n"); }) == Fault::Forbidden);
    }
    {
        const PassphraseVariable variable(passphrase);
        const Repository repository = trial.open();
        CHECK_FALSE(repository.sign("text\n").empty());
        CHECK(read_key(key_file).seed() == before);
    }
    const auto wrong = trial.folder() / "wrong";
    write_file(wrong, "another\n", FileMode::Private);
    CHECK(fault_of([&] { read_key(key_file, wrong); }) == Fault::Forbidden);
    write_file(wrong, "\n", FileMode::Private);
    CHECK(fault_of([&] { read_key(key_file, wrong); }) == Fault::Invalid);
}

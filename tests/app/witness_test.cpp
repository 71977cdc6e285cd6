#include "app/trust/witness.hpp"

#include "app/trial_city.hpp"
#include "app/trust/consistency.hpp"
#include "app/trust/key_rotation.hpp"
#include "app/trust/keys.hpp"
#include "app/trust/proofs.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "ledger/consistency.hpp"
#include "ledger/cosignature.hpp"
#include "ledger/merkle.hpp"
#include "sync/wire.hpp"

#include <catch2/catch.hpp>

#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <vector>

using namespace ogp;
using namespace ogp::app;

namespace {

const ledger::SecretKey log_secret = ledger::SecretKey::from_seed(std::string(32, 'l'));
const ledger::SecretKey witness_secret = ledger::SecretKey::from_seed(std::string(32, 'w'));
const ledger::VerifierKey witness{"ngo.example/w1", witness_secret.public_key()};
const RepositoryId repository = RepositoryId::from_hex("0123456789abcdef0123456789abcdef").value();
const ReplicaId authority = ReplicaId::from_hex("f0e1d2c3b4a5968778695a4b3c2d1e0f").value();

/// An authority that keeps a log of words, and may lie.
class FakeAuthority final : public sync::Transport
{
public:
    std::vector<Hash> leaves;
    std::vector<std::string> handed_in;
    bool keep = true;

    void grow(std::size_t count, const std::string& words = "leaf ")
    {
        for (std::size_t i = 0; i < count; ++i)
            leaves.push_back(ledger::leaf_hash(words + std::to_string(leaves.size())));
    }

    std::string note() const
    {
        const ledger::Checkpoint checkpoint{ledger::origin(repository), leaves.size(), ledger::tree_root(leaves)};
        std::string signed_note = ledger::sign_note(checkpoint.text(), ledger::signer_name(repository, authority), log_secret);
        for (const std::string& body : handed_in) {
            const ledger::Note cosigned = ledger::parse_note(body);
            if (cosigned.text == checkpoint.text())
                signed_note = ledger::with_signature(signed_note, ledger::signature_line(cosigned.signatures.front()));
        }
        return signed_note;
    }

    sync::Response send(const sync::Request& request) override
    {
        sync::Response response{.status = 200};
        if (request.target == "/v1/checkpoint") {
            response.body = note();
        } else if (request.target == "/v1/info") {
            sync::Info info;
            info.repository = repository;
            info.authority = authority;
            info.key = log_secret.public_key();
            info.time_zone = "Asia/Tbilisi";
            response.body = sync::write_info(info);
        } else if (request.target.starts_with("/v1/consistency?from=")) {
            const auto from = static_cast<std::uint64_t>(to_integer(request.target.substr(21)).value());
            const auto path = ledger::consistency_proof(from, leaves.size(), [&](ledger::NodeKey key) {
                const std::uint64_t width = std::uint64_t{1} << key.level;
                return ledger::tree_root(std::span(leaves).subspan(key.index * width, width));
            });
            response.body = ledger::ConsistencyProof{from, path, note()}.text();
        } else if (request.target == "/v1/cosignature" && request.method == "POST") {
            if (keep)
                handed_in.push_back(request.body);
            else
                response.status = 403;
        } else {
            response.status = 404;
        }
        return response;
    }
};

struct Folder
{
    std::filesystem::path path = std::filesystem::temp_directory_path() / ("ogp-witness-" + to_hex(random_bytes(8)));
    Folder() { make_folders(path); }
    ~Folder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    WitnessOptions options() const
    {
        return {.name = witness.name, .key = witness_secret, .state = path / "state", .now = Instant::from_milliseconds(1'700'000'000'000)};
    }
};

Fault fault_of(sync::Transport& transport, const WitnessOptions& options)
{
    try {
        witness_once(transport, options);
    } catch (const Error& error) {
        return error.fault();
    }
    FAIL("signed");
    return Fault::Internal;
}

std::size_t files_in(const std::filesystem::path& folder, const std::string& word)
{
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        count += entry.path().filename().string().find(word) != std::string::npos ? 1U : 0U;
    return count;
}

} // namespace

TEST_CASE("a witness signs what it sees first, and then what continues it", "[witness]")
{
    const Folder folder;
    FakeAuthority log;
    log.grow(5);
    WitnessReport report = witness_once(log, folder.options());
    CHECK(report.json["first"].as_boolean());
    CHECK(report.json["signed"].as_boolean());
    REQUIRE(log.handed_in.size() == 1);
    CHECK(ledger::cosigned_at(ledger::parse_note(log.handed_in[0]), witness) == 1'700'000'000);

    report = witness_once(log, folder.options());
    CHECK_FALSE(report.json["signed"].as_boolean());
    CHECK(log.handed_in.size() == 1);

    log.grow(300);
    report = witness_once(log, folder.options());
    CHECK(report.json["from_size"] == Json(std::int64_t{5}));
    CHECK(report.json["size"] == Json(std::int64_t{305}));
    REQUIRE(log.handed_in.size() == 2);
    CHECK(ledger::cosigned_at(ledger::parse_note(log.note()), witness));
}

TEST_CASE("a log that was written anew is not signed, and what proves it is kept", "[witness]")
{
    const Folder folder;
    FakeAuthority log;
    log.grow(5);
    witness_once(log, folder.options());
    FakeAuthority fork;
    fork.grow(4);
    fork.grow(4, "other ");
    CHECK(fault_of(fork, folder.options()) == Fault::Integrity);
    CHECK(fork.handed_in.empty());
    CHECK(files_in(folder.path, "evidence") == 1);
    const std::string evidence = read_file(folder.path / "state.evidence-5");
    CHECK(evidence.find(log.note().substr(0, log.note().find("\n\n"))) != std::string::npos);
    CHECK(evidence.find(fork.note()) != std::string::npos);
    // It stays with what it saw: the true log goes on.
    log.grow(1);
    CHECK(witness_once(log, folder.options()).json["signed"].as_boolean());
}

TEST_CASE("a log that lost its end, or has another tree of the same size, is not signed", "[witness]")
{
    const Folder folder;
    FakeAuthority log;
    log.grow(5);
    witness_once(log, folder.options());
    FakeAuthority shorter;
    shorter.grow(4);
    CHECK(fault_of(shorter, folder.options()) == Fault::Integrity);
    FakeAuthority same_size;
    same_size.grow(5, "other ");
    CHECK(fault_of(same_size, folder.options()) == Fault::Integrity);
    CHECK(shorter.handed_in.empty());
    CHECK(same_size.handed_in.empty());
}

TEST_CASE("a checkpoint by another key is not signed", "[witness]")
{
    const Folder folder;
    FakeAuthority log;
    log.grow(5);
    WitnessOptions options = folder.options();
    options.log_key = ledger::verifier_key(ledger::signer_name(repository, authority), witness_secret.public_key());
    CHECK(fault_of(log, options) == Fault::Integrity);
    options.log_key = ledger::verifier_key(ledger::signer_name(repository, authority), log_secret.public_key());
    witness_once(log, options);
    // From then on the key is the one that was seen.
    options.log_key = ledger::verifier_key(ledger::signer_name(repository, authority), witness_secret.public_key());
    CHECK(fault_of(log, options) == Fault::Integrity);
}

TEST_CASE("what was seen is written down before it is signed", "[witness]")
{
    const Folder folder;
    FakeAuthority log;
    log.grow(5);
    witness_once(log, folder.options());
    struct stat status = {};
    REQUIRE(::stat((folder.path / "state").c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);

    log.grow(1);
    log.keep = false;
    CHECK_THROWS_AS(witness_once(log, folder.options()), Error);
    FakeAuthority older;
    older.grow(5);
    CHECK(fault_of(older, folder.options()) == Fault::Integrity);
    // The signature that did not arrive is handed in the next time.
    log.keep = true;
    CHECK(witness_once(log, folder.options()).json["signed"].as_boolean());
}

TEST_CASE("a damaged state is not taken for none", "[witness]")
{
    const Folder folder;
    FakeAuthority log;
    log.grow(5);
    witness_once(log, folder.options());
    for (const char* text : {"", "garbage", "[]"}) {
        write_file(folder.path / "state", text, FileMode::Private);
        CHECK(fault_of(log, folder.options()) == Fault::Integrity);
    }
}

namespace {

/// What the server does with the routes that a witness needs.
class WitnessDoor final : public sync::Transport
{
public:
    WitnessDoor(Authority& behind, std::string token) : m_authority(behind), m_token(std::move(token)) {}

    sync::Response send(const sync::Request& request) override
    {
        const std::string consistency = "/v1/consistency?from=";
        if (request.target == "/v1/info")
            return {.status = 200, .body = sync::write_info(m_authority.info(std::nullopt))};
        if (request.target == "/v1/checkpoint")
            return {.status = 200, .body = m_authority.checkpoint().note};
        if (request.target.starts_with(consistency))
            return {.status = 200, .body = m_authority.consistency(static_cast<std::uint64_t>(to_integer(request.target.substr(consistency.size())).value()))};
        m_authority.cosign(m_authority.authenticate(m_token).value(), request.body);
        return {.status = 204};
    }

private:
    Authority& m_authority;
    std::string m_token;
};

} // namespace

TEST_CASE("an authority keeps what a witness signs, and its proofs carry it", "[witness]")
{
    const Folder folder;
    TrialCity city;
    const std::string word = ledger::verifier_key(witness.name, witness.key, ledger::KeyKind::Witness);
    const std::string token = city.token("nino", {Scope::Witness});
    {
        WitnessDoor door(city.authority(), token);
        CHECK(fault_of(door, folder.options()) == Fault::Forbidden); // nobody knows it yet
    }
    const auto config = city.folder() / ".ogp" / "config.yaml";
    write_file(config, read_file(config) + "witnesses:\n  - " + word + "\nwitnesses_required: 1\n");
    city.restart();
    WitnessDoor door(city.authority(), token);
    CHECK(witness_once(door, folder.options()).json["signed"].as_boolean());
    city.request("one more");
    CHECK(witness_once(door, folder.options()).json["signed"].as_boolean());
    CHECK_FALSE(witness_once(door, folder.options()).json["signed"].as_boolean());

    const Repository repository = city.open("admin");
    const SignedCheckpoint newest = newest_checkpoint(repository);
    CHECK(newest.json["witnessed"].as_boolean());
    const ProofTrust trust{.key = newest.json.text("key"), .witnesses = {word}, .required = 1};
    CHECK(verify_proof(prove(repository, "#0", ProofFormat::Tlog), "p", trust).json["witnesses"].size() == 1);

    // A clone takes the cosigned checkpoint over, and can be audited with it.
    TrialClone clone(city);
    clone.pull();
    const Repository copy = clone.open({});
    CHECK(audit(copy, newest.note, "note").json["consistent"].as_boolean());
    CHECK(newest_checkpoint(copy).note == newest_checkpoint(city.open("admin")).note);
}

TEST_CASE("a witness follows the key of the log from one to the next, and signs for no older one again", "[witness]")
{
    const Folder folder;
    TrialCity city;
    const std::string word = ledger::verifier_key(witness.name, witness.key, ledger::KeyKind::Witness);
    const std::string token = city.token("nino", {Scope::Witness});
    const auto config = city.folder() / ".ogp" / "config.yaml";
    write_file(config, read_file(config) + "witnesses:\n  - " + word + "\nwitnesses_required: 1\n");
    city.restart();
    WitnessDoor door(city.authority(), token);
    const std::string first_key = witness_once(door, folder.options()).json.text("key");
    const auto stolen = read_key(replica_key_place(city.open("admin")));
    const auto rotate = [&] {
        Repository authority = city.open("admin");
        rotate_log_key(authority);
    };
    // Under both keys, then under the new one alone.
    rotate();
    const WitnessReport second = witness_once(door, folder.options());
    CHECK(second.json["signed"].as_boolean());
    CHECK(second.json.text("key") != first_key);
    city.request("one more");
    CHECK(witness_once(door, folder.options()).json["signed"].as_boolean());
    // Two at once, while it was away.
    rotate();
    city.request("one more");
    rotate();
    city.request("and another one");
    CHECK(witness_once(door, folder.options()).json["signed"].as_boolean());
    CHECK_FALSE(witness_once(door, folder.options()).json["signed"].as_boolean());
    Repository authority = city.open("admin");
    CHECK(newest_checkpoint(authority).json["witnessed"].as_boolean());
    const ProofTrust trust{.key = first_key, .witnesses = {word}, .required = 1};
    CHECK(verify_proof(prove(authority, "#0", ProofFormat::Tlog), "p", trust).json["key_known"].as_boolean());
    // Another key is none that this log has had; one that it has had will do.
    WitnessOptions named = folder.options();
    named.log_key = first_key;
    CHECK_FALSE(witness_once(door, named).json["signed"].as_boolean());
    named.log_key = ledger::verifier_key(ledger::parse_verifier_key(first_key)->name, witness_secret.public_key());
    CHECK(fault_of(door, named) == Fault::Integrity);

    // Somebody has the first key and shows a longer log under it.
    class StolenDoor final : public sync::Transport
    {
    public:
        StolenDoor(WitnessDoor& behind, std::string note) : m_behind(behind), m_note(std::move(note)) {}
        sync::Response send(const sync::Request& request) override
        {
            return request.target == "/v1/checkpoint" ? sync::Response{.status = 200, .body = m_note} : m_behind.send(request);
        }

    private:
        WitnessDoor& m_behind;
        std::string m_note;
    };
    const ledger::Checkpoint forged{ledger::origin(authority.store().identity().repository), 1'000, Hash()};
    StolenDoor forger(door, ledger::sign_note(forged.text(), log_key(authority.store()).name, stolen));
    CHECK(fault_of(forger, folder.options()) == Fault::Integrity);
}

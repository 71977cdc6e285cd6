#include "app/trust/key_rotation.hpp"

#include "app/trial_city.hpp"
#include "app/trust/keys.hpp"
#include "app/trust/proofs.hpp"
#include "base/error.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>

using namespace ogp;
using namespace ogp::app;

namespace {

KeyRotation rotate(TrialClone& clone)
{
    Repository repository = clone.open({});
    sync::Client client(clone.transport());
    return rotate_key(repository, client);
}

/// Nobody answers.
class Silence final : public sync::Transport
{
public:
    sync::Response send(const sync::Request&) override { throw Error(Fault::Remote, {"არავინ პასუხობს", "nobody answers"}); }
};

} // namespace

TEST_CASE("a clone signs with its new key, and what the old one signed stays good", "[key_rotation]")
{
    TrialCity city;
    TrialClone clone(city);
    clone.pull();
    const CaseUid first = clone.request("by the old key");
    clone.sync();
    const KeyRotation rotated = rotate(clone);
    CHECK(rotated.old_key != rotated.new_key);
    CHECK(clone.open({}).store().identity().key == rotated.new_key);
    const CaseUid second = clone.request("by the new key");
    CHECK(clone.sync().applied == 1);
    for (TrialPlace* place : {static_cast<TrialPlace*>(&city), static_cast<TrialPlace*>(&clone)}) {
        Repository repository = place->open("admin");
        CHECK(findings_of(repository).empty());
        for (const CaseUid& uid : {first, second})
            CHECK(verify_proof(prove(repository, uid.hex()), "p", {}).json["events"].size() >= 1);
        const std::string proof = prove(repository, second.hex());
        CHECK(proof.starts_with("ogp/proof@v2\n"));
        CHECK(proof.find(to_base64(std::string(1, '\1') + std::string(reinterpret_cast<const char*>(rotated.new_key.bytes.data()), 32))) !=
              std::string::npos);
    }
}

TEST_CASE("a rotation that was cut goes on with the same key", "[key_rotation]")
{
    TrialCity city;
    TrialClone clone(city);
    clone.pull();
    {
        Repository repository = clone.open({});
        sync::Client silent(std::make_unique<Silence>());
        CHECK_THROWS_AS(rotate_key(repository, silent), Error);
        // It still signs with the old one.
        CHECK_FALSE(repository.sign("text\n").empty());
    }
    const auto waiting = clone.folder() / ".ogp" / "keys" / "replica.key.new";
    const auto made = read_key(waiting).public_key();
    CHECK(rotate(clone).new_key == made);
    CHECK_FALSE(std::filesystem::exists(waiting));

    // Cut between the two last steps: the store knows the new key, its file has not taken its place.
    const KeyRotation next = rotate(clone);
    std::filesystem::copy_file(replica_key_file(clone.open({})), waiting);
    CHECK(rotate(clone).new_key == next.new_key);
    clone.request("after all that");
    CHECK(clone.sync().applied == 1);
}

TEST_CASE("events that wait are handed in before the key changes", "[key_rotation]")
{
    TrialCity city;
    TrialClone clone(city);
    clone.pull();
    clone.request("waits");
    try {
        rotate(clone);
        FAIL("rotated");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::Conflict);
    }
}

TEST_CASE("a clone whose key file has not taken its place yet signs with it all the same", "[key_rotation]")
{
    TrialCity city;
    TrialClone clone(city);
    clone.pull();
    const KeyRotation rotated = rotate(clone);
    const auto keys = clone.folder() / ".ogp" / "keys";
    std::filesystem::rename(keys / "replica.key", keys / "replica.key.new");
    make_key(keys / "replica.key", {});
    CHECK(replica_key_file(clone.open({})) == keys / "replica.key.new");
    clone.request("signed by the one that waits");
    CHECK(clone.sync().applied == 1);
    CHECK(rotate(clone).new_key == rotated.new_key);
    CHECK_FALSE(std::filesystem::exists(keys / "replica.key.new"));
}

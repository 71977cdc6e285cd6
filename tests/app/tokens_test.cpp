#include "app/trust/tokens.hpp"

#include "app/trial_repository.hpp"
#include "app/trust/actors.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::app;

TEST_CASE("tokens: the sum is CRC-32, and a token with another one is none")
{
    CHECK(crc32("123456789") == 0xcbf43926U);
    const std::string text = new_token_text();
    CHECK(text.starts_with("ogp_pat_"));
    CHECK(text.size() == 80);
    REQUIRE(token_hash(text));
    CHECK(*token_hash(text) == sha256(text));
    CHECK(new_token_text() != text);
    for (std::size_t i = 8; i < text.size(); ++i) {
        std::string wrong = text;
        wrong[i] = wrong[i] == '0' ? '1' : '0';
        CHECK_FALSE(token_hash(wrong));
    }
    CHECK_FALSE(token_hash(text + "0"));
    CHECK_FALSE(token_hash("ogp_pat_"));
    CHECK_FALSE(token_hash(text.substr(8)));
}

TEST_CASE("tokens: scopes are words with commas")
{
    CHECK(scopes_from("push, pull") == Scopes{Scope::Pull, Scope::Push});
    CHECK(to_text(scopes_from("push,pull")) == "pull,push");
    CHECK_THROWS_AS(scopes_from("pusch"), Error);
    CHECK_THROWS_AS(scopes_from(""), Error);
}

TEST_CASE("tokens: made for a known actor, for at most 90 days, and kept as a hash alone")
{
    TrialRepository trial;
    Repository repository = trial.open();
    CHECK_THROWS_AS(new_token(repository, {"nobody", {Scope::Pull}}, DryRun::No), Error);
    for (const char* term : {"", "d", "90", "91d", "0d", "-1d", "2161h", "1y"})
        CHECK_THROWS_AS(new_token(repository, {"nino", {Scope::Pull}, term}, DryRun::No), Error);
    CHECK_NOTHROW(new_token(repository, {"nino", {Scope::Pull}, "2160h"}, DryRun::Yes));
    CHECK(repository.store().tokens().empty());
    const NewToken token = new_token(repository, {"nino", {Scope::Pull, Scope::Push}, "12h"}, DryRun::No);
    REQUIRE(repository.store().tokens().size() == 1);
    CHECK(repository.store().tokens()[0].hash == sha256(token.text));
    CHECK(token.expires.milliseconds() - TrialRepository::clock().now.milliseconds() == 12 * 3'600'000);
    CHECK(list_tokens(repository).rows.size() == 1);
    CHECK_THROWS_AS(revoke_token(repository, "ffffffffffff", DryRun::No), Error);
    revoke_token(repository, token.id, DryRun::No);
    CHECK(repository.store().tokens()[0].revoked);

    Repository auditor = trial.open("auditor");
    CHECK_THROWS_AS(new_token(auditor, {"nino", {Scope::Pull}}, DryRun::No), Error);
}

TEST_CASE("actors: granted, revoked, and never without an administrator")
{
    TrialRepository trial;
    Repository repository = trial.open();
    const std::uint64_t before = repository.store().head().size;
    add_actor(repository, "giorgi", {"coordinator", "auditor"}, DryRun::No);
    CHECK(repository.store().head().size == before + 2);
    CHECK(repository.store().actor("giorgi")->roles == std::vector<std::string>{"auditor", "coordinator"});
    CHECK_THROWS_AS(add_actor(repository, "giorgi", {"auditor"}, DryRun::No), Error);
    CHECK_THROWS_AS(add_actor(repository, "G", {"auditor"}, DryRun::No), Error);
    CHECK_THROWS_AS(add_actor(repository, "nana", {"auditr"}, DryRun::No), Error);
    grant_role(repository, "giorgi", "auditor", DryRun::No);
    CHECK(repository.store().head().size == before + 2);
    revoke(repository, {"giorgi", "auditor"}, DryRun::No);
    CHECK(repository.store().actor("giorgi")->roles == std::vector<std::string>{"coordinator"});
    CHECK_THROWS_AS(revoke(repository, {"giorgi", "auditor"}, DryRun::No), Error);
    revoke(repository, {"giorgi"}, DryRun::No);
    CHECK_FALSE(repository.store().actor("giorgi"));
    CHECK_THROWS_AS(revoke(repository, {"nino"}, DryRun::No), Error);
    CHECK_THROWS_AS(revoke(repository, {"nino", "admin"}, DryRun::No), Error);
    CHECK_THROWS_AS(revoke(repository, {"nino", {}, repository.store().identity().key.hex()}, DryRun::No), Error);
    // Another admin cannot sign here: the key that signs stays.
    add_actor(repository, "nana", {"admin"}, DryRun::No);
    CHECK_THROWS_AS(revoke(repository, {"nino"}, DryRun::No), Error);
}

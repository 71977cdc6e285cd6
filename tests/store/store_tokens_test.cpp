#include "store/sample_sync.hpp"
#include "store/tokens.hpp"

#include <catch2/catch.hpp>

using namespace ogp;
using namespace ogp::store;
using namespace ogp::store::sample;

TEST_CASE("a token is found by its hash, used, and revoked once")
{
    const Town town;
    Store store(town.authority());
    const TokenRow first{sha256("one"), "gia", "pull,push", at(1), at(100)};
    const TokenRow second{sha256("two"), "nino", "admin", at(2)};
    store.add_token(second);
    store.add_token(first);
    CHECK(store.tokens() == std::vector<TokenRow>{first, second});
    CHECK(store.find_token(first.hash) == first);
    CHECK_FALSE(store.find_token(sha256("three")));
    store.mark_token_used(first.hash, at(5));
    CHECK(store.find_token(first.hash)->last_used == at(5));
    CHECK(store.revoke_token(first.hash, at(6)));
    CHECK_FALSE(store.revoke_token(first.hash, at(7)));
    CHECK_FALSE(store.revoke_token(sha256("three"), at(7)));
    CHECK(Store(town.authority()).find_token(first.hash)->revoked == at(6));
    // They are none of the projection's.
    store.rebuild();
    CHECK(store.tokens().size() == 2);
    CHECK(findings_in(town.authority()).empty());
    raw(town.authority()).exec("UPDATE token SET scopes = 'admin', revoked = 0 WHERE actor = 'gia'");
    CHECK_THROWS_AS(store.find_token(first.hash), Error);
    CHECK(findings_in(town.authority()) == std::vector<std::string>{"token_damaged token " + first.hash.hex().substr(0, 16)});
}

TEST_CASE("the last thing that a replica has said of itself is kept")
{
    const Town town;
    Store store(town.authority());
    store.write_replica_ack({replica_id('q'), 1, 5, at(1)});
    store.write_replica_ack({replica_id('p'), 1, 5, at(1)});
    store.write_replica_ack({replica_id('p'), 3, 7, at(2)});
    CHECK(store.replica_acks() == std::vector<ReplicaAck>{{replica_id('p'), 3, 7, at(2)}, {replica_id('q'), 1, 5, at(1)}});
    CHECK(findings_in(town.authority()).empty());
    raw(town.authority()).exec("UPDATE replica_ack SET seen = 9");
    CHECK(findings_in(town.authority()).size() == 2);
}

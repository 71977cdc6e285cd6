#include "ledger/consistency.hpp"

#include "base/error.hpp"
#include "ledger/cosignature.hpp"
#include "ledger/small_log.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace ogp;
using namespace ogp::ledger;

namespace {

std::vector<Hash> leaves_of(std::uint64_t size, const std::string& words)
{
    std::vector<Hash> leaves;
    for (std::uint64_t i = 0; i < size; ++i)
        leaves.push_back(leaf_hash(words + std::to_string(i)));
    return leaves;
}

std::vector<Hash> path_between(std::uint64_t older, const std::vector<Hash>& leaves)
{
    return consistency_proof(older, leaves.size(), [&](NodeKey key) {
        const std::uint64_t width = std::uint64_t{1} << key.level;
        return tree_root(std::span(leaves).subspan(key.index * width, width));
    });
}

Checkpoint at(std::uint64_t size, const std::vector<Hash>& leaves)
{
    return {"ogp/x", size, tree_root(std::span(leaves).first(size))};
}

} // namespace

TEST_CASE("a proof of consistency is read as it was written", "[consistency]")
{
    const auto leaves = leaves_of(21, "leaf ");
    for (const std::uint64_t from : {0U, 1U, 8U, 13U, 21U}) {
        const ConsistencyProof proof{from, path_between(from, leaves), SmallLog().checkpoint};
        const std::string text = proof.text();
        CHECK(text.starts_with("old " + std::to_string(from) + "\n"));
        const ConsistencyProof read = ConsistencyProof::parse(text);
        CHECK(read.text() == text);
        CHECK(read.note == SmallLog().checkpoint);
        CHECK_NOTHROW(check_continues(at(from, leaves), at(21, leaves), read.path));
    }
}

TEST_CASE("a log that does not continue the older one is refused", "[consistency]")
{
    const auto leaves = leaves_of(21, "leaf ");
    const auto others = leaves_of(21, "other ");
    const auto path = path_between(13, leaves);
    CHECK_THROWS_AS(check_continues(at(13, others), at(21, leaves), path), Error);
    CHECK_THROWS_AS(check_continues(at(13, leaves), at(21, others), path_between(13, others)), Error);
    CHECK_THROWS_AS(check_continues(at(13, leaves), at(12, leaves), {}), Error);
    CHECK_THROWS_AS(check_continues(at(13, leaves), at(13, others), {}), Error);
    CHECK_THROWS_AS(check_continues(at(13, leaves), at(21, leaves), {}), Error);
    Checkpoint elsewhere = at(21, leaves);
    elsewhere.origin = "ogp/y";
    CHECK_THROWS_AS(check_continues(at(13, leaves), elsewhere, path), Error);
}

TEST_CASE("what is no proof of consistency is refused with its line", "[consistency]")
{
    for (const std::string text : {"", "old", "old -1\n\nx", "old 01\n\nx", "old 1\ngarbage\n\nx", "new 1\n\nx", "old 1\n"})
        CHECK_THROWS_AS(ConsistencyProof::parse(text), Error);
    std::string many = "old 1\n";
    for (int i = 0; i < 65; ++i)
        many += "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
    CHECK_THROWS_AS(ConsistencyProof::parse(many + "\nx"), Error);
}

TEST_CASE("a checkpoint is the log's with its signature alone", "[consistency]")
{
    const SmallLog log;
    const VerifierKey key{signer_name(repository, replica), log.key.public_key()};
    const SecretKey witness = SecretKey::from_seed(std::string(32, 'w'));
    const std::string both = with_signature(log.checkpoint, cosignature_line(parse_note(log.checkpoint).text, "w", witness, 1));
    CHECK(signed_checkpoint(both, key).size == 6);
    CHECK_THROWS_AS(signed_checkpoint(log.checkpoint, {key.name, witness.public_key()}), Error);
    CHECK_THROWS_AS(signed_checkpoint("garbage", key), Error);
}

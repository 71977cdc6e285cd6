#include "ledger/merkle.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <bit>
#include <map>

using namespace ogp;
using namespace ogp::ledger;

namespace {

Hash hash(const char* hex)
{
    return Hash::from_hex(hex).value();
}

std::vector<Hash> hashes(std::initializer_list<const char*> list)
{
    std::vector<Hash> result;
    for (const char* hex : list) {
        result.push_back(hash(hex));
    }
    return result;
}

/// RFC 6962 section 2.1 word for word: what everything else is held against.
Hash slow_root(std::span<const Hash> leaves)
{
    if (leaves.empty()) {
        return sha256("");
    }
    if (leaves.size() == 1) {
        return leaves[0];
    }
    const std::size_t k = std::bit_floor(leaves.size() - 1);
    return node_hash(slow_root(leaves.first(k)), slow_root(leaves.subspan(k)));
}

struct Tree
{
    std::vector<Hash> leaves;
    std::map<NodeKey, Hash> complete;

    void append(const Hash& leaf)
    {
        complete[{0, leaves.size()}] = leaf;
        leaves.push_back(leaf);
        m_frontier.append(leaf, [&](NodeKey key, const Hash& node) { REQUIRE(complete.emplace(key, node).second); });
    }
    const Frontier& frontier() const { return m_frontier; }
    /// Throws where a node is asked for that is not complete.
    NodeSource nodes() const
    {
        return [this](NodeKey key) { return complete.at(key); };
    }
    std::span<const Hash> first(std::uint64_t size) const { return std::span(leaves).first(size); }

private:
    Frontier m_frontier;
};

Tree tree_of(std::uint64_t size)
{
    Tree tree;
    for (std::uint64_t i = 0; i < size; ++i) {
        tree.append(leaf_hash("leaf " + std::to_string(i)));
    }
    return tree;
}

/// The inputs of the Certificate Transparency tests.
Tree transparency_tree()
{
    Tree tree;
    for (const char* hex : {"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"}) {
        tree.append(leaf_hash(from_hex(hex).value()));
    }
    return tree;
}

} // namespace

TEST_CASE("roots of the Certificate Transparency vectors")
{
    const Tree tree = transparency_tree();
    const auto roots = hashes({"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                               "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                               "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                               "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                               "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                               "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                               "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                               "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                               "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"});
    CHECK(empty_root() == roots[0]);
    for (std::size_t size = 0; size < roots.size(); ++size) {
        CAPTURE(size);
        CHECK(tree_root(tree.first(size)) == roots[size]);
        CHECK(root_at(size, tree.nodes()) == roots[size]);
    }
    CHECK(tree.frontier().root() == roots[8]);
}

TEST_CASE("proofs of the Certificate Transparency vectors")
{
    const Tree tree = transparency_tree();
    CHECK(inclusion_proof(0, 1, tree.nodes()).empty());
    CHECK(inclusion_proof(0, 8, tree.nodes()) == hashes({"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                                                         "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                                         "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}));
    CHECK(inclusion_proof(5, 8, tree.nodes()) == hashes({"bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                                                         "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                                                         "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}));
    CHECK(inclusion_proof(2, 3, tree.nodes()) == hashes({"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"}));
    CHECK(inclusion_proof(1, 5, tree.nodes()) == hashes({"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                                         "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                                         "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}));
    CHECK(consistency_proof(1, 1, tree.nodes()).empty());
    CHECK(consistency_proof(1, 8, tree.nodes()) == hashes({"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                                                           "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                                           "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}));
    CHECK(consistency_proof(6, 8, tree.nodes()) == hashes({"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                                                           "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                                                           "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}));
    CHECK(consistency_proof(2, 5, tree.nodes()) == hashes({"5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                                           "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}));
}

TEST_CASE("frontier, root_at and the definition agree for every size to 600")
{
    Tree tree;
    for (std::uint64_t size = 0; size <= 600; ++size) {
        const Hash expected = slow_root(tree.leaves);
        REQUIRE(tree.frontier().size() == size);
        REQUIRE(tree.frontier().root() == expected);
        REQUIRE(tree_root(tree.leaves) == expected);
        REQUIRE(root_at(size, tree.nodes()) == expected);
        Frontier loaded = Frontier::load(size, tree.nodes());
        REQUIRE(loaded.root() == expected);
        tree.append(leaf_hash(std::to_string(size)));
        loaded.append(tree.leaves.back());
        REQUIRE(loaded.root() == tree.frontier().root());
        REQUIRE(loaded.size() == size + 1);
    }
}

TEST_CASE("each complete node is reported once, lowest first, and is the root of its leaves")
{
    Frontier frontier;
    std::vector<Hash> leaves;
    std::size_t reported = 0;
    for (std::uint64_t i = 0; i < 130; ++i) {
        leaves.push_back(leaf_hash(std::to_string(i)));
        int level = 0;
        frontier.append(leaves.back(), [&](NodeKey key, const Hash& node) {
            REQUIRE(key.level == ++level);
            const std::uint64_t width = std::uint64_t{1} << key.level;
            REQUIRE((key.index + 1) * width == leaves.size());
            REQUIRE(node == slow_root(std::span(leaves).subspan(key.index * width, width)));
            ++reported;
        });
    }
    CHECK(reported == 65 + 32 + 16 + 8 + 4 + 2 + 1);
}

TEST_CASE("a frontier has one root for each one-bit of its size")
{
    CHECK(Frontier(0, {}).root() == empty_root());
    CHECK_NOTHROW(Frontier(6, {Hash{}, Hash{}}));
    for (const std::size_t count : {0U, 1U, 3U}) {
        CHECK_THROWS_AS(Frontier(6, std::vector<Hash>(count)), Error);
    }
}

TEST_CASE("places outside of the tree have no proof")
{
    const Tree tree = tree_of(5);
    CHECK_THROWS_AS(inclusion_proof(5, 5, tree.nodes()), Error);
    CHECK_THROWS_AS(inclusion_proof(0, 0, tree.nodes()), Error);
    CHECK_THROWS_AS(consistency_proof(6, 5, tree.nodes()), Error);
    CHECK_FALSE(verify_inclusion(tree.leaves[0], 0, 0, {}, empty_root()));
    CHECK_FALSE(verify_inclusion(tree.leaves[4], 5, 5, {}, tree_root(tree.leaves)));
    CHECK_FALSE(verify_consistency(6, 5, Hash{}, Hash{}, {}));
}

TEST_CASE("consistency with the empty tree and with itself")
{
    const Tree tree = tree_of(5);
    const Hash root = tree_root(tree.leaves);
    CHECK(verify_consistency(0, 5, empty_root(), root, {}));
    CHECK(verify_consistency(0, 0, empty_root(), empty_root(), {}));
    CHECK_FALSE(verify_consistency(0, 5, root, root, {}));
    CHECK_FALSE(verify_consistency(0, 5, empty_root(), root, tree.first(1)));
    CHECK(verify_consistency(5, 5, root, root, {}));
    CHECK_FALSE(verify_consistency(5, 5, root, empty_root(), {}));
    CHECK_FALSE(verify_consistency(5, 5, root, root, tree.first(1)));
    CHECK_FALSE(verify_consistency(3, 5, tree_root(tree.first(3)), root, {}));
}

TEST_CASE("every proof of every tree to 40 leaves holds")
{
    const Tree tree = tree_of(40);
    for (std::uint64_t size = 1; size <= 40; ++size) {
        const Hash root = tree_root(tree.first(size));
        for (std::uint64_t i = 0; i < size; ++i) {
            REQUIRE(verify_inclusion(tree.leaves[i], i, size, inclusion_proof(i, size, tree.nodes()), root));
            REQUIRE(verify_consistency(i, size, tree_root(tree.first(i)), root, consistency_proof(i, size, tree.nodes())));
        }
    }
}

TEST_CASE("no changed proof holds")
{
    const Tree tree = tree_of(600);
    const auto flip = [](Hash& hash) { hash.bytes[*rc::gen::inRange<std::size_t>(0, 32)] ^= static_cast<std::uint8_t>(1U << *rc::gen::inRange(0, 8)); };
    CHECK(rc::check("inclusion", [&] {
        const auto size = *rc::gen::inRange<std::uint64_t>(2, 601);
        const auto index = *rc::gen::inRange<std::uint64_t>(0, size);
        Hash root = tree_root(tree.first(size));
        auto proof = inclusion_proof(index, size, tree.nodes());
        Hash leaf = tree.leaves[index];
        RC_ASSERT(verify_inclusion(leaf, index, size, proof, root));

        const auto wrong = *rc::gen::inRange<std::uint64_t>(0, 700);
        RC_ASSERT(wrong == index || !verify_inclusion(leaf, wrong, size, proof, root));
        auto longer = proof;
        longer.push_back(*rc::gen::element(leaf, root, Hash{}));
        RC_ASSERT_FALSE(verify_inclusion(leaf, index, size, longer, root));
        RC_ASSERT_FALSE(verify_inclusion(leaf, index, size, std::span(proof).first(proof.size() - 1), root));
        switch (*rc::gen::inRange(0, 3)) {
        case 0: flip(root); break;
        case 1: flip(leaf); break;
        default: flip(proof[*rc::gen::inRange<std::size_t>(0, proof.size())]); break;
        }
        RC_ASSERT_FALSE(verify_inclusion(leaf, index, size, proof, root));
    }));
    CHECK(rc::check("consistency", [&] {
        const auto size = *rc::gen::inRange<std::uint64_t>(2, 601);
        const auto old_size = *rc::gen::inRange<std::uint64_t>(1, size);
        Hash root = tree_root(tree.first(size));
        Hash old_root = tree_root(tree.first(old_size));
        auto proof = consistency_proof(old_size, size, tree.nodes());
        RC_ASSERT(verify_consistency(old_size, size, old_root, root, proof));

        auto longer = proof;
        longer.push_back(root);
        RC_ASSERT_FALSE(verify_consistency(old_size, size, old_root, root, longer));
        RC_ASSERT_FALSE(verify_consistency(old_size, size, old_root, root, std::span(proof).first(proof.size() - 1)));
        RC_ASSERT_FALSE(verify_consistency(old_size, size, root, old_root, proof));
        switch (*rc::gen::inRange(0, 3)) {
        case 0: flip(root); break;
        case 1: flip(old_root); break;
        default: flip(proof[*rc::gen::inRange<std::size_t>(0, proof.size())]); break;
        }
        RC_ASSERT_FALSE(verify_consistency(old_size, size, old_root, root, proof));
    }));
}

TEST_CASE("sizes near the end of the number range do not overflow")
{
    constexpr std::uint64_t huge = ~std::uint64_t{0};
    // A tree whose leaves are all the same needs one hash a level.
    std::vector<Hash> levels(1);
    while (levels.size() < 64) {
        levels.push_back(node_hash(levels.back(), levels.back()));
    }
    const NodeSource constant = [&](NodeKey key) { return levels.at(static_cast<std::size_t>(key.level)); };
    const Hash root = root_at(huge, constant);
    const auto proof = inclusion_proof(huge - 1, huge, constant);
    CHECK(verify_inclusion(Hash{}, huge - 1, huge, proof, root));
    const auto old_root = root_at(huge - 2, constant);
    CHECK(verify_consistency(huge - 2, huge, old_root, root, consistency_proof(huge - 2, huge, constant)));
    CHECK_FALSE(verify_inclusion(Hash{}, huge, huge, proof, root));
}

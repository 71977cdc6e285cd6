#pragma once

#include "base/hash.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogp::ledger {

/// RFC 6962 section 2.1: SHA-256(0x00 || leaf), SHA-256(0x01 || left || right), and SHA-256("") for the empty tree.
Hash leaf_hash(std::string_view leaf);
Hash node_hash(const Hash& left, const Hash& right);
Hash empty_root();

/// Root of a tree over these leaf hashes.
Hash tree_root(std::span<const Hash> leaf_hashes);

/// A complete node: the root of the 2^level leaves from index * 2^level on.
struct NodeKey
{
    int level = 0;
    std::uint64_t index = 0;
    auto operator<=>(const NodeKey&) const = default;
};
using NodeSource = std::function<Hash(NodeKey)>;

/// The growing right edge of a tree: the roots of its complete subtrees, largest first.
class Frontier
{
public:
    Frontier() = default;
    /// `size` leaves whose complete subtrees are `roots` (as many as `size` has one-bits, largest first).
    Frontier(std::uint64_t size, std::vector<Hash> roots);
    static Frontier load(std::uint64_t size, const NodeSource& nodes);

    /// Adds a leaf hash; calls `completed` for each node above it that this completes, lowest first.
    void append(const Hash& leaf, const std::function<void(NodeKey, const Hash&)>& completed = {});
    std::uint64_t size() const { return m_size; }
    Hash root() const;

private:
    std::uint64_t m_size = 0;
    std::vector<Hash> m_roots;
};

/// RFC 6962 sections 2.1.1 and 2.1.2. `nodes` must know every complete node below `size`.
std::vector<Hash> inclusion_proof(std::uint64_t index, std::uint64_t size, const NodeSource& nodes);
bool verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size, std::span<const Hash> proof,
                      const Hash& root);
std::vector<Hash> consistency_proof(std::uint64_t old_size, std::uint64_t size, const NodeSource& nodes);
bool verify_consistency(std::uint64_t old_size, std::uint64_t size, const Hash& old_root, const Hash& root,
                        std::span<const Hash> proof);

/// Root of the first `size` leaves from complete nodes.
Hash root_at(std::uint64_t size, const NodeSource& nodes);

} // namespace ogp::ledger

#include "ledger/merkle.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <bit>

namespace ogp::ledger {
namespace {

constexpr std::string_view leaf_prefix{"\x00", 1};
constexpr std::string_view node_prefix{"\x01", 1};

/// Root of `roots`, complete subtrees from the largest to the smallest.
Hash fold(std::span<const Hash> roots)
{
    if (roots.empty()) {
        return empty_root();
    }
    Hash root = roots.back();
    for (std::size_t i = roots.size() - 1; i-- > 0;) {
        root = node_hash(roots[i], root);
    }
    return root;
}

/// Roots of the complete subtrees of `count` leaves from `start` on, which must be a multiple of the largest of them.
std::vector<Hash> complete_roots(std::uint64_t start, std::uint64_t count, const NodeSource& nodes)
{
    std::vector<Hash> roots;
    while (count != 0) {
        const int level = static_cast<int>(std::bit_width(count)) - 1;
        roots.push_back(nodes({level, start >> level}));
        start += std::uint64_t{1} << level;
        count -= std::uint64_t{1} << level;
    }
    return roots;
}

Hash range_root(std::uint64_t start, std::uint64_t count, const NodeSource& nodes)
{
    return fold(complete_roots(start, count, nodes));
}

/// The largest power of two smaller than `count`, which is at least 2.
std::uint64_t split_point(std::uint64_t count)
{
    return std::bit_floor(count - 1);
}

Error out_of_range(std::uint64_t asked, std::uint64_t size)
{
    return {Fault::Invalid, say("{} ჩანაწერის ხეში არ არის ადგილი {}", "a tree of {} leaves has no place {}", size, asked)};
}

} // namespace

Hash leaf_hash(std::string_view leaf)
{
    return sha256({leaf_prefix, leaf});
}

Hash node_hash(const Hash& left, const Hash& right)
{
    return sha256({node_prefix, left.view(), right.view()});
}

Hash empty_root()
{
    return sha256(std::string_view{});
}

Hash tree_root(std::span<const Hash> leaf_hashes)
{
    Frontier frontier;
    for (const Hash& leaf : leaf_hashes) {
        frontier.append(leaf);
    }
    return frontier.root();
}

Frontier::Frontier(std::uint64_t size, std::vector<Hash> roots) : m_size(size), m_roots(std::move(roots))
{
    if (m_roots.size() != static_cast<std::size_t>(std::popcount(size))) {
        throw Error(Fault::Integrity, say("{} ჩანაწერის ხის კიდეს {} კვანძი აქვს", "the edge of a tree of {} leaves has {} nodes",
                                          size, m_roots.size()));
    }
}

Frontier Frontier::load(std::uint64_t size, const NodeSource& nodes)
{
    return {size, complete_roots(0, size, nodes)};
}

void Frontier::append(const Hash& leaf, const std::function<void(NodeKey, const Hash&)>& completed)
{
    Hash hash = leaf;
    for (int level = 0; ((m_size >> level) & 1U) != 0; ++level) {
        hash = node_hash(m_roots.back(), hash);
        m_roots.pop_back();
        if (completed) {
            completed({level + 1, m_size >> (level + 1)}, hash);
        }
    }
    m_roots.push_back(hash);
    ++m_size;
}

Hash Frontier::root() const
{
    return fold(m_roots);
}

std::vector<Hash> inclusion_proof(std::uint64_t index, std::uint64_t size, const NodeSource& nodes)
{
    if (index >= size) {
        throw out_of_range(index, size);
    }
    std::vector<Hash> proof;
    std::uint64_t start = 0;
    std::uint64_t count = size;
    while (count > 1) {
        const std::uint64_t left = split_point(count);
        if (index - start < left) {
            proof.push_back(range_root(start + left, count - left, nodes));
            count = left;
        } else {
            proof.push_back(range_root(start, left, nodes));
            start += left;
            count -= left;
        }
    }
    // Walked from the root down; a proof is read from the leaf up.
    std::reverse(proof.begin(), proof.end());
    return proof;
}

// RFC 9162 section 2.1.3.2.
bool verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size, std::span<const Hash> proof,
                      const Hash& root)
{
    if (index >= size) {
        return false;
    }
    std::uint64_t node = index;
    std::uint64_t last = size - 1;
    Hash hash = leaf;
    for (const Hash& sibling : proof) {
        if (last == 0) {
            return false;
        }
        if ((node & 1U) != 0 || node == last) {
            hash = node_hash(sibling, hash);
            while ((node & 1U) == 0 && node != 0) {
                node >>= 1U;
                last >>= 1U;
            }
        } else {
            hash = node_hash(hash, sibling);
        }
        node >>= 1U;
        last >>= 1U;
    }
    return last == 0 && hash == root;
}

std::vector<Hash> consistency_proof(std::uint64_t old_size, std::uint64_t size, const NodeSource& nodes)
{
    if (old_size > size) {
        throw out_of_range(old_size, size);
    }
    std::vector<Hash> proof;
    if (old_size == 0 || old_size == size) {
        return proof;
    }
    std::uint64_t start = 0;
    std::uint64_t count = size;
    std::uint64_t known = old_size;
    bool from_start = true; // what is left of the old tree is all of it, so its root need not be given
    while (known != count) {
        const std::uint64_t left = split_point(count);
        if (known <= left) {
            proof.push_back(range_root(start + left, count - left, nodes));
            count = left;
        } else {
            proof.push_back(range_root(start, left, nodes));
            start += left;
            count -= left;
            known -= left;
            from_start = false;
        }
    }
    if (!from_start) {
        proof.push_back(range_root(start, count, nodes));
    }
    std::reverse(proof.begin(), proof.end());
    return proof;
}

// RFC 9162 section 2.1.4.2.
bool verify_consistency(std::uint64_t old_size, std::uint64_t size, const Hash& old_root, const Hash& root,
                        std::span<const Hash> proof)
{
    if (old_size > size) {
        return false;
    }
    if (old_size == size) {
        return proof.empty() && old_root == root;
    }
    if (old_size == 0) {
        return proof.empty() && old_root == empty_root();
    }
    std::uint64_t node = old_size - 1;
    std::uint64_t last = size - 1;
    while ((node & 1U) != 0) {
        node >>= 1U;
        last >>= 1U;
    }
    // Where the old tree is complete, its root is the first hash and not in the proof.
    Hash before = old_root;
    if (!std::has_single_bit(old_size)) {
        if (proof.empty()) {
            return false;
        }
        before = proof.front();
        proof = proof.subspan(1);
    }
    Hash after = before;
    for (const Hash& sibling : proof) {
        if (last == 0) {
            return false;
        }
        if ((node & 1U) != 0 || node == last) {
            before = node_hash(sibling, before);
            after = node_hash(sibling, after);
            while ((node & 1U) == 0 && node != 0) {
                node >>= 1U;
                last >>= 1U;
            }
        } else {
            after = node_hash(after, sibling);
        }
        node >>= 1U;
        last >>= 1U;
    }
    return last == 0 && before == old_root && after == root;
}

Hash root_at(std::uint64_t size, const NodeSource& nodes)
{
    return range_root(0, size, nodes);
}

} // namespace ogp::ledger

#include "store/verifier_tree.hpp"

#include <algorithm>

namespace ogp::store {
namespace {

constexpr std::size_t most_differences = 2000;

std::string node_name(std::uint64_t level, std::uint64_t index)
{
    return fmt::format("tree node {}/{}", level, index);
}

} // namespace

std::optional<Hash> TreeCheck::stored(std::size_t level, std::uint64_t index)
{
    if (level >= m_levels.size())
        m_levels.resize(level + 1);
    Level& tile = m_levels[level];
    const std::uint64_t wanted = index / tile_width;
    if (!tile.loaded || tile.index != wanted) {
        Query query(m_database, "SELECT hashes FROM tile WHERE level = ?1 AND idx = ?2", static_cast<std::int64_t>(level),
                    static_cast<std::int64_t>(wanted));
        tile = {.index = wanted, .loaded = true, .hashes = query.step() ? query.text(0) : std::string()};
    }
    const std::size_t from = static_cast<std::size_t>(index % tile_width) * hash_size;
    if (tile.hashes.size() < from + hash_size)
        return std::nullopt;
    return Hash::from_bytes(std::string_view(tile.hashes).substr(from, hash_size));
}

bool TreeCheck::add(const Hash& leaf)
{
    const std::uint64_t index = size();
    const std::optional<Hash> node = stored(0, index);
    if (!node)
        m_report.add("tree_damaged", node_name(0, index - index % tile_width),
                     {"ხის ნაწილი აკლია", "a part of the tree is missing"});
    if (node && *node != leaf && m_different.size() < most_differences)
        m_different.push_back(index);
    grow(leaf, node.value_or(leaf));
    return node == leaf;
}

void TreeCheck::add_missing()
{
    m_missing = true;
    const Hash node = stored(0, size()).value_or(Hash{});
    grow(node, node);
}

void TreeCheck::grow(const Hash& by_leaf, const Hash& by_node)
{
    if (by_leaf != by_node && !m_by_nodes)
        m_by_nodes = m_by_leaves;
    m_wrong_now.clear();
    const auto remember = [&](ledger::NodeKey key, const Hash& hash) {
        if (key.level % tile_height != 0)
            return;
        const auto node = stored(static_cast<std::size_t>(key.level / tile_height), key.index);
        if (node != hash)
            m_wrong_now.push_back(key);
    };
    m_by_leaves.append(by_leaf, remember);
    std::vector<ledger::NodeKey> wrong = m_wrong_now;
    if (m_by_nodes) {
        m_wrong_now.clear();
        m_by_nodes->append(by_node, remember);
        std::erase_if(wrong, [&](const ledger::NodeKey& key) {
            return std::find(m_wrong_now.begin(), m_wrong_now.end(), key) == m_wrong_now.end();
        });
    }
    for (const ledger::NodeKey& key : wrong)
        m_report.add("tree_damaged", node_name(static_cast<std::uint64_t>(key.level), key.index),
                     {"ხის კვანძი ჩანაწერებს არ ემთხვევა", "the tree node is not what its leaves give"});
}

bool TreeCheck::is_root(const Hash& root) const
{
    return root == m_by_leaves.root() || (m_by_nodes && root == m_by_nodes->root());
}

void TreeCheck::finish(const std::optional<Hash>& signed_root)
{
    const bool leaves_are_right = signed_root && *signed_root == m_by_leaves.root() && !m_missing;
    const bool nodes_are_right = signed_root && m_by_nodes && *signed_root == m_by_nodes->root();
    for (const std::uint64_t index : m_different) {
        if (!nodes_are_right)
            m_report.add("tree_damaged", node_name(0, index),
                         {"ხის კვანძი ჩანაწერს არ ემთხვევა", "the tree node is not that of its leaf"});
        if (!leaves_are_right)
            m_report.add("leaf_damaged", fmt::format("leaf {}", index),
                         {"ჩანაწერი ხელმოწერილ ხეს არ ემთხვევა", "the leaf is not the one in the signed tree"});
    }
    check_tiles();
}

/// Tiles beyond the tree, or longer than their part of it.
void TreeCheck::check_tiles()
{
    Query query(m_database, "SELECT level, idx, length(hashes) FROM tile ORDER BY level, idx");
    while (query.step()) {
        const std::int64_t level = query.integer(0);
        const std::int64_t index = query.integer(1);
        std::uint64_t expected = 0;
        if (level >= 0 && level < 8 && index >= 0) {
            const std::uint64_t nodes = size() >> (tile_height * level);
            const std::uint64_t before = static_cast<std::uint64_t>(index) * tile_width;
            expected = nodes > before ? std::min(nodes - before, tile_width) : 0;
        }
        // One that is too short has been named where its node was looked for.
        if (static_cast<std::uint64_t>(query.integer(2)) > expected * hash_size || expected == 0)
            m_report.add("tree_damaged",
                         fmt::format("tree node {}/{}", level * tile_height, index * static_cast<std::int64_t>(tile_width)),
                         {"ხის ზედმეტი ნაწილი", "a part of a tree that is not there"});
    }
}

} // namespace ogp::store

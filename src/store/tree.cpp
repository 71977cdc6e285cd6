#include "store/tree.hpp"

namespace ogp::store {
namespace {

constexpr std::string_view select_tile = "SELECT hashes FROM tile WHERE level = ?1 AND idx = ?2";

/// Roots of subtrees of `hashes.size()` leaves, a power of two.
Hash subtree_root(std::string_view hashes)
{
    std::vector<Hash> row;
    for (std::size_t at = 0; at < hashes.size(); at += hash_size)
        row.push_back(Hash::from_bytes(hashes.substr(at, hash_size)).value());
    for (; row.size() > 1; row.resize(row.size() / 2))
        for (std::size_t i = 0; i < row.size() / 2; ++i)
            row[i] = ledger::node_hash(row[2 * i], row[2 * i + 1]);
    return row.front();
}

std::string read_tile(Database& database, std::int64_t level, std::uint64_t index)
{
    Query query(database, select_tile, level, static_cast<std::int64_t>(index));
    return query.step() ? query.text(0) : std::string();
}

} // namespace

ledger::NodeSource tree_nodes(Database& database)
{
    return [&database, level = std::int64_t{-1}, index = std::uint64_t{0},
            hashes = std::string()](ledger::NodeKey key) mutable {
        const int depth = key.level % tile_height;
        const std::uint64_t first = key.index << depth;
        const std::int64_t tile_level = key.level / tile_height;
        const std::uint64_t tile_index = first / tile_width;
        const std::size_t from = static_cast<std::size_t>(first % tile_width) * hash_size;
        const std::size_t length = hash_size << depth;
        // Neighbouring nodes are asked for one after another: the last tile is kept, while it is long enough.
        if (tile_level != level || tile_index != index || hashes.size() < from + length) {
            hashes = read_tile(database, tile_level, tile_index);
            level = tile_level;
            index = tile_index;
        }
        if (hashes.size() < from + length) {
            throw damaged(database.file(), say("ხის კვანძი {}/{}", "tree node {}/{}", key.level, key.index));
        }
        return subtree_root(std::string_view(hashes).substr(from, length));
    };
}

TreeWriter::TreeWriter(Database& database, std::uint64_t size)
    : m_database(database),
      m_frontier(ledger::Frontier::load(size, tree_nodes(database)))
{
    for (std::uint64_t nodes = size; nodes != 0; nodes >>= tile_height) {
        const std::size_t level = m_edges.size();
        Edge edge{.index = nodes / tile_width, .hashes = {}, .changed = false};
        const std::size_t filled = static_cast<std::size_t>(nodes % tile_width) * hash_size;
        if (filled != 0) {
            edge.hashes = read_tile(m_database, static_cast<std::int64_t>(level), edge.index);
            if (edge.hashes.size() != filled)
                throw damaged(m_database.file(), say("ხის კვანძი {}/{}", "tree node {}/{}", level * tile_height, nodes - 1));
        }
        m_edges.push_back(std::move(edge));
    }
}

void TreeWriter::append(const Hash& leaf)
{
    append_to_tile(0, leaf);
    m_frontier.append(leaf, [this](ledger::NodeKey key, const Hash& hash) {
        if (key.level % tile_height == 0)
            append_to_tile(static_cast<std::size_t>(key.level / tile_height), hash);
    });
}

void TreeWriter::append_to_tile(std::size_t level, const Hash& hash)
{
    if (level >= m_edges.size())
        m_edges.resize(level + 1);
    Edge& edge = m_edges[level];
    edge.hashes += hash.view();
    edge.changed = true;
    if (edge.hashes.size() == tile_width * hash_size) {
        write(level);
        edge = {.index = edge.index + 1, .hashes = {}, .changed = false};
    }
}

void TreeWriter::write(std::size_t level) const
{
    Query(m_database,
          "INSERT INTO tile(level, idx, hashes) VALUES(?1, ?2, ?3) ON CONFLICT(level, idx) DO UPDATE SET hashes = "
          "excluded.hashes",
          static_cast<std::int64_t>(level), static_cast<std::int64_t>(m_edges[level].index), BlobView{m_edges[level].hashes})
        .run();
}

void TreeWriter::finish()
{
    for (std::size_t level = 0; level < m_edges.size(); ++level)
        if (m_edges[level].changed)
            write(level);
}

} // namespace ogp::store

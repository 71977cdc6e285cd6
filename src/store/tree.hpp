#pragma once

#include "ledger/merkle.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ogp::store {

inline constexpr int tile_height = 8;
inline constexpr std::uint64_t tile_width = 1U << tile_height;
inline constexpr std::size_t hash_size = 32;

/// Complete nodes, computed from the stored tiles. The source throws Error{Integrity} where a tile is missing or too short.
ledger::NodeSource tree_nodes(Database& database);

/// Adds leaves at the right edge of the stored tree.
class TreeWriter
{
public:
    TreeWriter(Database& database, std::uint64_t size);

    void append(const Hash& leaf);
    /// Writes the tiles that are not full; the full ones have been written before.
    void finish();
    Hash root() const { return m_frontier.root(); }

private:
    void append_to_tile(std::size_t level, const Hash& hash);
    void write(std::size_t level) const;

    /// The last tile of a level, as far as it is filled.
    struct Edge
    {
        std::uint64_t index = 0;
        std::string hashes;
        bool changed = false;
    };

    Database& m_database;
    ledger::Frontier m_frontier;
    std::vector<Edge> m_edges; ///< by tile level
};

} // namespace ogp::store

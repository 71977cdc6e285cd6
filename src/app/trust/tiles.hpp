#pragma once

#include "store/store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The tree of the log as C2SP tlog-tiles has it: files of 256 hashes, and bundles of 256 leaves, that anybody may fetch, keep and
/// mirror. A full tile never changes.
namespace ogp::app {

inline constexpr std::uint64_t tile_width = 256;

/// What a path below /tile/ names: "0/x001/067", "1/000.p/3", "entries/x123/x456/789".
struct TilePath
{
    int level = -1;          ///< of the tile, 0 to 63; -1: a bundle of leaves
    std::uint64_t index = 0;
    std::uint64_t width = tile_width; ///< less for the last tile of a tree

    bool operator==(const TilePath&) const = default;
    bool is_full() const { return width == tile_width; }
    bool holds_leaves() const { return level < 0; }
};

/// Strict: nothing where tile_path() would not have written it so.
std::optional<TilePath> parse_tile_path(std::string_view path);
std::string tile_path(const TilePath& path);

/// The bytes of a tile, 32 for each hash, or of a bundle: each leaf after its length in two bytes, big-endian. Nothing where the
/// tree has no such tile yet.
std::optional<std::string> tile(const store::Store& store, const TilePath& path);

} // namespace ogp::app

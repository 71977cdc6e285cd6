#include "app/trust/tiles.hpp"

#include "ledger/leaf.hpp"
#include "ledger/merkle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

namespace ogp::app {
namespace {

constexpr int tile_height = 8;
constexpr int highest_level = 63;
constexpr std::size_t longest_path = 80;

/// Digits only, and none too many.
std::optional<std::uint64_t> number_in(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || failed != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

/// "x001/067" is 1067: groups of three digits, all but the last behind an x.
std::optional<std::uint64_t> index_in(std::string_view text)
{
    std::uint64_t value = 0;
    for (;;) {
        const std::size_t slash = text.find('/');
        std::string_view group = text.substr(0, slash);
        if ((slash != std::string_view::npos) != group.starts_with('x'))
            return std::nullopt;
        if (group.starts_with('x'))
            group.remove_prefix(1);
        const auto digits = number_in(group);
        if (group.size() != 3 || !digits || value > (UINT64_MAX >> 2U) / 1000)
            return std::nullopt;
        value = value * 1000 + *digits;
        if (slash == std::string_view::npos)
            return value;
        text.remove_prefix(slash + 1);
    }
}

std::string index_text(std::uint64_t index)
{
    std::string text = fmt::format("{:03}", index % 1000);
    while ((index /= 1000) > 0)
        text = fmt::format("x{:03}/{}", index % 1000, text);
    return text;
}

/// How many nodes of that level a tree has.
std::uint64_t nodes_at(std::uint64_t size, int level)
{
    const int bits = level * tile_height;
    return bits >= 64 ? 0 : size >> static_cast<unsigned>(bits);
}

std::string hashes(const store::Store& store, const TilePath& path)
{
    const ledger::NodeSource nodes = store.nodes();
    std::string bytes;
    bytes.reserve(path.width * 32);
    for (std::uint64_t i = 0; i < path.width; ++i)
        bytes += nodes({path.level * tile_height, path.index * tile_width + i}).view();
    return bytes;
}

std::string leaves(const store::Store& store, const TilePath& path)
{
    std::string bytes;
    bytes.reserve(path.width * (2 + ledger::leaf_size));
    std::uint64_t left = path.width;
    store.each_event(path.index * tile_width, [&](const store::StoredEvent& event) {
        bytes += static_cast<char>(ledger::leaf_size >> 8U);
        bytes += static_cast<char>(ledger::leaf_size & 0xffU);
        bytes += event.leaf.bytes();
        return --left > 0;
    });
    return bytes;
}

} // namespace

std::optional<TilePath> parse_tile_path(std::string_view text)
{
    if (text.size() > longest_path)
        return std::nullopt;
    const std::string_view whole = text;
    TilePath path;
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos)
        return std::nullopt;
    const std::string_view level = text.substr(0, slash);
    text.remove_prefix(slash + 1);
    if (level != "entries") {
        const auto number = number_in(level);
        if (!number || *number > highest_level)
            return std::nullopt;
        path.level = static_cast<int>(*number);
    }
    if (const std::size_t part = text.find(".p/"); part != std::string_view::npos) {
        const auto width = number_in(text.substr(part + 3));
        if (!width || *width == 0 || *width >= tile_width)
            return std::nullopt;
        path.width = *width;
        text = text.substr(0, part);
    }
    const auto index = index_in(text);
    if (!index)
        return std::nullopt;
    path.index = *index;
    return tile_path(path) == whole ? std::optional(path) : std::nullopt;
}

std::string tile_path(const TilePath& path)
{
    return fmt::format("{}/{}{}", path.holds_leaves() ? std::string("entries") : std::to_string(path.level), index_text(path.index),
                       path.is_full() ? std::string() : fmt::format(".p/{}", path.width));
}

std::optional<std::string> tile(const store::Store& store, const TilePath& path)
{
    const std::uint64_t nodes = nodes_at(store.head().size, std::max(path.level, 0));
    if (path.width > nodes || path.index > (nodes - path.width) / tile_width)
        return std::nullopt;
    return path.holds_leaves() ? leaves(store, path) : hashes(store, path);
}

} // namespace ogp::app

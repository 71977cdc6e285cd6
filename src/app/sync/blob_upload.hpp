#pragma once

#include "base/hash.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

/// Contents that come to an authority piece by piece, and go from it likewise. What was cut goes on where it ended.
namespace ogp::app {

/// A piece of a content.
struct BlobPiece
{
    Hash hash;                ///< of the whole
    std::uint64_t offset = 0;
    std::uint64_t size = 0;   ///< of the whole
    std::string_view bytes{};
};

/// Takes the next piece; the last one makes the content a blob, when its hash is right. Returns how much of it is here now. Throws
/// Error: Conflict where the piece does not follow what is here (the hint says from where to go on), Invalid where the whole has
/// another hash: then nothing of it is kept. `data`: the folder `.ogp`. Used by one thread at a time for one hash.
std::uint64_t take_piece(const std::filesystem::path& data, const BlobPiece& piece);

/// Size of a blob, nothing where there is none.
std::optional<std::uint64_t> blob_size(const std::filesystem::path& data, const Hash& hash);
/// A part of a blob, shorter at its end. Not checked: who gets all of it knows the hash.
std::string read_blob(const std::filesystem::path& data, const Hash& hash, std::uint64_t offset, std::size_t length);

/// Removes pieces that nobody went on with for a day. Returns how many.
std::size_t remove_stale_pieces(const std::filesystem::path& data);

} // namespace ogp::app

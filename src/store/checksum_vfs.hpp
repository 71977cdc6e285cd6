#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

struct sqlite3;

/// Checksums of database pages, in the layout of SQLite's checksum VFS (https://sqlite.org/cksumvfs.html), whose own tools
/// can check a file that was written here.
///
/// The last eight bytes of a page, kept free by `reserve_bytes` (schema.hpp), hold two sums s1 and s2, each of 32 bits, least
/// byte first, over the bytes before them taken as pairs (a, b) of such numbers: from s1 = s2 = 0 each pair gives
/// s1 += a + s2, then s2 += b + s1. A page of zeros has the sum zero, so that holes in a file are right.
///
/// The sum is put on each page that is written to the database file and compared on each page read from it. Frames of the WAL
/// have sums of SQLite's own; a page gets ours when it is copied into the file.
///
/// Rejected: sums in the WAL as well (SQLite has summed up a frame before a VFS sees it, and would drop the changed one).
namespace ogp::store {

inline constexpr std::size_t page_size = 4096; ///< of every database that is made here
inline constexpr std::size_t page_sum_size = 8;

/// The sum that belongs at the end of a page; `page` whole, its size a multiple of 8.
std::uint64_t page_sum(std::string_view page);
/// The sum that stands there.
std::uint64_t stored_page_sum(std::string_view page);

/// The name of a VFS that does this on top of the VFS `below` (nullptr: SQLite's own). Names live as long as the process.
/// Throws Error{Internal} where there is no such VFS.
const char* checksum_vfs(const char* below);

/// Whether the connection's database file has sums. A file whose first page bears none was made before there were any: it is
/// read and written as it is.
bool has_page_sums(sqlite3* connection);
/// Lets pages with a wrong sum be read, by a check that goes on from there.
void accept_wrong_sums(sqlite3* connection);
/// Puts sums on all pages written from now on, and compares none; for a file that has none yet.
void begin_page_sums(sqlite3* connection);
/// The number (from 1) of the page that a read last found damaged.
std::optional<std::uint64_t> damaged_page(sqlite3* connection);

} // namespace ogp::store

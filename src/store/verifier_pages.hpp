#pragma once

#include "store/verifier_report.hpp"

#include <filesystem>

namespace ogp::store {

/// Reads a database file from its first byte to its last and compares the checksum of each page (store/checksum_vfs.hpp), so
/// that a change is found in places as well where no value lies: free pages, gaps, holes. Pages whose newest content lies in
/// the WAL are left out: the copying of the WAL may have been interrupted in the middle of one, and will write it again.
///
/// Findings are named "ogp.db page 17", and "ogp.db" where the whole file bears no checksums. Throws Error{Io} where the file
/// cannot be read.
void check_pages(const std::filesystem::path& file, Report& report);

} // namespace ogp::store

#pragma once

#include "store/store.hpp"
#include "store/verifier_report.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

/// `.ogp/checkpoint`: the newest signed checkpoint once more, outside the database.
///
/// A database cannot tell that its own end was cut off: SQLite takes a damaged frame of the write-ahead log for the place where
/// a crash stopped it and drops what follows, and an older copy of the file is as whole as the newest. This note says how far
/// the log had come. It is written after the change is durable and is not synced itself, so it is never ahead of what was
/// promised, at worst behind; it costs no fsync.
namespace ogp::store {

/// The note's checkpoint where there is one that can be read; its signature is not looked at. An empty or missing file is what
/// a power loss may leave, and says nothing.
std::optional<std::string> read_head_note(const std::filesystem::path& folder);

/// Never throws: the change is durable already, and an older note is still true.
void write_head_note(const std::filesystem::path& folder, std::string_view note) noexcept;

/// Throws Error{Integrity} where the note speaks of more events than the log has: to write now would fork history.
void check_not_shortened(const std::filesystem::path& folder, std::uint64_t size);

/// The same with everything else that can be said of the note: its form, its signature, its root.
void verify_head_note(const std::optional<std::string>& note, const Store& store, Report& report);

} // namespace ogp::store

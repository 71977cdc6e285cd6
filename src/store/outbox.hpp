#pragma once

#include "store/database.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace ogp::store {

/// Writes what an event brings about, inside the transaction of the event.
void write_outbox(Database& database, std::uint64_t sequence, const std::vector<OutboxEntry>& entries);

/// SHA-256 over a row, so that a changed column is seen although nothing else names it.
Hash outbox_digest(std::int64_t sequence, std::int64_t index, std::string_view kind, std::string_view arguments,
                   std::string_view why, std::int64_t delivered);

} // namespace ogp::store

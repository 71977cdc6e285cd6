#pragma once

#include "store/database.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace ogp::store {

/// What Transaction writes to `clock` and `stay`.
void write_clocks(Database& database, std::int64_t case_row, const std::vector<ClockRow>& clocks);
void write_due(Database& database, std::int64_t case_row, std::int64_t place, const ClockRow& clock);
void write_stay(Database& database, std::int64_t case_row, std::optional<Instant> look);

} // namespace ogp::store

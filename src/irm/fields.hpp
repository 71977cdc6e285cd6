#pragma once

#include "base/json.hpp"
#include "irm/printed_dates.hpp"
#include "irm/row.hpp"

#include <cstdint>
#include <string_view>

namespace ogp::irm {

/// How much of a row a commitment takes: one that was opened from it all that fields hold; one that is here from another source
/// only what the IRM says of it.
enum class Taken : std::uint8_t { Everything, Codings };

/// A commitment's values as the row states them. What no field holds, and what the row leaves blank, is not among them; a blank of
/// any kind is a field that is not set.
Json commitment_fields(const Row& row, Taken taken, DateOrder order = DateOrder::MonthFirst);

/// A plan's values as the row states them: its number, title, locality and years.
Json plan_fields(const Row& row);

/// Whether a text of the row is longer than fields take and stands in its row alone; the column's name, "" for none.
std::string_view column_left_out(const Row& row);

/// Writes into the row what the commitment's fields say, where that is not what the row says already: a field that was changed wins, every
/// other cell stays as it is. A field that was taken away is NA. In a row of NA (`Row("NA")`) all fields are written.
void write_commitment(Row& row, const Json& fields, Taken taken);

/// The same for the plan's fields. `stated` is what the plan's own row said of it: rows of one plan may differ, and only what was
/// changed since is written into them all.
void write_plan(Row& row, const Json& fields, const Json& stated);

} // namespace ogp::irm

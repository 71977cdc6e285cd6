#pragma once

#include "report/table.hpp"

#include <cstdint>
#include <string>

namespace ogp::report {

/// "text", "number", "date", "instant", "money" or "percent": what files for programs call it.
const char* word(Holds holds);

/// The value of a column of money (minor units) or percents (tenths of one) as an exact decimal: "1234.50", "-0.5".
std::string decimal_text(std::int64_t value, Holds holds);

/// Whether the value is a date as it was printed (model::PrintedDate as JSON).
bool is_printed_date(const Json& value);

} // namespace ogp::report

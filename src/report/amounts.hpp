#pragma once

#include "base/language.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace ogp::report {

/// "1,234.50 GEL" / "1 234,50 ლარი" from minor units; other currencies bear their code in both languages.
Localized money_words(std::int64_t minor_units, std::string_view currency);

/// The sum without its currency: "1,234.50" / "1 234,50".
Localized money_number(std::int64_t minor_units);

/// "12", "12.5" or "-12.50" to minor units; nothing where it is none or has more places.
std::optional<std::int64_t> minor_units(std::string_view decimal);

/// "99.5" / "99,5" from tenths of a percent: under a label that says what it is.
Localized percent_number(std::int64_t tenths);
/// "99.5%" / "99,5%".
Localized percent_words(std::int64_t tenths);

} // namespace ogp::report

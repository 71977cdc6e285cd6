#pragma once

#include "base/decimal.hpp"
#include "workflow/decide.hpp"

#include <string>
#include <string_view>

namespace ogp::workflow {

CheckedValue bad(Localized problem);
CheckedValue good(Json value);
/// "expected ...".
CheckedValue wrong_shape(const char* ka, const char* en);

/// A text as it is kept: NFC, line ends as \n, no blanks at the ends.
CheckedValue normal_text(const std::string& raw);
/// Refuses a text with fewer or more characters than `min` and `max` of the field.
CheckedValue within_length(const Field& field, CheckedValue checked);
/// Refuses a number below `min` or above `max` of the field.
CheckedValue within_bounds(const Field& field, Decimal number);
/// The word as a message shows it.
std::string shown(std::string_view word);

/// The types whose values are objects: printed_date, localized, person, record, money, geo, attachment.
CheckedValue check_object(const Field& field, const Json& value);
/// "12.50 GEL" and "41.7151,44.8271" in the JSON shape of money and geo, not yet checked.
Json written_money(std::string_view text);
Json written_place(std::string_view text);

} // namespace ogp::workflow

#pragma once

#include "base/language.hpp"

#include <optional>
#include <string_view>

namespace ogp::report {

/// "April" / "აპრილი"; `month` 1..12.
const Label& month_name(int month);
/// "Apr" / "აპრ"; `month` 1..12.
const Label& short_month_name(int month);

/// The form that a date takes in a Georgian sentence: "31 დეკემბერი", or "31 დეკემბრის" (of 31 December).
enum class DateCase { Nominative, Genitive };

/// long_date() of wording.hpp, or nothing where the text is no date that exists.
std::optional<Localized> find_long_date(std::string_view iso, DateCase date_case = DateCase::Nominative);

/// "15 April 2019, 14:05" / "2019 წლის 15 აპრილი, 14:05" from an RFC 3339 text with an offset, at that offset; one with Z ends with
/// " UTC". Nothing where it is none.
std::optional<Localized> find_long_time(std::string_view rfc3339);

/// An integer or decimal with its thousands apart: "12,345.5" / "12 345,5" (no-break blanks). Nothing where it is none.
std::optional<Localized> grouped_number(std::string_view number);

} // namespace ogp::report

#pragma once

#include "base/json.hpp"
#include "base/language.hpp"
#include "model/printed_date.hpp"
#include "report/table.hpp"
#include "workflow/definition.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace ogp::app {

/// The cell of a field's value: JSON for scripts, words for people (labels of enums, dates with what was printed, both
/// languages). Values that are many stand in a line each.
report::Cell cell_of(const workflow::CaseType& type, const workflow::Field& field, const Json& value);

/// The texts of a {ka, en} value; a plain text is the same in both.
Localized localized_of(const Json& value);

/// "2019-04-30", and where such a day was never printed also what was: "2019-04-30 (printed 31.04.2019)".
Localized words_of(const model::PrintedDate& date);

/// What was printed, and where such a day does not exist also how it is read: "31.04.2019 (read as 2019-04-30)".
Localized as_printed(const model::PrintedDate& date);

/// Any value in words, for records: "name: value, name: value".
Localized words_of(const Json& value);

/// The value of a case's field as a printed date, where it holds one that is known.
std::optional<model::PrintedDate> date_in(const Json& fields, std::string_view field);

/// Bytes whose order is that of the texts as people order them: 9 before 10. With Numerals::Roman a word of I V X L C D M
/// alone counts as what it means, as in the numbers of plans.
enum class Numerals { Digits, Roman };
std::string sort_key(std::string_view text, Numerals numerals);

/// Orders numbers as people do: I.2 before I.10, II after I, 9 before 10.
bool number_before(std::string_view left, std::string_view right);

} // namespace ogp::app

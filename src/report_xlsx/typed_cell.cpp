#include "report_xlsx/typed_cell.hpp"

#include "base/formula_guard.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "report/holds.hpp"
#include "report_xlsx/sheet_names.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace ogp::report_xlsx {
namespace {

using report::Cell;
using report::Holds;

constexpr std::int64_t exact_most = 999'999'999'999'999; ///< 15 digits
constexpr std::size_t exact_digits = 15;
constexpr int day_zero = 25'569;  ///< serial number of 1970-01-01
constexpr int first_serial = 61;  ///< 1900-03-01: Excel takes 1900 for a leap year, so that no day before it is the same everywhere
constexpr std::int64_t day_milliseconds = 86'400'000;

TypedCell text_cell(const Cell& cell, Language language)
{
    TypedCell typed{.look = Look::Text, .text = cell_text(cell.text.in(language))};
    if (typed.text.empty() && cell.value.is_text())
        typed.text = cell_text(cell.value.as_text());
    if (looks_like_formula(typed.text))
        typed.look = Look::Guarded;
    return typed;
}

std::optional<TypedCell> integer_cell(const Cell& cell, Language language)
{
    const std::int64_t value = cell.value.as_integer();
    if (value > exact_most || value < -exact_most)
        return std::nullopt;
    // Grouped where the document groups it: a year is not.
    const std::string plain = std::to_string(value);
    const bool grouped = (value >= 1000 || value <= -1000) && cell.text.in(language).find(plain) == std::string::npos;
    return TypedCell{.look = grouped ? Look::Grouped : Look::Plain, .number = static_cast<double>(value)};
}

/// [-]digits[.digits]: money and fractions are such texts.
std::optional<TypedCell> decimal_cell(const std::string& text)
{
    const std::size_t point = text.find('.');
    const std::string whole = text.substr(0, point);
    const std::string fraction = point == std::string::npos ? std::string() : text.substr(point + 1);
    const auto is_digits = [](std::string_view part) {
        return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    const std::string_view digits = std::string_view(whole).substr(whole.starts_with('-') ? 1 : 0);
    if (!is_digits(digits) || (point != std::string::npos && !is_digits(fraction)) || digits.size() + fraction.size() > exact_digits)
        return std::nullopt;
    double number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return TypedCell{.look = fraction.empty() ? Look::Plain : Look::Decimal, .number = number, .decimals = static_cast<int>(fraction.size())};
}

/// A whole number of hundredths or thousandths.
std::optional<TypedCell> scaled_cell(const Cell& cell, int divisor, TypedCell look)
{
    if (!cell.value.is_integer())
        return cell.value.is_text() ? decimal_cell(cell.value.as_text()) : std::nullopt;
    const std::int64_t value = cell.value.as_integer();
    if (value > exact_most || value < -exact_most)
        return std::nullopt;
    // The quotient of two exact numbers is the number nearest to the decimal: what a spreadsheet reads from its digits.
    look.number = static_cast<double>(value) / divisor;
    return look;
}

/// The day as text: of a printed date only where that day was printed, neither a month nor a day that does not exist.
const std::string& day_text(const Json& value)
{
    static const std::string none;
    if (value.is_text())
        return value.as_text();
    return report::is_printed_date(value) && value.find("impossible") == nullptr ? value.text("value") : none;
}

std::optional<TypedCell> date_cell(const Cell& cell)
{
    const std::optional<Date> date = Date::parse(day_text(cell.value));
    if (!date || date->days() + day_zero < first_serial)
        return std::nullopt;
    return TypedCell{.look = Look::Date, .number = date->days() + day_zero};
}

std::optional<TypedCell> instant_cell(const Cell& cell)
{
    const std::optional<Instant> instant = cell.value.is_text() ? Instant::parse(cell.value.as_text()) : std::nullopt;
    if (!instant || instant->milliseconds() < (first_serial - day_zero) * day_milliseconds)
        return std::nullopt;
    const std::int64_t since_zero = instant->milliseconds() + day_zero * day_milliseconds;
    return TypedCell{.look = Look::Instant, .number = static_cast<double>(since_zero) / static_cast<double>(day_milliseconds)};
}

std::optional<TypedCell> number_cell(const Cell& cell, Language language)
{
    if (cell.value.is_integer())
        return integer_cell(cell, language);
    return cell.value.is_text() ? decimal_cell(cell.value.as_text()) : std::nullopt;
}

std::optional<TypedCell> find_typed(const Cell& cell, Holds holds, Language language)
{
    switch (holds) {
    case Holds::Text: return cell.value.is_integer() ? integer_cell(cell, language) : std::nullopt;
    case Holds::Number: return number_cell(cell, language);
    case Holds::Date: return date_cell(cell);
    case Holds::Instant: return instant_cell(cell);
    case Holds::Money: return scaled_cell(cell, 100, {.look = Look::Decimal, .decimals = 2});
    case Holds::Percent: return scaled_cell(cell, 1000, {.look = Look::Percent});
    }
    return std::nullopt;
}

} // namespace

TypedCell typed_cell(const Cell& cell, Holds holds, Language language)
{
    if (std::optional<TypedCell> typed = find_typed(cell, holds, language))
        return *std::move(typed);
    return text_cell(cell, language);
}

} // namespace ogp::report_xlsx

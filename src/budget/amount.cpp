#include "budget/amount.hpp"

#include <limits>

namespace ogp::budget {
namespace {

constexpr Units most = std::numeric_limits<Units>::max();

/// units * 10 + digit; false on overflow.
bool append_digit(Units& units, int digit)
{
    if (units > (most - digit) / 10)
        return false;
    units = units * 10 + digit;
    return true;
}

} // namespace

Units power_of_ten(int places)
{
    Units power = 1;
    for (int i = 0; i < places; ++i)
        power *= 10;
    return power;
}

Amount parse_amount(std::string_view text)
{
    Amount amount;
    bool negative = false;
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
        negative = text.front() == '-';
        text.remove_prefix(1);
    }
    const std::size_t point = text.find_first_of(".,");
    const std::string_view whole = text.substr(0, point);
    std::string_view fraction = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    const std::string_view digits = "0123456789";
    if (whole.empty() || whole.find_first_not_of(digits) != std::string_view::npos ||
        fraction.find_first_not_of(digits) != std::string_view::npos || (point != std::string_view::npos && fraction.empty())) {
        amount.fault = AmountFault::NotANumber;
        return amount;
    }
    while (!fraction.empty() && fraction.back() == '0')
        fraction.remove_suffix(1);
    bool fits = true;
    for (const char c : whole)
        fits = fits && append_digit(amount.units, c - '0');
    amount.places = static_cast<int>(fraction.size());
    if (fits && fraction.size() > static_cast<std::size_t>(most_places)) {
        amount.fault = AmountFault::Places;
        return amount;
    }
    for (const char c : fraction)
        fits = fits && append_digit(amount.units, c - '0');
    if (!fits)
        amount.fault = AmountFault::Overflow;
    else if (negative && amount.units != 0)
        amount.fault = AmountFault::Negative;
    else if (point != std::string_view::npos && text[point] == ',')
        amount.fault = AmountFault::Comma;
    if (negative && fits)
        amount.units = -amount.units;
    return amount;
}

std::optional<Units> rescale(const Amount& amount, int places)
{
    const Units factor = power_of_ten(places - amount.places);
    if (amount.units > most / factor || amount.units < -(most / factor))
        return std::nullopt;
    return amount.units * factor;
}

std::string amount_text(Units units, int places)
{
    const bool negative = units < 0;
    // In the unsigned domain the smallest value has a magnitude too.
    const std::uint64_t magnitude = negative ? 0 - static_cast<std::uint64_t>(units) : static_cast<std::uint64_t>(units);
    const auto scale = static_cast<std::uint64_t>(power_of_ten(places));
    std::string text = (negative ? "-" : "") + std::to_string(magnitude / scale);
    std::string fraction = std::to_string(magnitude % scale);
    if (magnitude % scale == 0)
        return text;
    fraction.insert(0, static_cast<std::size_t>(places) - fraction.size(), '0');
    fraction.erase(fraction.find_last_not_of('0') + 1);
    return text + "." + fraction;
}

} // namespace ogp::budget

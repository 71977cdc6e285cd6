#include "base/decimal.hpp"

#include <limits>

namespace ogp {
namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t scale = 10'000;

std::optional<Decimal> narrow(Wide units)
{
    if (units < std::numeric_limits<std::int64_t>::min() || units > std::numeric_limits<std::int64_t>::max())
        return std::nullopt;
    return Decimal::from_units(static_cast<std::int64_t>(units));
}

/// numerator / denominator to the nearest integer, halves to the even one.
Wide divide_half_even(Wide numerator, Wide denominator)
{
    if (denominator < 0) {
        numerator = -numerator;
        denominator = -denominator;
    }
    const bool negative = numerator < 0;
    const Wide magnitude = negative ? -numerator : numerator;
    Wide quotient = magnitude / denominator;
    const Wide twice_rest = (magnitude % denominator) * 2;
    if (twice_rest > denominator || (twice_rest == denominator && quotient % 2 != 0))
        ++quotient;
    return negative ? -quotient : quotient;
}

} // namespace

std::optional<Decimal> Decimal::from_integer(std::int64_t value)
{
    return narrow(Wide{value} * scale);
}

std::optional<Decimal> Decimal::parse(std::string_view text)
{
    const bool negative = !text.empty() && text.front() == '-';
    if (negative)
        text.remove_prefix(1);
    Wide units = 0;
    int whole_digits = 0;
    int places = -1; // digits after the point, -1 before it
    for (const char c : text) {
        if (c == '.' && places < 0 && whole_digits > 0) {
            places = 0;
            continue;
        }
        if (c < '0' || c > '9' || places == 4)
            return std::nullopt;
        places < 0 ? ++whole_digits : ++places;
        units = units * 10 + (c - '0');
        if (units > Wide{std::numeric_limits<std::int64_t>::max()} + 1)
            return std::nullopt;
    }
    if (whole_digits == 0 || places == 0)
        return std::nullopt;
    for (int i = places < 0 ? 0 : places; i < 4; ++i)
        units *= 10;
    return narrow(negative ? -units : units);
}

std::string Decimal::text() const
{
    const bool negative = m_units < 0;
    // In the unsigned domain the smallest value has a magnitude too.
    const std::uint64_t magnitude = negative ? 0 - static_cast<std::uint64_t>(m_units) : static_cast<std::uint64_t>(m_units);
    std::string text = (negative ? "-" : "") + std::to_string(magnitude / scale);
    std::uint64_t rest = magnitude % scale;
    if (rest != 0) {
        text += '.';
        for (std::uint64_t unit = scale / 10; rest != 0; unit /= 10) {
            text += static_cast<char>('0' + rest / unit);
            rest %= unit;
        }
    }
    return text;
}

std::optional<Decimal> Decimal::plus(Decimal other) const
{
    return narrow(Wide{m_units} + other.m_units);
}

std::optional<Decimal> Decimal::minus(Decimal other) const
{
    return narrow(Wide{m_units} - other.m_units);
}

std::optional<Decimal> Decimal::times(Decimal other) const
{
    return narrow(divide_half_even(Wide{m_units} * other.m_units, scale));
}

std::optional<Decimal> Decimal::over(Decimal other) const
{
    if (other.m_units == 0)
        return std::nullopt;
    return narrow(divide_half_even(Wide{m_units} * scale, other.m_units));
}

} // namespace ogp

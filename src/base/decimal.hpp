#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ogp {

/// An exact decimal with four places, int64 in units of 1/10000. Stored and shown as a string: "35", "0.5", "-12.25".
class Decimal
{
public:
    constexpr Decimal() = default;
    static constexpr Decimal from_units(std::int64_t units) { Decimal d; d.m_units = units; return d; }
    static std::optional<Decimal> from_integer(std::int64_t value);
    /// "[-]digits[.digits]", at most four places; more places, exponents, overflow: nothing.
    static std::optional<Decimal> parse(std::string_view text);

    constexpr std::int64_t units() const { return m_units; }
    /// Shortest form without trailing zeros.
    std::string text() const;
    constexpr auto operator<=>(const Decimal&) const = default;

    /// Nothing on overflow and on division by zero. Products and quotients are rounded half to even at the fourth place.
    std::optional<Decimal> plus(Decimal other) const;
    std::optional<Decimal> minus(Decimal other) const;
    std::optional<Decimal> times(Decimal other) const;
    std::optional<Decimal> over(Decimal other) const;

private:
    std::int64_t m_units = 0;
};

} // namespace ogp

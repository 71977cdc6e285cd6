#include "report/amounts.hpp"

#include "base/decimal.hpp"
#include "report/dates.hpp"

#include <string>

namespace ogp::report {
namespace {

/// A whole number of 10^-places, with all its places.
std::string fixed(std::int64_t value, std::uint64_t scale, int places)
{
    const std::uint64_t size = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    return fmt::format("{}{}.{:0{}}", value < 0 ? "-" : "", size / scale, size % scale, places);
}

} // namespace

Localized money_number(std::int64_t minor_units)
{
    return *grouped_number(fixed(minor_units, 100, 2));
}

Localized money_words(std::int64_t minor_units, std::string_view currency)
{
    const Localized number = money_number(minor_units);
    const std::string_view ka = currency == "GEL" ? "ლარი" : currency;
    return {fmt::format("{}\u00A0{}", number.ka, ka), fmt::format("{}\u00A0{}", number.en, currency)};
}

std::optional<std::int64_t> minor_units(std::string_view decimal)
{
    const auto value = Decimal::parse(decimal);
    return value && value->units() % 100 == 0 ? std::optional(value->units() / 100) : std::nullopt;
}

Localized percent_number(std::int64_t tenths)
{
    return *grouped_number(fixed(tenths, 10, 1));
}

Localized percent_words(std::int64_t tenths)
{
    const Localized number = percent_number(tenths);
    return {number.ka + "%", number.en + "%"};
}

} // namespace ogp::report

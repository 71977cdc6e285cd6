#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ogp::budget {

/// Money of a round: int64 in units of 10^-places of the currency, where `places` is what the file needs (0 for whole
/// zloty, 2 where anything is printed with tetri). Nothing is ever rounded.
using Units = std::int64_t;

/// No amount with more digits after the point is read.
constexpr int most_places = 9;

/// Why a text is no amount.
enum class AmountFault {
    None,
    NotANumber, ///< anything but digits with at most one point
    Comma,      ///< a decimal comma: "12,5"
    Negative,
    Places,     ///< more than `most_places` digits after the point
    Overflow,   ///< more than int64 holds
};

/// What a text says before it is known how many places the file needs.
struct Amount
{
    Units units = 0;
    int places = 0;
    AmountFault fault = AmountFault::None;
};

/// "[+-]digits[.digits]"; trailing zeros after the point take no places. A comma is read as the point and reported, negative
/// amounts are read and reported: the caller decides.
Amount parse_amount(std::string_view text);

/// The same amount in units of 10^-places; nothing on overflow. `places` is at least that of the amount.
std::optional<Units> rescale(const Amount& amount, int places);

/// 10^places.
Units power_of_ten(int places);

/// Shortest decimal text: "100000", "2532645.83", "0.5".
std::string amount_text(Units units, int places);

} // namespace ogp::budget

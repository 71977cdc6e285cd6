#pragma once

#include "base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ogp::calendar {

/// Easter Sunday of the Orthodox churches as a Gregorian date (Meeus, Astronomical Algorithms, chapter 9: the Julian
/// computation, then the difference of the calendars); years 1583 to 4099.
Date orthodox_easter(int year);
/// Easter Sunday of the Western churches (the anonymous Gregorian algorithm; Meeus, the same chapter).
Date western_easter(int year);

/// A day of every year:
///
///   01-07                    month and day; 02-29 is in leap years only
///   orthodox-easter          the Sunday; with "+1" or "-2" so many days after or before (at most 100)
///   western-easter +49
///   3rd monday january       1st to 5th, or last; the 5th is in months only that have one
///   last friday november
struct Rule
{
    enum class Kind { MonthDay, OrthodoxEaster, WesternEaster, Weekday };

    Kind kind = Kind::MonthDay;
    int month = 1;   ///< MonthDay, Weekday: 1..12
    int day = 1;     ///< MonthDay: 1..31
    int offset = 0;  ///< after Easter Sunday
    int nth = 1;     ///< Weekday: 1..5, or 0 for the last
    int weekday = 0; ///< Weekday: 0 Monday .. 6 Sunday

    bool operator==(const Rule&) const = default;
    /// As parse_rule reads it.
    std::string text() const;
    /// The day in that year, where there is one.
    std::optional<Date> in_year(int year) const;
};

/// Nothing where it is no rule.
std::optional<Rule> parse_rule(std::string_view text);

/// 0 Monday .. 6 Sunday.
constexpr int weekday_of(Date date)
{
    const std::int32_t w = (date.days() + 3) % 7; // 1970-01-01 was a Thursday
    return w < 0 ? w + 7 : w;
}

} // namespace ogp::calendar

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ogp {

/// One change to or from daylight-saving time, every year (POSIX TZ).
struct ZoneRule
{
    enum class Kind { WeekOfMonth, DayWithoutLeap, DayOfYear };

    Kind kind = Kind::WeekOfMonth;
    int month = 1;   ///< WeekOfMonth: 1..12
    int week = 1;    ///< WeekOfMonth: 1..5, 5 is the last
    int day = 0;     ///< WeekOfMonth: 0 Sunday .. 6; DayWithoutLeap: 1..365, never 29 February; DayOfYear: 0..365
    int time = 7200; ///< seconds after midnight on the wall clock, -167 to 167 hours

    /// Seconds since the epoch of the change in that year, as if the wall clock showed UTC.
    std::int64_t wall_seconds(int year) const;
};

/// What holds after the last transition of the file. Offsets are seconds east of Greenwich.
struct ZoneTail
{
    int standard_offset = 0;
    bool has_daylight = false;
    int daylight_offset = 0;
    ZoneRule starts;
    ZoneRule ends;

    int offset_at(std::int64_t seconds) const;
    /// Instants of the changes that fall near `year`, in order; a change that takes no effect may be among them.
    std::vector<std::int64_t> transitions_around(int year) const;
};

/// The content of a TZif file (RFC 8536, version 2 or later): 64-bit transitions and the footer. Abbreviations are of no
/// use here and not kept.
struct ZoneFile
{
    std::vector<std::int64_t> transitions; ///< strictly ascending
    std::vector<int> offsets;              ///< offset from that transition on
    int first_offset = 0;                  ///< before the first transition
    std::optional<ZoneTail> tail;

    int offset_at(std::int64_t seconds) const;
    /// The transitions t with from < t < to, in order.
    std::vector<std::int64_t> transitions_within(std::int64_t from, std::int64_t to) const;
};

/// Nothing where the bytes are not a well-formed file.
std::optional<ZoneFile> read_zone(std::string_view bytes);

/// The footer: "EET-2EEST,M3.5.0/3,M10.5.0/4". Nothing where it is malformed.
std::optional<ZoneTail> read_zone_tail(std::string_view posix);

} // namespace ogp

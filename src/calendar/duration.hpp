#pragma once

#include "base/language.hpp"
#include "base/time.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ogp::calendar {

/// What a term is counted in. Weeks are seven calendar days. Months are turned into calendar days when the clock starts: to
/// the same day of the month, or its last day (31 January and one month: 28 February).
enum class Unit { Minutes, Hours, WorkingHours, CalendarDays, WorkingDays, Weeks, Months };

/// "working_days": the word in YAML and on the command line.
std::string_view code(Unit unit);
std::optional<Unit> unit_from(std::string_view code);
/// All units, in the order of the enumeration.
std::span<const Unit> units();

/// Whether the unit counts days as they close; the others count seconds.
bool counts_days(Unit unit);
/// Whether the unit counts working time only, so that it needs a calendar's days off.
bool counts_working_time(Unit unit);
/// Ticks are what a clock counts: seconds, or days of a unit that counts days. An hour has 3600, a week 7; a month, which
/// has no fixed number, 30.
std::int64_t ticks_in(Unit unit);

/// "10 working days".
struct Duration
{
    std::int64_t amount = 0;
    Unit unit = Unit::CalendarDays;

    bool operator==(const Duration&) const = default;
    /// "10wd": what parse_duration reads.
    std::string text() const;
    /// "10 working days", for people.
    Localized label() const;
};

/// No term is longer: larger amounts are refused wherever they come from.
constexpr std::int64_t most_units = 1'000'000;

/// A whole number of at most `most_units` and a unit: 30min 8h 4wh 10d 3wd 2w 1mo, or the long word: "10 working_days".
std::optional<Duration> parse_duration(std::string_view text);

/// The same number of ticks in people's words: "3 working days", "7 h 30 min". A minus stays.
Localized ticks_label(std::int64_t ticks, Unit unit);

/// Months later on the same day of the month, or on its last day; nothing beyond the years 1..9999.
std::optional<Date> add_months(Date date, std::int64_t months);

/// Excluded: the day on which the clock starts is not counted, counting begins when the next day begins (the rule of civil
/// law). Included: it is counted where the clock still runs when it closes.
enum class FirstDay { Excluded, Included };
/// When a day closes, and with it a term: at midnight, when its last open hours end (midnight where it has none), or at
/// the time of day at which the clock started.
enum class DueAt { EndOfDay, EndOfBusiness, Instant };
/// Whether a term that ends on a day off moves to the close of the next working day.
enum class Roll { None, NextWorking };

std::string_view code(FirstDay first_day);
std::string_view code(DueAt due_at);
std::string_view code(Roll roll);
std::optional<FirstDay> first_day_from(std::string_view code);
std::optional<DueAt> due_at_from(std::string_view code);
std::optional<Roll> roll_from(std::string_view code);

/// How days are counted. Of no effect on units that count seconds.
///
/// Libraries disagree on four points; here they are decided so:
/// 1. the day of the start counts only with FirstDay::Included;
/// 2. a start on a day off counts the next working day as the first one, never as day 0;
/// 3. a term that is used up exactly at closing time ends there (09:00 and nine open hours: 18:00 today), not at the next
///    opening: of all instants at which it is used up it is the earliest;
/// 4. ends are exclusive: nine to six are nine hours, what happens at `due_at` is late.
struct Conventions
{
    FirstDay first_day = FirstDay::Excluded;
    DueAt due_at = DueAt::EndOfDay;
    Roll roll = Roll::None;

    bool operator==(const Conventions&) const = default;
};

} // namespace ogp::calendar

#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ogp {

/// A civil day of the proleptic Gregorian calendar, years 1..9999, as days since 1970-01-01.
class Date
{
public:
    constexpr Date() = default;
    static constexpr Date from_days(std::int32_t days) { Date d; d.m_days = days; return d; }
    /// Nothing where there is no such day: 2019-04-31.
    static std::optional<Date> from_civil(int year, int month, int day);
    /// Exactly YYYY-MM-DD.
    static std::optional<Date> parse(std::string_view iso);

    constexpr std::int32_t days() const { return m_days; }
    int year() const;
    int month() const;
    int day() const;
    std::string iso() const;

    constexpr auto operator<=>(const Date&) const = default;
    constexpr Date operator+(std::int32_t days) const { return from_days(m_days + days); }
    constexpr std::int32_t operator-(Date other) const { return m_days - other.m_days; }

private:
    std::int32_t m_days = 0;
};

/// 28..31; `month` 1..12.
int days_in_month(int year, int month);

/// A point in time, milliseconds since 1970-01-01T00:00:00Z.
class Instant
{
public:
    constexpr Instant() = default;
    static constexpr Instant from_milliseconds(std::int64_t ms) { Instant i; i.m_ms = ms; return i; }
    /// RFC 3339 with an offset or Z ("2019-04-15T10:00:00+04:00"), or whole seconds since the epoch. What is finer than a
    /// millisecond is cut off. A local time without an offset is refused, because nobody knows when that was, and so is
    /// a leap second (:60), which this count of milliseconds cannot hold.
    static std::optional<Instant> parse(std::string_view text);

    constexpr std::int64_t milliseconds() const { return m_ms; }
    /// "2019-04-15T06:00:00Z", with ".123" only where there are milliseconds.
    std::string rfc3339() const;
    constexpr auto operator<=>(const Instant&) const = default;

private:
    std::int64_t m_ms = 0;
};

enum class ClockSource { System, Set };

/// The time of one run: read once, then passed in. Nothing below `cli` and `server` reads a clock.
struct Clock
{
    Instant now;
    ClockSource source = ClockSource::System;

    static Clock system();
};

} // namespace ogp

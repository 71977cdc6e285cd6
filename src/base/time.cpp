#include "base/time.hpp"

#include <fmt/format.h>

#include <chrono>

namespace ogp {
namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t first_second = -62'135'596'800; // 0001-01-01T00:00:00Z
constexpr std::int64_t last_second = 253'402'300'799;  // 9999-12-31T23:59:59Z

std::chrono::year_month_day civil(std::int32_t days)
{
    return std::chrono::sys_days(std::chrono::days(days));
}

/// `count` digits at the front of `text`, which are taken away; -1 where there are fewer.
int take_digits(std::string_view& text, std::size_t count)
{
    if (text.size() < count)
        return -1;
    int value = 0;
    for (const char c : text.substr(0, count)) {
        if (c < '0' || c > '9')
            return -1;
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(count);
    return value;
}

bool take(std::string_view& text, char upper, char lower)
{
    if (text.empty() || (text.front() != upper && text.front() != lower))
        return false;
    text.remove_prefix(1);
    return true;
}

bool take(std::string_view& text, char c)
{
    return take(text, c, c);
}

std::optional<Date> take_date(std::string_view& text)
{
    const int year = take_digits(text, 4);
    if (year < 0 || !take(text, '-'))
        return std::nullopt;
    const int month = take_digits(text, 2);
    if (month < 0 || !take(text, '-'))
        return std::nullopt;
    return Date::from_civil(year, month, take_digits(text, 2));
}

/// "HH:MM:SS[.fraction]" in milliseconds, or -1. What is finer than a millisecond is cut off.
std::int64_t take_time_of_day(std::string_view& text)
{
    const int hour = take_digits(text, 2);
    if (hour < 0 || hour > 23 || !take(text, ':'))
        return -1;
    const int minute = take_digits(text, 2);
    if (minute < 0 || minute > 59 || !take(text, ':'))
        return -1;
    const int second = take_digits(text, 2);
    if (second < 0 || second > 59)
        return -1;
    int ms = 0;
    if (take(text, '.')) {
        int digits = 0;
        for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1), ++digits) {
            if (digits < 3)
                ms = ms * 10 + (text.front() - '0');
        }
        if (digits == 0 || digits > 9)
            return -1;
        for (; digits < 3; ++digits)
            ms *= 10;
    }
    return ((hour * 60 + minute) * 60 + second) * std::int64_t{1000} + ms;
}

/// "Z" or "+HH:MM" in milliseconds.
std::optional<std::int64_t> take_offset(std::string_view& text)
{
    if (take(text, 'Z', 'z'))
        return 0;
    const bool west = !text.empty() && text.front() == '-';
    if (!take(text, '+', '-'))
        return std::nullopt;
    const int hour = take_digits(text, 2);
    if (hour < 0 || hour > 23 || !take(text, ':'))
        return std::nullopt;
    const int minute = take_digits(text, 2);
    if (minute < 0 || minute > 59)
        return std::nullopt;
    const std::int64_t offset = (hour * 60 + minute) * std::int64_t{60'000};
    return west ? -offset : offset;
}

std::optional<Instant> within_years(std::int64_t ms)
{
    if (ms < first_second * 1000 || ms > last_second * 1000 + 999)
        return std::nullopt;
    return Instant::from_milliseconds(ms);
}

std::optional<Instant> parse_seconds(std::string_view text)
{
    const bool negative = take(text, '-');
    if (text.empty() || text.size() > 12)
        return std::nullopt;
    std::int64_t seconds = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return std::nullopt;
        seconds = seconds * 10 + (c - '0');
    }
    return within_years((negative ? -seconds : seconds) * 1000);
}

} // namespace

std::optional<Date> Date::from_civil(int year, int month, int day)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
        return std::nullopt;
    const std::chrono::sys_days days = std::chrono::year(year) / month / day;
    return from_days(static_cast<std::int32_t>(days.time_since_epoch().count()));
}

std::optional<Date> Date::parse(std::string_view iso)
{
    const std::optional<Date> date = take_date(iso);
    return iso.empty() ? date : std::nullopt;
}

int Date::year() const
{
    return static_cast<int>(civil(m_days).year());
}

int Date::month() const
{
    return static_cast<int>(static_cast<unsigned>(civil(m_days).month()));
}

int Date::day() const
{
    return static_cast<int>(static_cast<unsigned>(civil(m_days).day()));
}

std::string Date::iso() const
{
    return fmt::format("{:04}-{:02}-{:02}", year(), month(), day());
}

int days_in_month(int year, int month)
{
    if (month == 2)
        return std::chrono::year(year).is_leap() ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

std::optional<Instant> Instant::parse(std::string_view text)
{
    if (text.find(':') == std::string_view::npos)
        return parse_seconds(text);
    const std::optional<Date> date = take_date(text);
    if (!date || !take(text, 'T', 't'))
        return std::nullopt;
    const std::int64_t time = take_time_of_day(text);
    if (time < 0)
        return std::nullopt;
    const std::optional<std::int64_t> offset = take_offset(text);
    if (!offset || !text.empty())
        return std::nullopt;
    return within_years(date->days() * day_ms + time - *offset);
}

std::string Instant::rfc3339() const
{
    std::int64_t days = m_ms / day_ms;
    std::int64_t rest = m_ms % day_ms;
    if (rest < 0) {
        rest += day_ms;
        --days;
    }
    std::string text = Date::from_days(static_cast<std::int32_t>(days)).iso();
    fmt::format_to(std::back_inserter(text), "T{:02}:{:02}:{:02}", rest / 3'600'000, rest / 60'000 % 60, rest / 1000 % 60);
    if (rest % 1000 != 0)
        fmt::format_to(std::back_inserter(text), ".{:03}", rest % 1000);
    return text + 'Z';
}

Clock Clock::system()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return {Instant::from_milliseconds(std::chrono::floor<std::chrono::milliseconds>(now).count()), ClockSource::System};
}

} // namespace ogp

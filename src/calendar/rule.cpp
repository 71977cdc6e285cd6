#include "calendar/rule.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace ogp::calendar {
namespace {

constexpr std::array<std::string_view, 6> nth_words = {"last", "1st", "2nd", "3rd", "4th", "5th"};
constexpr std::array<std::string_view, 7> weekday_words = {"monday", "tuesday",  "wednesday", "thursday",
                                                           "friday", "saturday", "sunday"};
constexpr std::array<std::string_view, 12> month_words = {"january", "february", "march",     "april",   "may",      "june",
                                                          "july",    "august",   "september", "october", "november", "december"};
constexpr std::string_view orthodox_word = "orthodox-easter";
constexpr std::string_view western_word = "western-easter";
constexpr int most_offset = 100;

template <std::size_t Size>
std::optional<int> index_in(const std::array<std::string_view, Size>& words, std::string_view word)
{
    const auto found = std::find(words.begin(), words.end(), word);
    return found == words.end() ? std::nullopt : std::optional<int>(static_cast<int>(found - words.begin()));
}

/// "+1" or "-49", with its sign.
std::optional<int> parse_offset(std::string_view text)
{
    if (text.size() < 2 || (text.front() != '+' && text.front() != '-') || text[1] < '0' || text[1] > '9')
        return std::nullopt;
    const auto number = to_integer(text.substr(1));
    if (!number || *number == 0 || *number > most_offset)
        return std::nullopt;
    return static_cast<int>(text.front() == '-' ? -*number : *number);
}

std::optional<Rule> parse_month_day(std::string_view text)
{
    // A leap year takes every day that there can be.
    const auto date = text.size() == 5 ? Date::parse(fmt::format("2000-{}", text)) : std::nullopt;
    if (!date)
        return std::nullopt;
    Rule rule;
    rule.month = date->month();
    rule.day = date->day();
    return rule;
}

Date made(int year, int month, int day)
{
    return Date::from_civil(year, month, day).value_or(Date{});
}

} // namespace

Date orthodox_easter(int year)
{
    const int a = year % 4;
    const int b = year % 7;
    const int c = year % 19;
    const int d = (19 * c + 15) % 30;
    const int e = (2 * a + 4 * b - d + 34) % 7;
    const int f = d + e + 114;
    const int behind = year / 100 - year / 400 - 2; // days between the Julian and the Gregorian calendar
    return made(year, f / 31, f % 31 + 1) + behind;
}

Date western_easter(int year)
{
    const int a = year % 19;
    const int b = year / 100;
    const int c = year % 100;
    const int d = b / 4;
    const int e = b % 4;
    const int f = (b + 8) / 25;
    const int g = (b - f + 1) / 3;
    const int h = (19 * a + b - d - g + 15) % 30;
    const int i = c / 4;
    const int k = c % 4;
    const int l = (32 + 2 * e + 2 * i - h - k) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int n = h + l - 7 * m + 114;
    return made(year, n / 31, n % 31 + 1);
}

std::string Rule::text() const
{
    switch (kind) {
    case Kind::MonthDay: return fmt::format("{:02}-{:02}", month, day);
    case Kind::Weekday:
        return fmt::format("{} {} {}", nth_words[static_cast<std::size_t>(nth)], weekday_words[static_cast<std::size_t>(weekday)],
                           month_words[static_cast<std::size_t>(month - 1)]);
    case Kind::OrthodoxEaster:
    case Kind::WesternEaster: break;
    }
    const std::string_view word = kind == Kind::OrthodoxEaster ? orthodox_word : western_word;
    return offset == 0 ? std::string(word) : fmt::format("{} {:+}", word, offset);
}

std::optional<Date> Rule::in_year(int year) const
{
    switch (kind) {
    case Kind::MonthDay: return Date::from_civil(year, month, day);
    case Kind::OrthodoxEaster: return orthodox_easter(year) + offset;
    case Kind::WesternEaster: return western_easter(year) + offset;
    case Kind::Weekday: break;
    }
    const Date first = made(year, month, 1);
    const int days = days_in_month(year, month);
    const int to_weekday = (weekday - weekday_of(first) + 7) % 7;
    const int found = nth == 0 ? to_weekday + (days - 1 - to_weekday) / 7 * 7 : to_weekday + (nth - 1) * 7;
    return found < days ? std::optional<Date>(first + found) : std::nullopt;
}

std::optional<Rule> parse_rule(std::string_view text)
{
    if (auto rule = parse_month_day(text))
        return rule;
    const std::vector<std::string_view> words = split(text, ' ');
    Rule rule;
    if (words.front() == orthodox_word || words.front() == western_word) {
        rule.kind = words.front() == orthodox_word ? Rule::Kind::OrthodoxEaster : Rule::Kind::WesternEaster;
        const auto offset = words.size() == 2 ? parse_offset(words[1]) : std::optional<int>(0);
        if (words.size() > 2 || !offset)
            return std::nullopt;
        rule.offset = *offset;
        return rule;
    }
    if (words.size() != 3)
        return std::nullopt;
    const auto nth = index_in(nth_words, words[0]);
    const auto weekday = index_in(weekday_words, words[1]);
    const auto month = index_in(month_words, words[2]);
    if (!nth || !weekday || !month)
        return std::nullopt;
    rule.kind = Rule::Kind::Weekday;
    rule.nth = *nth;
    rule.weekday = *weekday;
    rule.month = *month + 1;
    return rule;
}

} // namespace ogp::calendar

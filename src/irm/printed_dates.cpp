#include "irm/printed_dates.hpp"

#include "base/text.hpp"
#include "irm/columns.hpp"
#include "irm/field_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace ogp::irm {
namespace {

using model::PrintedDate;

constexpr int first_year = 1900;
constexpr int last_year = 2199;
constexpr std::size_t longest_date = 200;

constexpr std::array<std::string_view, 12> months = {"january", "february", "march",     "april",   "may",      "june",
                                                     "july",    "august",   "september", "october", "november", "december"};

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/// 1..12 for "February" and "Feb".
std::optional<int> month_named(std::string_view word)
{
    constexpr std::size_t shortest = 3;
    const std::string small = to_lower(word);
    for (std::size_t i = 0; i < months.size(); ++i)
        if (small == months[i] || (small.size() >= shortest && months[i].starts_with(small)))
            return static_cast<int>(i) + 1;
    return std::nullopt;
}

/// The runs of digits and of other characters that are no blanks and no separators, in their order.
std::vector<std::string_view> words_of(std::string_view cell)
{
    constexpr std::string_view separators = " \t\n\r/.,-";
    std::vector<std::string_view> words;
    for (std::size_t at = cell.find_first_not_of(separators); at != std::string_view::npos;) {
        std::size_t end = at + 1;
        while (end < cell.size() && separators.find(cell[end]) == std::string_view::npos && is_digit(cell[end]) == is_digit(cell[at]))
            ++end;
        words.push_back(cell.substr(at, end - at));
        at = cell.find_first_not_of(separators, end);
    }
    return words;
}

std::optional<int> number(std::string_view word)
{
    constexpr std::size_t longest = 4;
    if (word.empty() || word.size() > longest || !std::all_of(word.begin(), word.end(), is_digit))
        return std::nullopt;
    return static_cast<int>(to_integer(word).value_or(0));
}

/// A year of four digits, or of two in a date of three numbers.
std::optional<int> year_in(std::string_view word)
{
    const auto year = number(word);
    return year && word.size() == 4 && *year >= first_year && *year <= last_year ? year : std::nullopt;
}

/// The three numbers of 9/1/2018, 31/12/14 and 1.9.2018; separators alone stand between them.
struct Numbers
{
    int first = 0;
    int second = 0;
    int year = 0;
};

std::optional<Numbers> three_numbers(const std::vector<std::string_view>& words)
{
    constexpr int century = 2000;
    if (words.size() != 3 || words[0].size() > 2 || words[1].size() > 2)
        return std::nullopt;
    const auto first = number(words[0]);
    const auto second = number(words[1]);
    const auto year = words[2].size() == 2 ? number(words[2]) : year_in(words[2]);
    if (!first || !second || !year)
        return std::nullopt;
    return Numbers{*first, *second, words[2].size() == 2 ? century + *year : *year};
}

std::optional<PrintedDate> day_of(int year, int month, int day)
{
    constexpr int longest_month = 31;
    if (month < 1 || month > 12 || day < 1 || day > longest_month)
        return std::nullopt;
    const int last = days_in_month(year, month);
    auto date = PrintedDate::parse(fmt::format("{:04}-{:02}-{:02}", year, month, std::min(day, last)));
    return date;
}

bool is_impossible(int year, int month, int day)
{
    return day > days_in_month(year, month);
}

std::optional<PrintedDate> day_of(const Numbers& numbers, DateOrder order, const Json& printed)
{
    int month = numbers.first;
    int day = numbers.second;
    if (order == DateOrder::DayFirst)
        std::swap(month, day);
    if (month > 12)
        std::swap(month, day);
    auto date = day_of(numbers.year, month, day);
    if (!date)
        return std::nullopt;
    date->set_printed(printed);
    if (is_impossible(numbers.year, month, day))
        date->set_impossible();
    return date;
}

/// Reads "1 May 2015", "May 1, 2015", "February 2014", "2/2014": one month, one year and at most one day.
std::optional<PrintedDate> named_month(const std::vector<std::string_view>& words, const Json& printed)
{
    std::optional<int> month;
    std::optional<int> year;
    std::optional<int> day;
    for (const std::string_view word : words) {
        if (const auto found = year_in(word); found && !year)
            year = found;
        else if (const auto named = month_named(word); named && !month)
            month = named;
        else if (const auto found_day = number(word); found_day && word.size() <= 2 && !day)
            day = found_day;
        else
            return std::nullopt;
    }
    if (!year)
        return std::nullopt;
    if (!month && words.size() == 2 && day && *day >= 1 && *day <= 12)
        month = std::exchange(day, std::nullopt);
    if (!month)
        return std::nullopt;
    auto date = day ? day_of(*year, *month, *day) : PrintedDate::parse(fmt::format("{:04}-{:02}", *year, *month));
    if (!date)
        return std::nullopt;
    date->set_printed(printed);
    if (day && is_impossible(*year, *month, *day))
        date->set_impossible();
    return date;
}

/// The one year that a text names: "Spring 2015".
std::optional<PrintedDate> year_alone(const std::vector<std::string_view>& words)
{
    std::optional<int> year;
    for (const std::string_view word : words) {
        if (!is_digit(word.front()))
            continue;
        const auto found = year_in(word);
        if (year || (!found && word.size() > 2))
            return std::nullopt;
        year = found ? found : year;
    }
    return year ? PrintedDate::parse(fmt::format("{:04}", *year)) : std::nullopt;
}

} // namespace

std::optional<DateOrder> shown_order(std::string_view cell)
{
    const auto numbers = three_numbers(words_of(cell.substr(0, longest_date)));
    if (!numbers)
        return std::nullopt;
    if (numbers->first > 12 && numbers->second <= 12)
        return DateOrder::DayFirst;
    if (numbers->second > 12 && numbers->first <= 12)
        return DateOrder::MonthFirst;
    return std::nullopt;
}

std::optional<PrintedDate> read_date(std::string_view cell, DateOrder order)
{
    const std::string text = field_text(cell);
    if (!is_coded(text))
        return std::nullopt;
    const Json printed(text);
    const auto unread = [&] { return PrintedDate().set_printed(printed); };
    if (text.size() > longest_date)
        return unread();
    if (auto iso = PrintedDate::parse(text))
        return iso->set_printed(printed);
    const std::vector<std::string_view> words = words_of(text);
    if (const auto numbers = three_numbers(words)) {
        auto date = day_of(*numbers, order, printed);
        return date ? date : unread();
    }
    if (auto date = named_month(words, printed))
        return date;
    if (auto date = year_alone(words))
        return date->set_printed(printed);
    return unread();
}

} // namespace ogp::irm

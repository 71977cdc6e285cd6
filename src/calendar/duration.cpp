#include "calendar/duration.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace ogp::calendar {
namespace {

struct UnitRow
{
    Unit unit;
    std::string_view code;
    std::string_view symbol;
    std::int64_t ticks;
    Label one;
    Label many; ///< in Georgian a number takes the singular
};

constexpr std::array<UnitRow, 7> rows = {{
    {Unit::Minutes, "minutes", "min", 60, {"წუთი", "minute"}, {"წუთი", "minutes"}},
    {Unit::Hours, "hours", "h", 3600, {"საათი", "hour"}, {"საათი", "hours"}},
    {Unit::WorkingHours, "working_hours", "wh", 3600, {"სამუშაო საათი", "working hour"}, {"სამუშაო საათი", "working hours"}},
    {Unit::CalendarDays, "calendar_days", "d", 1, {"კალენდარული დღე", "calendar day"}, {"კალენდარული დღე", "calendar days"}},
    {Unit::WorkingDays, "working_days", "wd", 1, {"სამუშაო დღე", "working day"}, {"სამუშაო დღე", "working days"}},
    {Unit::Weeks, "weeks", "w", 7, {"კვირა", "week"}, {"კვირა", "weeks"}},
    {Unit::Months, "months", "mo", 30, {"თვე", "month"}, {"თვე", "months"}},
}};

constexpr std::array<Unit, 7> all_units = {Unit::Minutes,     Unit::Hours, Unit::WorkingHours, Unit::CalendarDays,
                                           Unit::WorkingDays, Unit::Weeks, Unit::Months};

const UnitRow& row(Unit unit)
{
    return rows[static_cast<std::size_t>(unit)];
}

Localized counted(std::int64_t amount, Unit unit)
{
    const UnitRow& words = row(unit);
    const Label& label = amount == 1 || amount == -1 ? words.one : words.many;
    return say("{0} {1}", "{0} {2}", amount, label.ka, label.en);
}

template <class Enum, std::size_t Size>
std::optional<Enum> find_code(std::string_view word, const std::array<Enum, Size>& values)
{
    const auto found = std::find_if(values.begin(), values.end(), [&](Enum value) { return code(value) == word; });
    return found == values.end() ? std::nullopt : std::optional<Enum>(*found);
}

} // namespace

std::string_view code(Unit unit)
{
    return row(unit).code;
}

std::optional<Unit> unit_from(std::string_view word)
{
    return find_code(word, all_units);
}

std::span<const Unit> units()
{
    return all_units;
}

bool counts_days(Unit unit)
{
    return unit == Unit::CalendarDays || unit == Unit::WorkingDays || unit == Unit::Weeks || unit == Unit::Months;
}

bool counts_working_time(Unit unit)
{
    return unit == Unit::WorkingHours || unit == Unit::WorkingDays;
}

std::int64_t ticks_in(Unit unit)
{
    return row(unit).ticks;
}

std::string Duration::text() const
{
    return fmt::format("{}{}", amount, row(unit).symbol);
}

Localized Duration::label() const
{
    return counted(amount, unit);
}

std::optional<Duration> parse_duration(std::string_view text)
{
    const auto end = std::find_if(text.begin(), text.end(), [](char c) { return c < '0' || c > '9'; });
    const auto digits = static_cast<std::size_t>(end - text.begin());
    if (digits == 0 || digits > 7)
        return std::nullopt;
    std::string_view word = text.substr(digits);
    if (!word.empty() && word.front() == ' ')
        word.remove_prefix(1);
    const auto found = std::find_if(rows.begin(), rows.end(),
                                    [&](const UnitRow& known) { return word == known.symbol || word == known.code; });
    const std::int64_t amount = to_integer(text.substr(0, digits)).value_or(most_units + 1);
    if (found == rows.end() || amount > most_units)
        return std::nullopt;
    return Duration{amount, found->unit};
}

Localized ticks_label(std::int64_t ticks, Unit unit)
{
    if (counts_days(unit))
        return counted(ticks, unit == Unit::WorkingDays ? unit : Unit::CalendarDays);
    const char* minus = ticks < 0 ? "-" : "";
    const std::int64_t seconds = std::abs(ticks);
    const std::int64_t hours = seconds / 3600;
    const std::int64_t minutes = seconds / 60 % 60;
    if (hours == 0 && minutes == 0)
        return say("{}{} წმ", "{}{} s", minus, seconds);
    if (hours == 0)
        return say("{}{} წთ", "{}{} min", minus, minutes);
    if (minutes == 0)
        return say("{}{} სთ", "{}{} h", minus, hours);
    return say("{}{} სთ {} წთ", "{}{} h {} min", minus, hours, minutes);
}

std::optional<Date> add_months(Date date, std::int64_t months)
{
    if (months > most_units || months < -most_units)
        return std::nullopt;
    const std::int64_t month = std::int64_t{date.year()} * 12 + date.month() - 1 + months;
    if (month < 12 || month >= 10'000 * 12)
        return std::nullopt;
    const int year = static_cast<int>(month / 12);
    const int month_of_year = static_cast<int>(month % 12) + 1;
    return Date::from_civil(year, month_of_year, std::min(date.day(), days_in_month(year, month_of_year)));
}

std::string_view code(FirstDay first_day)
{
    return first_day == FirstDay::Excluded ? "excluded" : "included";
}

std::string_view code(DueAt due_at)
{
    switch (due_at) {
    case DueAt::EndOfDay: return "end_of_day";
    case DueAt::EndOfBusiness: return "end_of_business";
    case DueAt::Instant: return "instant";
    }
    return "";
}

std::string_view code(Roll roll)
{
    return roll == Roll::None ? "none" : "next_working";
}

std::optional<FirstDay> first_day_from(std::string_view word)
{
    return find_code(word, std::array{FirstDay::Excluded, FirstDay::Included});
}

std::optional<DueAt> due_at_from(std::string_view word)
{
    return find_code(word, std::array{DueAt::EndOfDay, DueAt::EndOfBusiness, DueAt::Instant});
}

std::optional<Roll> roll_from(std::string_view word)
{
    return find_code(word, std::array{Roll::None, Roll::NextWorking});
}

} // namespace ogp::calendar

#include "report/dates.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "report/wording.hpp"

#include <algorithm>
#include <array>

namespace ogp::report {
namespace {

constexpr std::array<Label, 12> months = {{
    {"იანვარი", "January"},
    {"თებერვალი", "February"},
    {"მარტი", "March"},
    {"აპრილი", "April"},
    {"მაისი", "May"},
    {"ივნისი", "June"},
    {"ივლისი", "July"},
    {"აგვისტო", "August"},
    {"სექტემბერი", "September"},
    {"ოქტომბერი", "October"},
    {"ნოემბერი", "November"},
    {"დეკემბერი", "December"},
}};

constexpr std::array<const char*, 12> months_genitive = {
    "იანვრის",  "თებერვლის", "მარტის",     "აპრილის",   "მაისის",   "ივნისის",
    "ივლისის", "აგვისტოს",  "სექტემბრის", "ოქტომბრის", "ნოემბრის", "დეკემბრის",
};

constexpr std::array<Label, 12> short_months = {{
    {"იან", "Jan"},
    {"თებ", "Feb"},
    {"მარ", "Mar"},
    {"აპრ", "Apr"},
    {"მაი", "May"},
    {"ივნ", "Jun"},
    {"ივლ", "Jul"},
    {"აგვ", "Aug"},
    {"სექ", "Sep"},
    {"ოქტ", "Oct"},
    {"ნოე", "Nov"},
    {"დეკ", "Dec"},
}};

bool is_digits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string grouped(std::string_view digits, std::string_view separator)
{
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i != 0 && (digits.size() - i) % 3 == 0)
            text += separator;
        text += digits[i];
    }
    return text;
}

} // namespace

const Label& month_name(int month)
{
    return months.at(static_cast<std::size_t>(month - 1));
}

const Label& short_month_name(int month)
{
    return short_months.at(static_cast<std::size_t>(month - 1));
}

std::optional<Localized> find_long_date(std::string_view iso, DateCase date_case)
{
    // The day that stands for a month or year proves that the rest is a date.
    const std::string_view missing = iso.size() == 4 ? "-01-01" : iso.size() == 7 ? "-01" : "";
    const std::optional<Date> date = Date::parse(std::string(iso) + std::string(missing));
    if (!date)
        return std::nullopt;
    const bool genitive = date_case == DateCase::Genitive;
    if (iso.size() == 4)
        return Localized(fmt::format("{} {}", date->year(), genitive ? "წლის" : "წელი"), std::to_string(date->year()));
    const Label& month = month_name(date->month());
    const std::string_view ka = genitive ? months_genitive.at(static_cast<std::size_t>(date->month() - 1)) : month.ka;
    if (iso.size() == 7)
        return Localized(fmt::format("{} წლის {}", date->year(), ka), fmt::format("{} {}", month.en, date->year()));
    return Localized(fmt::format("{} წლის {} {}", date->year(), date->day(), ka),
                     fmt::format("{} {} {}", date->day(), month.en, date->year()));
}

std::optional<Localized> find_long_time(std::string_view rfc3339)
{
    if (rfc3339.size() < 17 || !Instant::parse(rfc3339))
        return std::nullopt;
    const std::optional<Localized> day = find_long_date(rfc3339.substr(0, 10));
    if (!day)
        return std::nullopt;
    const std::string time = fmt::format(", {}{}", rfc3339.substr(11, 5), rfc3339.ends_with('Z') ? " UTC" : "");
    return Localized(day->ka + time, day->en + time);
}

Localized long_date(std::string_view iso)
{
    const std::optional<Localized> date = find_long_date(iso);
    return date ? *date : both(std::string(iso));
}

std::optional<Localized> grouped_number(std::string_view number)
{
    const std::string sign = number.starts_with('-') ? "\u2212" : "";
    if (!sign.empty())
        number.remove_prefix(1);
    const std::size_t point = number.find('.');
    const std::string_view whole = number.substr(0, point);
    if (!is_digits(whole))
        return std::nullopt;
    Localized text{sign + grouped(whole, "\u00A0"), sign + grouped(whole, ",")};
    if (point != std::string_view::npos) {
        const std::string_view fraction = number.substr(point + 1);
        if (!is_digits(fraction))
            return std::nullopt;
        text.ka.append(",").append(fraction);
        text.en.append(".").append(fraction);
    }
    return text;
}

} // namespace ogp::report

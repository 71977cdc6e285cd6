#include "report/gantt_scale.hpp"

#include "base/time.hpp"
#include "report/dates.hpp"

#include <algorithm>
#include <array>

namespace ogp::report {
namespace {

constexpr int most_months = 21;
constexpr int most_quarter_months = 72;
constexpr int most_years = 12;
constexpr std::array<const char*, 4> quarters_ka = {"I", "II", "III", "IV"};
constexpr std::array<const char*, 4> quarters_en = {"Q1", "Q2", "Q3", "Q4"};

struct Range
{
    int low = last_day;
    int high = first_day;

    void include(int day)
    {
        day = std::clamp(day, first_day, last_day);
        low = std::min(low, day);
        high = std::max(high, day);
    }
    bool empty() const { return low > high; }
};

Range range_of(const Gantt& gantt)
{
    Range range;
    for (const GanttBar& bar : gantt.bars) {
        if (bar.planned) {
            range.include(bar.planned_from);
            range.include(bar.planned_to);
        }
        if (bar.done && bar.actual_to != 0)
            range.include(bar.actual_to);
    }
    if (range.empty()) {
        range.include(gantt.as_of);
        return range;
    }
    const int margin = std::max(60, (range.high - range.low) / 3);
    if (gantt.as_of >= range.low - margin && gantt.as_of <= range.high + margin)
        range.include(gantt.as_of);
    return range;
}

/// Months since the year 0, so that they can be counted.
int month_index(int day)
{
    const Date date = Date::from_days(day);
    return date.year() * 12 + date.month() - 1;
}

int first_of_month(int index)
{
    const auto date = Date::from_civil(index / 12, index % 12 + 1, 1);
    return date ? date->days() : (index < 12 ? first_day : last_day + 1);
}

void add_ticks(std::vector<GanttTick>& ticks, int begin, int end, int step, const auto& label)
{
    for (int month = begin; month < end; month += step)
        ticks.push_back({first_of_month(month), label(month)});
}

} // namespace

std::int64_t GanttScale::position(int day, std::int64_t left, std::int64_t right) const
{
    const std::int64_t inside = std::clamp(day, from, to) - from;
    return left + inside * (right - left) / std::max(1, to - from);
}

GanttScale gantt_scale(const Gantt& gantt, Language language)
{
    const Range range = range_of(gantt);
    int begin = month_index(range.low);
    int end = month_index(range.high) + 1;
    const int months = end - begin;
    int unit = months <= most_months ? 1 : months <= most_quarter_months ? 3 : 12;
    int year_step = 12;
    // Months between labels of years: 1, 2, 5, 10, 20, 50 ... years.
    for (int n = 0; months / year_step > most_years; ++n)
        year_step = n % 3 == 1 ? year_step / 2 * 5 : year_step * 2;
    if (unit == 12)
        unit = year_step;
    begin -= begin % unit;
    end += (unit - end % unit) % unit;
    GanttScale scale;
    scale.from = first_of_month(begin);
    scale.to = first_of_month(end);
    add_ticks(scale.years, begin - begin % year_step, end, year_step, [](int month) { return std::to_string(month / 12); });
    scale.years.front().day = scale.from;
    if (unit == 1) {
        add_ticks(scale.parts, begin, end, 1,
                  [language](int month) { return short_month_name(month % 12 + 1).in(language); });
    } else if (unit == 3) {
        const auto& names = language == Language::Ka ? quarters_ka : quarters_en;
        add_ticks(scale.parts, begin, end, 3, [&names](int month) { return names.at(static_cast<std::size_t>(month % 12 / 3)); });
    }
    return scale;
}

} // namespace ogp::report

#include "report/chart_scale.hpp"

#include "base/text.hpp"
#include "report/dates.hpp"
#include "report/markup.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ogp::report {
namespace {

constexpr int most_decimals = 9;
constexpr std::int64_t steps_wanted = 6;

std::int64_t drawn(std::int64_t value)
{
    return std::clamp(value, -drawn_most, drawn_most);
}

int decimals_of(const Chart& chart)
{
    return std::clamp(chart.decimals, 0, most_decimals);
}

std::int64_t power_of_ten(int exponent)
{
    std::int64_t power = 1;
    for (int i = 0; i < exponent; ++i)
        power *= 10;
    return power;
}

struct Extent
{
    std::int64_t low = 0;
    std::int64_t high = 0;

    void include(std::int64_t value)
    {
        low = std::min(low, drawn(value));
        high = std::max(high, drawn(value));
    }
};

void include_category(Extent& extent, const Chart& chart, std::size_t category)
{
    std::int64_t above = 0;
    std::int64_t below = 0;
    for (std::size_t i = 0; i < chart.series.size(); ++i) {
        const std::optional<std::int64_t> value = value_at(chart, i, category);
        if (!value)
            continue;
        if (chart.kind != Chart::Kind::StackedBars)
            extent.include(*value);
        else
            (*value < 0 ? below : above) = drawn((*value < 0 ? below : above) + drawn(*value));
    }
    extent.include(above);
    extent.include(below);
}

/// 1, 2 or 5 with zeros, so that there are about six of them.
std::int64_t round_step(std::int64_t span)
{
    const std::int64_t wanted = std::max<std::int64_t>(1, (span + steps_wanted - 1) / steps_wanted);
    std::int64_t power = 1;
    while (power * 10 <= wanted)
        power *= 10;
    for (const std::int64_t factor : {1, 2, 5, 10})
        if (factor * power >= wanted)
            return factor * power;
    return power * 10;
}

/// The least number of decimals that tells the value exactly.
int decimals_for(const Chart& chart, std::int64_t value)
{
    int decimals = decimals_of(chart);
    while (decimals > 0 && value % 10 == 0) {
        value /= 10;
        --decimals;
    }
    return decimals;
}

} // namespace

std::int64_t ChartScale::position(std::int64_t value, std::int64_t first, std::int64_t last) const
{
    return first + (std::clamp(value, low, high) - low) * (last - first) / std::max<std::int64_t>(1, high - low);
}

std::vector<std::int64_t> ChartScale::ticks() const
{
    std::vector<std::int64_t> values;
    for (std::int64_t value = low; value <= high; value += step)
        values.push_back(value);
    return values;
}

ChartScale chart_scale(const Chart& chart)
{
    Extent extent;
    for (std::size_t category = 0; category < chart.categories.size(); ++category)
        include_category(extent, chart, category);
    if (chart.target)
        extent.include(*chart.target);
    const std::int64_t hundred = 100 * power_of_ten(decimals_of(chart));
    if (chart.unit.en == "%" && extent.low >= 0 && extent.high <= hundred)
        extent.high = hundred;
    if (extent.low == extent.high)
        extent.high = power_of_ten(decimals_of(chart));
    ChartScale scale;
    scale.step = round_step(extent.high - extent.low);
    const auto outwards = [&](std::int64_t value) { return (value + (value < 0 ? 1 - scale.step : scale.step - 1)) / scale.step * scale.step; };
    scale.low = outwards(extent.low);
    scale.high = outwards(extent.high);
    return scale;
}

std::optional<std::int64_t> value_at(const Chart& chart, std::size_t series, std::size_t category)
{
    const std::vector<std::optional<std::int64_t>>& values = chart.series[series].values;
    return category < values.size() ? values[category] : std::nullopt;
}

std::optional<std::int64_t> total_at(const Chart& chart, std::size_t category)
{
    std::optional<std::int64_t> total;
    for (std::size_t i = 0; i < chart.series.size(); ++i) {
        const std::optional<std::int64_t> value = value_at(chart, i, category);
        std::int64_t sum = 0;
        if (!value)
            continue;
        if (__builtin_add_overflow(total.value_or(0), *value, &sum))
            return std::nullopt;
        total = sum;
    }
    return total;
}

bool has_sign(const Chart& chart, Language language)
{
    return display_width(chart.unit.in(language)) <= 1;
}

int needed_decimals(const Chart& chart)
{
    int decimals = 0;
    for (const ChartSeries& series : chart.series)
        for (const std::optional<std::int64_t>& value : series.values)
            decimals = std::max(decimals, value ? decimals_for(chart, *value) : 0);
    return decimals;
}

std::string value_text(const Chart& chart, std::int64_t value, int decimals, Language language)
{
    // The smallest number has no positive twin: its digits are taken from the unsigned one.
    const std::uint64_t digits = value < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    const auto unit = static_cast<std::uint64_t>(power_of_ten(decimals_of(chart)));
    std::string text = fmt::format("{}{}", value < 0 ? "-" : "", digits / unit);
    if (decimals > 0)
        text += fmt::format(".{:0{}}", digits % unit, decimals_of(chart)).substr(0, static_cast<std::size_t>(decimals) + 1);
    const std::optional<Localized> grouped = grouped_number(text);
    text = grouped ? grouped->in(language) : text;
    const std::string& sign = chart.unit.in(language);
    if (sign.empty() || !has_sign(chart, language))
        return text;
    return text + (sign == "%" ? "" : "\u00A0") + sign;
}

std::string value_text(const Chart& chart, std::int64_t value, Language language)
{
    return value_text(chart, value, decimals_for(chart, value), language);
}

} // namespace ogp::report

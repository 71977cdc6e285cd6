#pragma once

#include "report/chart.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ogp::report {

/// The axis of a chart's values, in the chart's own units of 10^-decimals: it begins at zero or below and has round steps.
struct ChartScale
{
    std::int64_t low = 0;
    std::int64_t high = 1;
    std::int64_t step = 1;

    /// Position of a value between `first` (of low) and `last` (of high); values outside stand at the ends.
    std::int64_t position(std::int64_t value, std::int64_t first, std::int64_t last) const;
    std::vector<std::int64_t> ticks() const;
};

/// Values are drawn within plus and minus this, so that no sum and no product of a drawing overflows. Their words tell all of them.
inline constexpr std::int64_t drawn_most = 100'000'000'000'000;

/// Around all values, or around the sums of a category where bars are stacked, and the target. Percents that are within 0..100
/// have the whole axis.
ChartScale chart_scale(const Chart& chart);

/// The value of a series for a category, or nothing.
std::optional<std::int64_t> value_at(const Chart& chart, std::size_t series, std::size_t category);

/// The sum of what is known for a category; nothing where nothing is, or where it is too large.
std::optional<std::int64_t> total_at(const Chart& chart, std::size_t category);

/// The decimals that all values of the chart need to be told exactly: at most those of the chart.
int needed_decimals(const Chart& chart);

/// Whether the unit is a sign like "%" or "₾", which stands beside each number; a word stands once at the axis.
bool has_sign(const Chart& chart, Language language);

/// "12,345.5%": with so many decimals, and the unit where it is a sign.
std::string value_text(const Chart& chart, std::int64_t value, int decimals, Language language);
/// The same with the decimals that this value needs.
std::string value_text(const Chart& chart, std::int64_t value, Language language);

} // namespace ogp::report

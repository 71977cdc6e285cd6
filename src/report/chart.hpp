#pragma once

#include "base/language.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ogp::report {

/// Bars or a line over categories. No fractions: a value is a whole number of units of 10^-decimals. Own SVG with title and
/// description; its data stand beside it as a table (`twin`, by id).
struct ChartSeries
{
    Localized label;
    std::vector<std::optional<std::int64_t>> values; ///< one for each category; nothing is drawn where it is not known
};

struct Chart
{
    enum class Kind {
        StackedBars, ///< one bar for each category, its parts the series: completion, outcomes
        PairedBars,  ///< the series side by side in each category: asked for and approved
        Line,        ///< a point for each category, in their order, one line for each series: percent by month
    };

    std::string id;
    Kind kind = Kind::StackedBars;
    Localized title;
    Localized description;
    Localized unit;                        ///< "%", "days", "GEL"; empty for plain counts
    std::vector<Localized> categories;
    std::vector<ChartSeries> series;
    int decimals = 0;                      ///< of the values: 1 where 995 is 99.5
    std::optional<std::int64_t> target{};  ///< a line across: what was promised
    std::string twin;                      ///< id of the table with the same data
};

} // namespace ogp::report

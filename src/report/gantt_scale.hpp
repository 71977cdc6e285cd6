#pragma once

#include "report/document.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ogp::report {

/// The days that there are dates for, since 1970-01-01: 0001-01-01 and 9999-12-31.
inline constexpr int first_day = -719'162;
inline constexpr int last_day = 2'932'896;

/// A mark of the time axis: it begins on `day` and lasts until the next one.
struct GanttTick
{
    int day = 0;
    std::string label;
};

/// The time axis of a Gantt figure: whole months, quarters or years around all its days.
struct GanttScale
{
    int from = 0; ///< first day, since 1970-01-01
    int to = 0;   ///< the day after the last one
    std::vector<GanttTick> years;
    std::vector<GanttTick> parts; ///< months or quarters; none where the years are too many for them

    /// Position of the beginning of a day between `left` and `right`; days outside stand at the edges.
    std::int64_t position(int day, std::int64_t left, std::int64_t right) const;
};

/// A day `as_of` far outside of the bars does not squeeze them: it is left outside of the scale.
GanttScale gantt_scale(const Gantt& gantt, Language language);

} // namespace ogp::report

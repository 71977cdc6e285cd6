#pragma once

#include "report/chart.hpp"
#include "report/chart_scale.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogp::report {

/// Units of the view box. Positions are tenths of one wherever values decide on them, so that they are exact integers.
inline constexpr int chart_width = 960;
inline constexpr int chart_letter = 12;       ///< size of the letters
inline constexpr int chart_line_height = 14;

/// Width of a text in these units, rounded up.
int drawn_width(std::string_view text);
/// "12.5" for 125.
std::string tenths(std::int64_t value);

/// What all kinds of charts have in common: frame, style, legend, words, and how the n-th series looks. Each has a colour, a
/// pattern, a marker and a dash of its own; there are 8 colours and 7 of the others, so that 56 series look different.
class ChartCanvas
{
public:
    ChartCanvas(std::string& out, const Chart& chart, Language language, std::string_view anchor);

    /// Everything before the plot; `height` is that of the whole figure.
    void begin(int height);
    void end();

    /// Height of the legend, which begin() draws.
    int legend_height() const { return m_legend_height; }
    bool has_missing() const { return m_has_missing; }
    const ChartScale& scale() const { return m_scale; }
    Language language() const { return m_language; }

    /// The number with the decimals of all values.
    std::string value(std::int64_t number) const { return value_text(m_chart, number, m_decimals, m_language); }
    /// "Jan — in time: 90.5%; late: not known": what is shown of a category where somebody points at it.
    std::string category_title(std::size_t category) const;
    /// Word beside the axis for what is counted, "" where the numbers bear a sign.
    std::string unit() const;

    void text(std::string_view x, int y, std::string_view attributes, std::string_view content);
    /// The lines of a label with the language where it is the other one.
    void label(const Localized& label, const std::vector<std::string>& lines, std::string_view x, int middle, std::string_view attributes);
    void bar(std::size_t series, std::int64_t x, std::int64_t width, int y, int height);
    enum class Marker { Filled, Hollow }; ///< hollow: of a value that is not known
    void marker(std::size_t series, std::int64_t x, std::int64_t y, Marker kind);
    void line(std::string_view kind, std::int64_t x1, std::int64_t y1, std::int64_t x2, std::int64_t y2);
    void curve(std::size_t series, std::string_view path);

    template <class... Args>
    void put(fmt::format_string<Args...> format, Args&&... args)
    {
        fmt::format_to(std::back_inserter(m_out), format, std::forward<Args>(args)...);
    }

private:
    struct LegendEntry
    {
        std::string words;
        std::string language; ///< attribute, "" where it is the reader's
        int x = 0;
        int row = 0;
    };

    void add_legend(std::string words, std::string language, int swatch);
    void style();
    void patterns();
    void legend();
    void swatch(std::size_t series, int x, int middle);

    std::string& m_out;
    const Chart& m_chart;
    Language m_language;
    std::string_view m_anchor;
    ChartScale m_scale;
    int m_decimals = 0;
    bool m_has_missing = false;
    int m_legend_height = 0;
    std::vector<LegendEntry> m_legend; ///< the series, then the target and the sign for missing values where there are such
};

/// What is drawn where a value is not known.
inline constexpr const char* unknown_sign = "?";

} // namespace ogp::report

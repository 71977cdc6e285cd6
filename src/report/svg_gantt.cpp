#include "report/svg_gantt.hpp"

#include "base/time.hpp"
#include "report/dates.hpp"
#include "report/document_writers.hpp"
#include "report/gantt_scale.hpp"
#include "report/label_lines.hpp"
#include "report/markup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace ogp::report {
namespace {

/// All lengths are units of the view box; positions on the time axis are tenths of one, so that they are exact integers.
constexpr int width = 960;
constexpr int label_left = 52;
constexpr int label_size = 12;
constexpr int label_width = 300;
constexpr int plot_left = 362;
constexpr int plot_right = 890; ///< what is right of it is for "+187 days"
constexpr int legend_line = 24;
constexpr int axis_height = 40;
constexpr int line_height = 14;
constexpr int row_padding = 10;
constexpr int bar_height = 12;
constexpr std::size_t label_lines_most = 2;

/// Plain colours and one override for dark screens: renderers that know no custom properties draw it too.
constexpr std::string_view style = R"(
.gantt { font-family: "Noto Sans Georgian", "Noto Sans", "DejaVu Sans", system-ui, sans-serif; font-size: 12px; }
.gantt text { fill: #1c2530; }
.gantt .soft { fill: #4d5967; font-size: 11px; }
.gantt .year { font-weight: 600; }
.gantt .late-days { fill: #8f2a12; font-weight: 600; }
.gantt .unknown { fill: #4d5967; font-style: italic; }
.gantt .late-days, .gantt .unknown { stroke: #ffffff; stroke-width: 3px; paint-order: stroke; }
.gantt .stripe { fill: #f3f6f9; }
.gantt .grid { stroke: #dde3ea; stroke-width: 1; }
.gantt .grid-year, .gantt .group { stroke: #a9b5c2; stroke-width: 1; }
.gantt .planned { fill: #d5e4f2; stroke: #2f6391; stroke-width: 1; }
.gantt .done { fill: #2f6391; }
.gantt .end { fill: #12314e; stroke: #ffffff; stroke-width: 1.5; }
.gantt .late { stroke: #a33a1c; stroke-width: 1; }
.gantt .late-ground { fill: #fbe9e3; }
.gantt .late-line { stroke: #a33a1c; stroke-width: 2.5; }
.gantt .near { display: none; fill: #4d5967; font-size: 11px; }
.gantt .now { stroke: #8a1c4a; stroke-width: 1.5; stroke-dasharray: 5 3; }
.gantt .now-label { fill: #8a1c4a; font-weight: 600; }
@media screen and (max-width: 48rem) { .gantt .near { display: inline; } }
@media screen and (prefers-color-scheme: dark) {
.gantt text { fill: #e8edf2; }
.gantt .soft, .gantt .near, .gantt .unknown { fill: #b3bfcb; }
.gantt .late-days { fill: #ffb59f; }
.gantt .late-days, .gantt .unknown { stroke: #14191f; }
.gantt .stripe { fill: #1c242d; }
.gantt .grid { stroke: #303b47; }
.gantt .grid-year, .gantt .group { stroke: #5b6978; }
.gantt .planned { fill: #203a52; stroke: #8dbce6; }
.gantt .done { fill: #8dbce6; }
.gantt .end { fill: #ffffff; stroke: #14191f; }
.gantt .late { stroke: #ff9b7d; }
.gantt .late-ground { fill: #3b2019; }
.gantt .late-line { stroke: #ff9b7d; }
.gantt .now { stroke: #f3a6c8; }
.gantt .now-label { fill: #f3a6c8; }
}
)";

constexpr Label legend_planned = {"დაგეგმილი", "planned"};
constexpr Label legend_done = {"შესრულებული", "done"};
constexpr Label legend_end = {"ფაქტობრივი დასრულება", "actual end"};
constexpr Label legend_late = {"დაგვიანება", "delay"};
constexpr Label dates_unknown = {"დაგეგმილი ვადა უცნობია", "planned dates not known"};
constexpr Label end_unknown = {"დასრულების დღე უცნობია", "day of completion not known"};

std::string tenths(std::int64_t value)
{
    return fmt::format("{}.{}", value / 10, value % 10);
}

std::string short_day(int day, Language language)
{
    const Date date = Date::from_days(std::clamp(day, first_day, last_day));
    if (language == Language::Ka)
        return fmt::format("{:02}.{:02}.{}", date.day(), date.month(), date.year());
    return fmt::format("{} {} {}", date.day(), short_month_name(date.month()).en, date.year());
}

Localized late_text(int days)
{
    return {fmt::format("+{} დღე", days), fmt::format("+{} {}", days, days == 1 ? "day" : "days")};
}

class Drawing
{
public:
    Drawing(std::string& out, const Gantt& gantt, Language language, std::string_view anchor)
        : m_out(out), m_gantt(gantt), m_language(language), m_anchor(anchor), m_scale(gantt_scale(gantt, language))
    {
        for (const GanttBar& bar : gantt.bars) {
            m_labels.push_back(label_lines(shown(bar.label, language).text, label_width * 1000 / label_size, label_lines_most));
            const int lines = static_cast<int>(std::max<std::size_t>(1, m_labels.back().size()));
            m_heights.push_back(lines * line_height + row_padding);
            m_height += m_heights.back();
        }
    }

    void draw()
    {
        head();
        legend();
        stripes();
        axis();
        now_line();
        int top = rows_top;
        for (std::size_t i = 0; i < m_gantt.bars.size(); ++i) {
            row(i, top);
            top += m_heights[i];
        }
        m_out += "</svg>";
    }

private:
    static constexpr int rows_top = legend_line + 2 * line_height + axis_height;

    template <class... Args>
    void put(fmt::format_string<Args...> format, Args&&... args)
    {
        fmt::format_to(std::back_inserter(m_out), format, std::forward<Args>(args)...);
    }

    void text(std::string_view x, int y, std::string_view attributes, std::string_view content)
    {
        put("<text x=\"{}\" y=\"{}\"{}{}>", x, y, attributes.empty() ? "" : " ", attributes);
        append_escaped(m_out, content);
        m_out += "</text>\n";
    }

    std::int64_t at(int day) const { return m_scale.position(day, plot_left * 10, plot_right * 10); }
    const char* in(const Label& label) const { return label.in(m_language); }

    void head()
    {
        put("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"gantt\" viewBox=\"0 0 {} {}\" role=\"img\" "
            "aria-labelledby=\"{}-title {}-desc\">\n",
            width, rows_top + m_height + 8, m_anchor, m_anchor);
        put("<title id=\"{}-title\">{}</title>\n", m_anchor, escaped(m_gantt.title.in(m_language)));
        put("<desc id=\"{}-desc\">{}</desc>\n", m_anchor, escaped(m_gantt.description.in(m_language)));
        put("<style>{}</style>\n", style);
        put("<defs><pattern id=\"{}-late\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
            "patternTransform=\"rotate(45)\"><rect class=\"late-ground\" width=\"6\" height=\"6\"/>"
            "<line class=\"late-line\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\"/></pattern></defs>\n",
            m_anchor);
    }

    void diamond(std::int64_t x, int middle)
    {
        put("<path class=\"end\" d=\"M{} {}l7 7l-7 7l-7 -7z\"/>\n", tenths(x), middle - 7);
    }

    void hatched(std::int64_t from, std::int64_t to, int middle)
    {
        put("<rect class=\"late\" fill=\"url(#{}-late)\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n", m_anchor, tenths(from),
            middle - bar_height / 2, tenths(std::max<std::int64_t>(to - from, 20)), bar_height);
    }

    void solid(const char* kind, std::int64_t from, std::int64_t to, int middle)
    {
        put("<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"2\"/>\n", kind, tenths(from),
            middle - bar_height / 2, tenths(std::max<std::int64_t>(to - from, 20)), bar_height);
    }

    void legend()
    {
        const int middle = 12;
        int x = 10;
        const auto word = [&](const Label& label) {
            text(std::to_string(x), middle + 4, "", in(label));
            x += text_width(in(label)) * label_size / 1000 + 26;
        };
        solid("planned", x * 10, x * 10 + 280, middle);
        x += 36;
        word(legend_planned);
        solid("planned", x * 10, x * 10 + 280, middle);
        solid("done", x * 10, x * 10 + 280, middle);
        x += 36;
        word(legend_done);
        diamond(x * 10 + 70, middle);
        x += 20;
        word(legend_end);
        hatched(x * 10, x * 10 + 280, middle);
        x += 36;
        word(legend_late);
    }

    void stripes()
    {
        int top = rows_top;
        for (std::size_t i = 0; i < m_heights.size(); ++i) {
            if (i % 2 == 0)
                put("<rect class=\"stripe\" x=\"0\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n", top, width, m_heights[i]);
            top += m_heights[i];
        }
    }

    void vertical(const char* kind, std::int64_t x, int top)
    {
        put("<line class=\"{}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>\n", kind, tenths(x), top, tenths(x), rows_top + m_height);
    }

    /// Middle of the place between a tick and the next one; 0 where the label would not fit.
    std::int64_t middle_of(const std::vector<GanttTick>& ticks, std::size_t i) const
    {
        const std::int64_t left = at(ticks[i].day);
        const std::int64_t right = i + 1 < ticks.size() ? at(ticks[i + 1].day) : plot_right * 10;
        return right - left < text_width(ticks[i].label) * 11 / 100 ? 0 : (left + right) / 2;
    }

    void axis()
    {
        for (std::size_t i = 0; i < m_scale.parts.size(); ++i) {
            vertical("grid", at(m_scale.parts[i].day), rows_top - 18);
            if (const std::int64_t x = middle_of(m_scale.parts, i); x != 0)
                text(tenths(x), rows_top - 6, "class=\"soft\" text-anchor=\"middle\"", m_scale.parts[i].label);
        }
        for (std::size_t i = 0; i < m_scale.years.size(); ++i) {
            vertical("grid-year", at(m_scale.years[i].day), rows_top - axis_height + 6);
            if (const std::int64_t x = middle_of(m_scale.years, i); x != 0)
                text(tenths(x), rows_top - 22, "class=\"year\" text-anchor=\"middle\"", m_scale.years[i].label);
        }
        vertical("grid-year", plot_right * 10, rows_top - axis_height + 6);
        put("<line class=\"grid-year\" x1=\"0\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>\n", rows_top, width, rows_top);
    }

    void now_line()
    {
        const bool before = m_gantt.as_of < m_scale.from;
        const bool after = m_gantt.as_of >= m_scale.to;
        const std::string day = short_day(m_gantt.as_of, m_language);
        std::string label = m_language == Language::Ka ? "მდგომარეობა " + day : "as of " + day;
        label = (before ? "← " : "") + label + (after ? " →" : "");
        const std::int64_t x = at(m_gantt.as_of);
        if (!before && !after)
            vertical("now", x, rows_top - axis_height + 2);
        const std::int64_t half = text_width(label) * label_size / 200;
        const char* anchor = x + half > width * 10 ? "end" : x - half < plot_left * 10 ? "start" : "middle";
        text(tenths(x), rows_top - axis_height - 4, fmt::format("class=\"now-label\" text-anchor=\"{}\"", anchor), label);
    }

    /// Whether the row begins another group: "II.1" after "I.5".
    bool begins_group(std::size_t i) const
    {
        const auto group = [this](std::size_t n) {
            const std::string& number = m_gantt.bars[n].number;
            return std::string_view(number).substr(0, number.rfind('.'));
        };
        return i != 0 && m_gantt.bars[i].number.find('.') != std::string::npos && group(i) != group(i - 1);
    }

    void row(std::size_t i, int top)
    {
        const GanttBar& bar = m_gantt.bars[i];
        const int middle = top + m_heights[i] / 2;
        m_out += "<g>";
        const Shown label = shown(bar.label, m_language);
        put("<title>{} {}</title>\n", escaped(bar.number), escaped(label.text));
        if (begins_group(i))
            put("<line class=\"group\" x1=\"0\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>\n", top, width, top);
        text("10", middle + 4, "class=\"year\"", bar.number);
        const int lines = static_cast<int>(m_labels[i].size());
        for (int line = 0; line < lines; ++line) {
            const std::string language = label.foreign ? fmt::format("lang=\"{}\"", code(label.language)) : "";
            text(std::to_string(label_left), middle + 4 - (lines - 1) * line_height / 2 + line * line_height, language,
                 m_labels[i][static_cast<std::size_t>(line)]);
        }
        bars(bar, middle);
        m_out += "</g>\n";
    }

    void bars(const GanttBar& bar, int middle)
    {
        const bool end_known = bar.done && bar.actual_to != 0;
        std::int64_t left = plot_left * 10; ///< ends of what is drawn, for the words beside it
        std::int64_t right = left;
        if (bar.planned) {
            left = at(bar.planned_from);
            const std::int64_t to = std::max(left, at(bar.planned_to + (bar.planned_to < m_scale.to ? 1 : 0)));
            solid("planned", left, to, middle);
            right = to;
            if (bar.done)
                done_part(bar, left, to, middle);
            if (bar.late_days > 0) {
                const int end = end_known ? bar.actual_to : m_gantt.as_of;
                right = std::max(to, at(end < m_scale.to ? end + 1 : end));
                hatched(to, right, middle);
            }
        }
        if (end_known) {
            diamond(at(bar.actual_to), middle);
            left = std::min(left, at(bar.actual_to));
            right = std::max(right, at(bar.actual_to));
        }
        number_near(bar, left, middle);
        if (!bar.planned)
            words("unknown", in(dates_unknown), left, right, middle);
        else if (bar.late_days > 0)
            words("late-days", late_text(bar.late_days).in(m_language), left, right, middle);
        else if (bar.done && !end_known)
            words("unknown", in(end_unknown), left, right, middle);
    }

    /// The number once more beside the bar: on a narrow screen the labels are out of sight when the bars are in it.
    void number_near(const GanttBar& bar, std::int64_t left, int middle)
    {
        if (left - 80 - text_width(bar.number) * label_size / 100 > plot_left * 10)
            text(tenths(left - 70), middle + 4, "class=\"near\" text-anchor=\"end\"", bar.number);
    }

    void done_part(const GanttBar& bar, std::int64_t from, std::int64_t to, int middle)
    {
        const std::int64_t end = bar.actual_to == 0 ? to : std::min(to, at(bar.actual_to));
        if (end > from)
            solid("done", from, end, middle);
    }

    /// Words beside a bar, right of it where they fit there.
    void words(std::string_view kind, std::string_view content, std::int64_t left, std::int64_t right, int middle)
    {
        const std::int64_t length = text_width(content) * label_size / 100;
        const bool fits = right + 100 + length <= width * 10 || left - 100 - length < plot_left * 10;
        text(tenths(fits ? right + 100 : left - 80), middle + 4,
             fmt::format("class=\"{}\"{}", kind, fits ? "" : " text-anchor=\"end\""), content);
    }

    std::string& m_out;
    const Gantt& m_gantt;
    Language m_language;
    std::string_view m_anchor;
    GanttScale m_scale;
    std::vector<std::vector<std::string>> m_labels;
    std::vector<int> m_heights;
    int m_height = 0;
};

} // namespace

void append_svg(std::string& out, const Gantt& gantt, Language language, std::string_view anchor)
{
    Drawing(out, gantt, language, anchor).draw();
}

std::string to_svg(const Gantt& gantt, Language language)
{
    std::string out;
    append_svg(out, gantt, language, Anchors().take(gantt.id));
    return out + "\n";
}

} // namespace ogp::report

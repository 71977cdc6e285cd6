#include "report/chart_bars.hpp"

#include "report/chart_canvas.hpp"
#include "report/document_index.hpp"
#include "report/label_lines.hpp"
#include "report/markup.hpp"

#include <algorithm>

namespace ogp::report {
namespace {

constexpr int left_margin = 10;
constexpr int label_most = 320;
constexpr std::size_t label_lines_most = 3;
constexpr int row_padding = 10;
constexpr int stacked_height = 18;
constexpr int paired_height = 13;
constexpr int paired_step = 15;
constexpr int axis_height = 20;
constexpr int value_gap = 6;
constexpr std::int64_t least_bar = 10; ///< tenths: a value that is not zero is seen

class Bars
{
public:
    Bars(std::string& out, const Chart& chart, Language language, std::string_view anchor)
        : m_chart(chart), m_canvas(out, chart, language, anchor), m_top(m_canvas.legend_height() + axis_height)
    {
        int label_width = 40;
        for (const Localized& category : chart.categories) {
            m_labels.push_back(label_lines(shown(category, language).text, label_most * 1000 / chart_letter, label_lines_most));
            for (const std::string& line : m_labels.back())
                label_width = std::max(label_width, drawn_width(line));
        }
        label_width = std::max(label_width, std::min(label_most, drawn_width(m_canvas.unit())));
        m_left = left_margin + label_width + 12;
        int beside = 20;
        for (std::size_t i = 0; i < chart.categories.size(); ++i)
            beside = std::max(beside, drawn_width(longest_beside(i)) * 11 / 10);
        m_right = chart_width - beside - value_gap - 4;
        for (std::size_t i = 0; i < m_labels.size(); ++i) {
            const int text_height = static_cast<int>(m_labels[i].size()) * chart_line_height;
            m_heights.push_back(std::max(text_height, bars_height()) + row_padding);
            m_height += m_heights.back();
        }
    }

    void draw()
    {
        const int empty_height = m_chart.categories.empty() ? 30 : 0;
        m_canvas.begin(m_top + m_height + empty_height + 8);
        stripes();
        axis();
        int top = m_top;
        for (std::size_t i = 0; i < m_labels.size(); ++i) {
            row(i, top);
            top += m_heights[i];
        }
        if (m_chart.categories.empty())
            m_canvas.text(std::to_string(left_margin), m_top + 20, "class=\"soft\"", word_empty_table.in(m_canvas.language()));
        if (m_chart.target)
            m_canvas.line("target", at(*m_chart.target), m_top * 10, at(*m_chart.target), (m_top + m_height) * 10);
        m_canvas.end();
    }

private:
    bool stacked() const { return m_chart.kind == Chart::Kind::StackedBars; }
    std::int64_t at(std::int64_t value) const { return m_canvas.scale().position(value, m_left * 10, m_right * 10); }

    int bars_height() const
    {
        const int count = static_cast<int>(std::max<std::size_t>(1, m_chart.series.size()));
        return stacked() ? stacked_height : (count - 1) * paired_step + paired_height;
    }

    /// "12 + ?" where the value of a part is not known.
    std::string total_text(std::size_t category) const
    {
        const std::optional<std::int64_t> total = total_at(m_chart, category);
        std::string words = total ? m_canvas.value(*total) : "";
        for (std::size_t i = 0; i < m_chart.series.size(); ++i) {
            if (!value_at(m_chart, i, category))
                return words + (words.empty() ? "" : " + ") + unknown_sign;
        }
        return words;
    }

    std::string longest_beside(std::size_t category) const
    {
        if (stacked())
            return total_text(category);
        std::string longest;
        for (std::size_t i = 0; i < m_chart.series.size(); ++i) {
            const std::optional<std::int64_t> value = value_at(m_chart, i, category);
            const std::string words = value ? m_canvas.value(*value) : unknown_sign;
            longest = words.size() > longest.size() ? words : longest;
        }
        return longest;
    }

    void stripes()
    {
        int top = m_top;
        for (std::size_t i = 0; i < m_heights.size(); ++i) {
            if (i % 2 == 0)
                m_canvas.put("<rect class=\"stripe\" x=\"0\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n", top, chart_width, m_heights[i]);
            top += m_heights[i];
        }
    }

    void axis()
    {
        if (m_chart.categories.empty())
            return;
        if (const std::string unit = m_canvas.unit(); !unit.empty())
            m_canvas.label(m_chart.unit, label_lines(unit, label_most * 1000 / chart_letter, 1), std::to_string(left_margin), m_top - 10, "class=\"soft\"");
        std::int64_t free_from = 0;
        for (const std::int64_t tick : m_canvas.scale().ticks()) {
            m_canvas.line(tick == 0 ? "zero" : "grid", at(tick), (m_top - 2) * 10, at(tick), (m_top + m_height) * 10);
            const std::string words = value_text(m_chart, tick, m_canvas.language());
            const std::int64_t half = drawn_width(words) * 5;
            if (at(tick) - half < free_from)
                continue;
            m_canvas.text(tenths(at(tick)), m_top - 6, "class=\"soft\" text-anchor=\"middle\"", words);
            free_from = at(tick) + half + 60;
        }
    }

    void row(std::size_t category, int top)
    {
        const int middle = top + m_heights[category] / 2;
        m_canvas.put("<g><title>{}</title>\n", escaped(m_canvas.category_title(category)));
        m_canvas.label(m_chart.categories[category], m_labels[category], std::to_string(left_margin), middle, "");
        if (stacked())
            stack(category, middle);
        else
            pair(category, middle);
        m_canvas.put("</g>\n");
    }

    void stack(std::size_t category, int middle)
    {
        std::int64_t above = 0;
        std::int64_t below = 0;
        for (std::size_t i = 0; i < m_chart.series.size(); ++i) {
            const std::int64_t value = std::clamp(value_at(m_chart, i, category).value_or(0), -drawn_most, drawn_most);
            if (value == 0)
                continue;
            std::int64_t& from = value < 0 ? below : above;
            const std::int64_t to = std::clamp(from + value, -drawn_most, drawn_most);
            part(i, std::min(at(from), at(to)), std::max(at(from), at(to)), middle, *value_at(m_chart, i, category));
            from = to;
        }
        beside(total_text(category), at(above), middle, "total");
    }

    void part(std::size_t series, std::int64_t from, std::int64_t to, int middle, std::int64_t value)
    {
        const std::int64_t width = std::max(to - from, least_bar);
        m_canvas.bar(series, from, width, middle - stacked_height / 2, stacked_height);
        const std::string words = m_canvas.value(value);
        if (m_chart.series.size() > 1 && width > drawn_width(words) * 10 + 60)
            m_canvas.text(tenths(from + width / 2), middle + 4, "class=\"value\" text-anchor=\"middle\"", words);
    }

    void pair(std::size_t category, int middle)
    {
        int top = middle - bars_height() / 2;
        for (std::size_t i = 0; i < m_chart.series.size(); ++i, top += paired_step) {
            const std::optional<std::int64_t> value = value_at(m_chart, i, category);
            const int centre = top + paired_height / 2;
            if (!value) {
                beside(unknown_sign, at(0), centre, "unknown");
                continue;
            }
            const std::int64_t from = std::min(at(0), at(*value));
            const std::int64_t to = std::max(at(0), at(*value));
            if (*value != 0)
                m_canvas.bar(i, from, std::max(to - from, least_bar), top, paired_height);
            beside(m_canvas.value(*value), to, centre, "value");
        }
    }

    void beside(const std::string& words, std::int64_t x, int middle, const char* kind)
    {
        if (!words.empty())
            m_canvas.text(tenths(x + value_gap * 10), middle + 4, fmt::format("class=\"{}\"", kind), words);
    }

    const Chart& m_chart;
    ChartCanvas m_canvas;
    int m_top = 0; ///< of the first row
    int m_left = 0;
    int m_right = 0;
    int m_height = 0;
    std::vector<std::vector<std::string>> m_labels;
    std::vector<int> m_heights;
};

} // namespace

void append_bars(std::string& out, const Chart& chart, Language language, std::string_view anchor)
{
    Bars(out, chart, language, anchor).draw();
}

} // namespace ogp::report

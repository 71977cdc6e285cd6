#include "report/chart_line.hpp"

#include "base/text.hpp"
#include "report/chart_canvas.hpp"
#include "report/document_index.hpp"
#include "report/label_lines.hpp"
#include "report/markup.hpp"

#include <algorithm>

namespace ogp::report {
namespace {

constexpr int plot_height = 240;
constexpr int right_margin = 16;
constexpr int level_label_gap = 10;    ///< between labels side by side
constexpr std::size_t level_lines_most = 3;
constexpr int turned_most = 190;       ///< length of a label that is turned by 40 degrees
constexpr int turned_permille_x = 766; ///< its share of that to the left
constexpr int turned_permille_y = 643; ///< and down
constexpr int turned_room = 15;        ///< that each needs on the axis

class Line
{
public:
    Line(std::string& out, const Chart& chart, Language language, std::string_view anchor)
        : m_chart(chart), m_canvas(out, chart, language, anchor), m_top(m_canvas.legend_height() + 22), m_bottom(m_top + plot_height)
    {
        int widest_tick = 20;
        for (const std::int64_t tick : m_canvas.scale().ticks())
            widest_tick = std::max(widest_tick, drawn_width(value_text(chart, tick, language)));
        m_left = 10 + widest_tick + 8;
        set_labels();
    }

    void draw()
    {
        m_canvas.begin(m_bottom + m_label_height + 14);
        axis();
        for (std::size_t i = 0; i < m_chart.categories.size(); i += m_label_step)
            category_label(i);
        if (m_chart.target)
            m_canvas.line("target", m_left * 10, y_of(*m_chart.target), (chart_width - right_margin) * 10, y_of(*m_chart.target));
        for (std::size_t i = 0; i < m_chart.series.size(); ++i)
            curve(i);
        for (std::size_t i = 0; i < m_chart.categories.size(); ++i)
            points(i);
        if (m_chart.categories.empty())
            m_canvas.text(std::to_string(m_left + 10), m_top + plot_height / 2, "class=\"soft\"", word_empty_table.in(m_canvas.language()));
        m_canvas.end();
    }

private:
    std::int64_t count() const { return static_cast<std::int64_t>(std::max<std::size_t>(1, m_chart.categories.size())); }
    /// Room of a category on the axis, in tenths.
    std::int64_t slot() const { return (chart_width - right_margin - m_left) * 10 / count(); }
    std::int64_t x_of(std::size_t category) const
    {
        const std::int64_t width = (chart_width - right_margin - m_left) * 10;
        return m_left * 10 + width * (2 * static_cast<std::int64_t>(category) + 1) / (2 * count());
    }
    std::int64_t y_of(std::int64_t value) const { return m_canvas.scale().position(value, m_bottom * 10, m_top * 10); }
    std::string_view words(std::size_t category) const { return shown(m_chart.categories[category], m_canvas.language()).text; }

    /// Level where every word has its place, else turned.
    void set_labels()
    {
        const int room = static_cast<int>(slot() / 10) - level_label_gap;
        m_turned = false;
        for (std::size_t i = 0; i < m_chart.categories.size() && !m_turned; ++i) {
            m_labels.push_back(label_lines(words(i), std::max(room, 1) * 1000 / chart_letter, level_lines_most));
            for (const std::string_view word : split(words(i), ' '))
                m_turned = m_turned || drawn_width(word) > room;
            m_turned = m_turned || (!m_labels.back().empty() && m_labels.back().back().ends_with("…") && !words(i).ends_with("…"));
            m_label_height = std::max(m_label_height, static_cast<int>(m_labels.back().size()) * chart_line_height + 6);
        }
        if (m_turned)
            turn_labels();
    }

    void turn_labels()
    {
        m_labels.clear();
        int longest = 0;
        for (std::size_t i = 0; i < m_chart.categories.size(); ++i) {
            m_labels.push_back(label_lines(words(i), turned_most * 1000 / chart_letter, 1));
            longest = std::max(longest, m_labels.back().empty() ? 0 : drawn_width(m_labels.back().front()));
        }
        m_label_height = longest * turned_permille_y / 1000 + 18;
        // The first label leans out to the left.
        m_left = std::max(m_left, longest * turned_permille_x / 1000 + 6);
        const int room = std::max(1, static_cast<int>(slot() / 10));
        m_label_step = static_cast<std::size_t>((turned_room + room - 1) / room);
    }

    void axis()
    {
        if (const std::string unit = m_canvas.unit(); !unit.empty())
            m_canvas.label(m_chart.unit, label_lines(unit, 900 * 1000 / chart_letter, 1), "10", m_top - 14, "class=\"soft\"");
        for (const std::int64_t tick : m_canvas.scale().ticks()) {
            m_canvas.line(tick == 0 ? "zero" : "grid", m_left * 10, y_of(tick), (chart_width - right_margin) * 10, y_of(tick));
            m_canvas.text(std::to_string(m_left - 8), static_cast<int>(y_of(tick) / 10) + 4, "class=\"soft\" text-anchor=\"end\"",
                          value_text(m_chart, tick, m_canvas.language()));
        }
    }

    void category_label(std::size_t category)
    {
        const std::vector<std::string>& lines = m_labels[category];
        const std::string x = tenths(x_of(category));
        m_canvas.line("zero", x_of(category), m_bottom * 10, x_of(category), m_bottom * 10 + 40);
        if (!m_turned) {
            const int middle = m_bottom + 14 + (static_cast<int>(lines.size()) - 1) * chart_line_height / 2;
            m_canvas.label(m_chart.categories[category], lines, x, middle, "text-anchor=\"middle\"");
            return;
        }
        m_canvas.label(m_chart.categories[category], lines, x, m_bottom + 10,
                       fmt::format("text-anchor=\"end\" transform=\"rotate(-40 {} {})\"", x, m_bottom + 10));
    }

    void curve(std::size_t series)
    {
        std::string path;
        bool joined = false;
        for (std::size_t i = 0; i < m_chart.categories.size(); ++i) {
            const std::optional<std::int64_t> value = value_at(m_chart, series, i);
            if (value)
                path += fmt::format("{}{} {}", joined ? 'L' : 'M', tenths(x_of(i)), tenths(y_of(*value)));
            joined = value.has_value();
        }
        if (!path.empty())
            m_canvas.curve(series, path);
    }

    void points(std::size_t category)
    {
        const std::int64_t x = x_of(category);
        m_canvas.put("<g><title>{}</title>\n", escaped(m_canvas.category_title(category)));
        int unknown = 0;
        for (std::size_t i = 0; i < m_chart.series.size(); ++i) {
            const std::optional<std::int64_t> value = value_at(m_chart, i, category);
            if (!value) {
                // Above one another at the foot of the plot, each with the marker of its series.
                const int y = m_bottom - 10 - 13 * unknown++;
                m_canvas.marker(i, x - 50, y * 10, ChartCanvas::Marker::Hollow);
                m_canvas.text(tenths(x + 20), y + 4, "class=\"unknown\"", unknown_sign);
                continue;
            }
            m_canvas.marker(i, x, y_of(*value), ChartCanvas::Marker::Filled);
            const std::string number = m_canvas.value(*value);
            if (m_chart.series.size() == 1 && drawn_width(number) * 10 + 40 <= slot())
                m_canvas.text(tenths(x), static_cast<int>(y_of(*value) / 10) - 9, "class=\"value\" text-anchor=\"middle\"", number);
        }
        m_canvas.put("</g>\n");
    }

    const Chart& m_chart;
    ChartCanvas m_canvas;
    int m_top = 0;
    int m_bottom = 0;
    int m_left = 0;
    int m_label_height = 0;
    std::size_t m_label_step = 1;
    bool m_turned = false;
    std::vector<std::vector<std::string>> m_labels;
};

} // namespace

void append_line(std::string& out, const Chart& chart, Language language, std::string_view anchor)
{
    Line(out, chart, language, anchor).draw();
}

} // namespace ogp::report

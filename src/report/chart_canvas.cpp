#include "report/chart_canvas.hpp"

#include "report/label_lines.hpp"
#include "report/markup.hpp"

#include <algorithm>
#include <array>

namespace ogp::report {
namespace {

constexpr int margin = 10;
constexpr int legend_row = 20;
constexpr int legend_gap = 24;
constexpr int swatch_width = 28;
constexpr int swatch_room = 36;
constexpr int sign_room = 14;

constexpr Label word_target = {"სამიზნე", "target"};
constexpr Label word_unknown = {"უცნობია", "not known"};

/// Plain colours and one override for dark screens: renderers that know no custom properties draw it too.
constexpr std::string_view common_style = R"(
.chart { font-family: "Noto Sans Georgian", "Noto Sans", "DejaVu Sans", system-ui, sans-serif; font-size: 12px; }
.chart text { fill: #1c2530; }
.chart .soft { fill: #4d5967; font-size: 11px; }
.chart .unknown { fill: #4d5967; font-weight: 700; }
.chart .value { font-size: 11px; }
.chart .value, .chart .unknown { stroke: #ffffff; stroke-width: 3px; stroke-linejoin: round; paint-order: stroke; }
.chart .total { font-weight: 600; }
.chart .stripe { fill: #f3f6f9; }
.chart .grid { stroke: #dde3ea; stroke-width: 1; }
.chart .zero { stroke: #4d5967; stroke-width: 1; }
.chart .target { stroke: #8a1c4a; stroke-width: 2; stroke-dasharray: 6 4; }
.chart .bar { stroke-width: 1; }
.chart .hatch { stroke-width: 1.5; fill: none; }
.chart .curve { stroke-width: 2; fill: none; stroke-linejoin: round; }
.chart .mark { stroke: #ffffff; stroke-width: 1; }
.chart .hollow { fill: #ffffff; stroke-width: 1.5; }
)";
constexpr std::string_view common_dark_style = R"(.chart text { fill: #e8edf2; }
.chart .soft, .chart .unknown { fill: #b3bfcb; }
.chart .value, .chart .unknown { stroke: #14191f; }
.chart .stripe { fill: #1c242d; }
.chart .grid { stroke: #303b47; }
.chart .zero { stroke: #b3bfcb; }
.chart .target { stroke: #f3a6c8; }
.chart .mark { stroke: #14191f; }
.chart .hollow { fill: #14191f; }
)";

struct Colour
{
    const char* strong; ///< lines, solid grounds: contrast of at least 4.5 to the page
    const char* weak;   ///< ground of patterns
    const char* dark_strong;
    const char* dark_weak;
};

constexpr std::array<Colour, 8> colours = {{
    {"#2f6391", "#d5e4f2", "#8dbce6", "#203a52"}, // blue
    {"#9a5b00", "#fbe6c8", "#f0b45e", "#4a3210"}, // orange
    {"#1b7a5a", "#d3efe4", "#6fd0ab", "#153f31"}, // green
    {"#7a4a94", "#ebdcf3", "#cba3e0", "#3c2549"}, // violet
    {"#a33a1c", "#fbe0d8", "#ff9b7d", "#4a2419"}, // red
    {"#4d5967", "#e3e8ed", "#b3bfcb", "#2c353f"}, // grey
    {"#0f7285", "#d2edf2", "#66c7da", "#113c46"}, // turquoise
    {"#6b6a00", "#efeecb", "#cfce5a", "#3a3a10"}, // olive
}};

/// On a tile of 6 by 6; the first is solid. `dots` are filled, the others are lines.
constexpr std::array<const char*, 7> hatches = {
    "", "M-1 1l2 -2M0 6l6 -6M5 7l2 -2", "M0 3h6M3 0v6", "M1.4 3a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0 -3.2 0z", "M0 3h6",
    "M-1 5l2 2M0 0l6 6M5 -1l2 2", "M3 0v6"};
constexpr std::size_t dots = 3;

constexpr std::array<const char*, 7> markers = {
    "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z", "m-4 -4h8v8h-8z", "m0 -5.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z", "m0 -5l5.2 9h-10.4z",
    "m0 5l-5.2 -9h10.4z", "m-1.5 -5h3v3.5h3.5v3h-3.5v3.5h-3v-3.5h-3.5v-3h3.5z", "m-2.5 -4.5h5l2.5 4.5l-2.5 4.5h-5l-2.5 -4.5z"};
constexpr std::array<const char*, 7> dashes = {"", "7 3", "2 3", "9 3 2 3", "4 2", "12 4", "1 2"};

std::size_t colour_of(std::size_t series)
{
    return series % colours.size();
}

std::string language_attribute(const Shown& side)
{
    return side.foreign ? fmt::format("lang=\"{}\"", code(side.language)) : std::string();
}

} // namespace

int drawn_width(std::string_view text)
{
    return (text_width(text) * chart_letter + 999) / 1000;
}

std::string tenths(std::int64_t value)
{
    const std::int64_t size = value < 0 ? -value : value;
    return fmt::format("{}{}.{}", value < 0 ? "-" : "", size / 10, size % 10);
}

ChartCanvas::ChartCanvas(std::string& out, const Chart& chart, Language language, std::string_view anchor)
    : m_out(out), m_chart(chart), m_language(language), m_anchor(anchor), m_scale(chart_scale(chart)), m_decimals(needed_decimals(chart))
{
    for (std::size_t i = 0; i < chart.series.size(); ++i) {
        const Shown side = shown(chart.series[i].label, language);
        add_legend(std::string(side.text), language_attribute(side), swatch_room);
        for (std::size_t category = 0; category < chart.categories.size(); ++category)
            m_has_missing = m_has_missing || !value_at(chart, i, category);
    }
    if (chart.target)
        add_legend(fmt::format("{}: {}", word_target.in(language), value_text(chart, *chart.target, language)), "", swatch_room);
    if (m_has_missing)
        add_legend(word_unknown.in(language), "", sign_room);
    m_legend_height = m_legend.empty() ? 0 : (m_legend.back().row + 1) * legend_row + 6;
}

/// Beside the entry before it, or in a row of its own where that is full.
void ChartCanvas::add_legend(std::string words, std::string language, int swatch)
{
    const int most = chart_width - 2 * margin - swatch;
    const std::vector<std::string> lines = label_lines(words, most * 1000 / chart_letter, 1);
    LegendEntry entry{lines.empty() ? std::string() : lines.front(), std::move(language), margin, 0};
    if (!m_legend.empty()) {
        const LegendEntry& before = m_legend.back();
        entry.x = before.x + swatch_room + drawn_width(before.words) + legend_gap;
        entry.row = before.row;
        if (entry.x + swatch + drawn_width(entry.words) > chart_width - margin) {
            entry.x = margin;
            ++entry.row;
        }
    }
    m_legend.push_back(std::move(entry));
}

void ChartCanvas::begin(int height)
{
    put("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 0 {0} {1}\" role=\"img\" "
        "aria-labelledby=\"{2}-title {2}-desc\">\n",
        chart_width, height, m_anchor);
    put("<title id=\"{}-title\">{}</title>\n", m_anchor, escaped(m_chart.title.in(m_language)));
    put("<desc id=\"{}-desc\">{}</desc>\n", m_anchor, escaped(m_chart.description.in(m_language)));
    style();
    patterns();
    legend();
}

void ChartCanvas::end()
{
    m_out += "</svg>";
}

void ChartCanvas::style()
{
    const std::size_t used = std::min(m_chart.series.size(), colours.size());
    put("<style>{}", common_style);
    for (std::size_t i = 0; i < used; ++i)
        put(".chart .k{0} {{ stroke: {1}; }}\n.chart .f{0} {{ fill: {1}; }}\n.chart .g{0} {{ fill: {2}; }}\n", i, colours.at(i).strong,
            colours.at(i).weak);
    put("@media screen and (prefers-color-scheme: dark) {{\n{}", common_dark_style);
    for (std::size_t i = 0; i < used; ++i)
        put(".chart .k{0} {{ stroke: {1}; }}\n.chart .f{0} {{ fill: {1}; }}\n.chart .g{0} {{ fill: {2}; }}\n", i, colours.at(i).dark_strong,
            colours.at(i).dark_weak);
    m_out += "}\n</style>\n";
}

void ChartCanvas::patterns()
{
    if (m_chart.kind == Chart::Kind::Line || m_chart.series.empty())
        return;
    m_out += "<defs>";
    for (std::size_t i = 0; i < m_chart.series.size(); ++i) {
        const std::size_t hatch = i % hatches.size();
        const std::size_t colour = colour_of(i);
        put("<pattern id=\"{}-s{}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">", m_anchor, i);
        put("<rect class=\"{}{}\" width=\"6\" height=\"6\"/>", hatch == 0 ? "f" : "g", colour);
        if (hatch == dots)
            put("<path class=\"f{}\" d=\"{}\"/>", colour, hatches.at(hatch));
        else if (hatch != 0)
            put("<path class=\"hatch k{}\" d=\"{}\"/>", colour, hatches.at(hatch));
        m_out += "</pattern>\n";
    }
    m_out += "</defs>\n";
}

void ChartCanvas::legend()
{
    for (std::size_t i = 0; i < m_legend.size(); ++i) {
        const LegendEntry& entry = m_legend[i];
        const int middle = entry.row * legend_row + 12;
        int room = swatch_room;
        if (i < m_chart.series.size()) {
            swatch(i, entry.x, middle);
        } else if (m_has_missing && i + 1 == m_legend.size()) {
            text(std::to_string(entry.x), middle + 4, "class=\"unknown\"", unknown_sign);
            room = sign_room;
        } else {
            line("target", entry.x * 10, middle * 10, (entry.x + swatch_width) * 10, middle * 10);
        }
        text(std::to_string(entry.x + room), middle + 4, entry.language, entry.words);
    }
}

void ChartCanvas::swatch(std::size_t series, int x, int middle)
{
    if (m_chart.kind != Chart::Kind::Line) {
        bar(series, x * 10, swatch_width * 10, middle - 6, 12);
        return;
    }
    curve(series, fmt::format("M{} {}h{}", x, middle, swatch_width));
    marker(series, (x + swatch_width / 2) * 10, middle * 10, Marker::Filled);
}

std::string ChartCanvas::category_title(std::size_t category) const
{
    std::string title(shown(m_chart.categories[category], m_language).text);
    for (std::size_t i = 0; i < m_chart.series.size(); ++i) {
        const std::optional<std::int64_t> number = value_at(m_chart, i, category);
        title += i == 0 ? " — " : "; ";
        title += fmt::format("{}: {}", shown(m_chart.series[i].label, m_language).text, number ? value(*number) : word_unknown.in(m_language));
    }
    return title;
}

std::string ChartCanvas::unit() const
{
    return has_sign(m_chart, m_language) ? std::string() : m_chart.unit.in(m_language);
}

void ChartCanvas::text(std::string_view x, int y, std::string_view attributes, std::string_view content)
{
    put("<text x=\"{}\" y=\"{}\"{}{}>", x, y, attributes.empty() ? "" : " ", attributes);
    append_escaped(m_out, content);
    m_out += "</text>\n";
}

void ChartCanvas::label(const Localized& label, const std::vector<std::string>& lines, std::string_view x, int middle,
                        std::string_view attributes)
{
    const std::string language = language_attribute(shown(label, m_language));
    const std::string all = language + (language.empty() || attributes.empty() ? "" : " ") + std::string(attributes);
    const int count = static_cast<int>(lines.size());
    for (int i = 0; i < count; ++i)
        text(x, middle + 4 - (count - 1) * chart_line_height / 2 + i * chart_line_height, all, lines[static_cast<std::size_t>(i)]);
}

void ChartCanvas::bar(std::size_t series, std::int64_t x, std::int64_t width, int y, int height)
{
    put("<rect class=\"bar k{}\" fill=\"url(#{}-s{})\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n", colour_of(series), m_anchor, series,
        tenths(x), y, tenths(width), height);
}

void ChartCanvas::marker(std::size_t series, std::int64_t x, std::int64_t y, Marker kind)
{
    const char* shape = markers.at(series % markers.size());
    if (kind == Marker::Hollow)
        put("<path class=\"hollow k{}\" d=\"M{} {}{}\"/>\n", colour_of(series), tenths(x), tenths(y), shape);
    else
        put("<path class=\"mark f{}\" d=\"M{} {}{}\"/>\n", colour_of(series), tenths(x), tenths(y), shape);
}

void ChartCanvas::line(std::string_view kind, std::int64_t x1, std::int64_t y1, std::int64_t x2, std::int64_t y2)
{
    put("<line class=\"{}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>\n", kind, tenths(x1), tenths(y1), tenths(x2), tenths(y2));
}

void ChartCanvas::curve(std::size_t series, std::string_view path)
{
    const char* dash = dashes.at(series % dashes.size());
    put("<path class=\"curve k{}\"{} d=\"{}\"/>\n", colour_of(series), *dash == '\0' ? "" : fmt::format(" stroke-dasharray=\"{}\"", dash), path);
}

} // namespace ogp::report

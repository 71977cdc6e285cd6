#include "report/document_writers.hpp"

#include "base/text.hpp"
#include "report/sample_document.hpp"
#include "report/well_formed.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <limits>

using namespace ogp;
using namespace ogp::report;

namespace {

bool holds(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

std::size_t count(const std::string& text, const std::string& part)
{
    std::size_t number = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++number;
    return number;
}

/// What lies behind the style, the patterns and the legend's last word.
std::string plot_of(const std::string& svg, const std::string& last_word)
{
    return svg.substr(svg.find(">" + last_word + "</text>"));
}

} // namespace

TEST_CASE("a chart is named and described for those who do not see it")
{
    const Chart::Kind kind = GENERATE(Chart::Kind::StackedBars, Chart::Kind::PairedBars, Chart::Kind::Line);
    const std::string svg = to_svg(sample_chart(kind), Language::En);
    CHECK(holds(svg, "role=\"img\" aria-labelledby=\"outcomes-title outcomes-desc\""));
    CHECK(holds(svg, "<title id=\"outcomes-title\">Outcomes</title>"));
    CHECK(holds(svg, "<desc id=\"outcomes-desc\">Three months.</desc>"));
    CHECK(holds(svg, "prefers-color-scheme: dark"));
    CHECK(holds(svg, ">granted</text>"));
    CHECK(holds(svg, ">refused</text>"));
    CHECK(holds(svg, ">January</text>"));
    CHECK(is_well_formed(svg));
    CHECK(holds(to_svg(sample_chart(kind), Language::Ka), ">თებერვალი</text>"));
}

TEST_CASE("stacked bars lie end to end, with their sums")
{
    const std::string plot = plot_of(to_svg(sample_chart(), Language::En), "not known");
    // Twenty requests are 837 units: 10 of them 418.5, then 2.
    CHECK(holds(plot, "fill=\"url(#outcomes-s0)\" x=\"75.0\" y=\"51\" width=\"418.5\" height=\"18\""));
    CHECK(holds(plot, "fill=\"url(#outcomes-s1)\" x=\"493.5\" y=\"51\" width=\"83.7\" height=\"18\""));
    CHECK(holds(plot, "class=\"total\">12</text>"));
    CHECK(holds(plot, "<title>January — granted: 10; refused: 2</title>"));
}

TEST_CASE("a value that is not known is seen to be missing, zero is not")
{
    const std::string stacked = plot_of(to_svg(sample_chart(), Language::En), "not known");
    CHECK(holds(stacked, "class=\"total\">20 + ?</text>"));
    CHECK(holds(stacked, "<title>February — granted: 20; refused: not known</title>"));
    CHECK(holds(stacked, "class=\"total\">5</text>"));
    CHECK(count(stacked, "url(#outcomes-s1)") == 1);
    const std::string paired = plot_of(to_svg(sample_chart(Chart::Kind::PairedBars), Language::En), "not known");
    CHECK(count(paired, "class=\"unknown\">?</text>") == 1);
    CHECK(holds(paired, "class=\"value\">0</text>"));
    const std::string line = plot_of(to_svg(sample_chart(Chart::Kind::Line), Language::En), "not known");
    CHECK(count(line, "class=\"unknown\">?</text>") == 1);
    CHECK(count(line, "class=\"hollow k1\"") == 1);

    Chart whole = sample_chart();
    whole.series[1].values[1] = 1;
    CHECK(!holds(to_svg(whole, Language::En), "not known"));
}

TEST_CASE("a line is interrupted where a value is not known")
{
    Chart chart = sample_chart(Chart::Kind::Line);
    chart.categories.push_back(both("IV"));
    chart.series[0].values.push_back(7);
    chart.series[1].values.push_back(4);
    const std::string svg = plot_of(to_svg(chart, Language::En), "not known");
    const std::size_t first = svg.find("class=\"curve k0\" d=\"");
    const std::size_t second = svg.find("class=\"curve k1\"");
    REQUIRE(first < second);
    CHECK(count(svg.substr(first, svg.find('>', first) - first), "M") == 1);
    const std::string interrupted = svg.substr(second, svg.find('>', second) - second);
    CHECK(count(interrupted, "M") == 2);
    CHECK(count(interrupted, "L") == 1);
    CHECK(holds(interrupted, "stroke-dasharray"));
}

TEST_CASE("the target is a line with its number in the legend")
{
    Chart chart = sample_chart(Chart::Kind::Line);
    CHECK(!holds(to_svg(chart, Language::En), "class=\"target\""));
    chart.target = 15;
    for (const Chart::Kind kind : {Chart::Kind::Line, Chart::Kind::PairedBars, Chart::Kind::StackedBars}) {
        chart.kind = kind;
        CHECK(holds(to_svg(chart, Language::En), ">target: 15</text>"));
        CHECK(holds(to_svg(chart, Language::Ka), ">სამიზნე: 15</text>"));
        CHECK(count(to_svg(chart, Language::En), "class=\"target\"") == 2);
    }
}

TEST_CASE("series differ by pattern, marker and dash, not by colour alone")
{
    Chart chart = sample_chart();
    chart.series.clear();
    for (int i = 0; i < 20; ++i)
        chart.series.push_back({both("s" + std::to_string(i)), {1, 2, 3}});
    const std::string bars = to_svg(chart, Language::En);
    CHECK(count(bars, "<pattern ") == 20);
    std::vector<std::string> looks;
    for (std::size_t at = bars.find("<pattern "); at != std::string::npos; at = bars.find("<pattern ", at + 1)) {
        const std::size_t from = bars.find("<rect", at);
        looks.push_back(bars.substr(from, bars.find("</pattern>", at) - from));
    }
    std::sort(looks.begin(), looks.end());
    CHECK(std::adjacent_find(looks.begin(), looks.end()) == looks.end());
    CHECK(is_well_formed(bars));
}

TEST_CASE("long labels are broken or shortened by whole characters")
{
    const std::string ka = "გარემოსდაცვითისაქმიანობისდაგანაშენიანებისსამსახური ქალაქ თბილისის მუნიციპალიტეტის მერიის";
    const std::size_t categories = GENERATE(3U, 40U);
    for (const Chart::Kind kind : {Chart::Kind::StackedBars, Chart::Kind::PairedBars, Chart::Kind::Line}) {
        Chart chart = sample_chart(kind);
        chart.categories.assign(categories, both(ka + ka + ka));
        chart.series[0].label = both(ka + ka + ka + ka + ka);
        const std::string svg = to_svg(chart, Language::Ka);
        CHECK(is_utf8(svg));
        CHECK(holds(svg, "…"));
        CHECK(!holds(svg, "\\x{"));
        CHECK(is_well_formed(svg));
    }
}

TEST_CASE("a label in the other language carries its language in a chart too")
{
    CHECK(holds(to_svg(sample_chart(), Language::En), "lang=\"ka\">მარტი</text>"));
    CHECK(holds(to_svg(sample_chart(Chart::Kind::Line), Language::En), "lang=\"ka\" text-anchor=\"middle\">მარტი</text>"));
    CHECK(!holds(to_svg(sample_chart(), Language::Ka), " lang="));
}

TEST_CASE("a chart without data says so")
{
    Chart chart = sample_chart(GENERATE(Chart::Kind::StackedBars, Chart::Kind::PairedBars, Chart::Kind::Line));
    chart.categories.clear();
    for (ChartSeries& series : chart.series)
        series.values.clear();
    CHECK(holds(to_svg(chart, Language::En), ">There are no records</text>"));
    chart.series.clear();
    CHECK(is_well_formed(to_svg(chart, Language::En)));
}

TEST_CASE("impossible values and hostile texts are drawn without harm in a chart")
{
    Chart chart = sample_chart(GENERATE(Chart::Kind::StackedBars, Chart::Kind::PairedBars, Chart::Kind::Line));
    chart.title = chart.description = chart.unit = chart.categories[0] = chart.series[0].label = both(hostile);
    chart.series[0].values = {std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min(), 3};
    chart.series[1].values = {std::numeric_limits<std::int64_t>::max()};
    chart.target = std::numeric_limits<std::int64_t>::min();
    chart.decimals = -4;
    const std::string svg = to_svg(chart, Language::En);
    CHECK(!holds(svg, "<script"));
    CHECK(!holds(svg, "=\"-"));
    CHECK(is_well_formed(svg));
}

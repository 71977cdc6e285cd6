#include "report/chart_scale.hpp"

#include "report/sample_document.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace ogp;
using namespace ogp::report;

namespace {

Chart of_values(Chart::Kind kind, std::vector<std::optional<std::int64_t>> values)
{
    Chart chart;
    chart.kind = kind;
    chart.categories.assign(values.size(), both("x"));
    chart.series = {{both("s"), std::move(values)}};
    return chart;
}

} // namespace

TEST_CASE("the axis begins at zero and ends at a round number above the largest value")
{
    const auto [largest, high, step] = GENERATE(table<std::int64_t, std::int64_t, std::int64_t>({
        {0, 1, 1}, {1, 1, 1}, {6, 6, 1}, {7, 8, 2}, {12, 12, 2}, {26, 30, 5}, {99, 100, 20}, {101, 120, 20}, {1'000'000, 1'000'000, 200'000},
    }));
    const ChartScale scale = chart_scale(of_values(Chart::Kind::PairedBars, {largest, 0}));
    CAPTURE(largest);
    CHECK(scale.low == 0);
    CHECK(scale.high == high);
    CHECK(scale.step == step);
    CHECK(scale.ticks().back() == high);
}

TEST_CASE("stacked bars have the axis of their sums, the others that of their values")
{
    Chart chart = sample_chart();
    CHECK(chart_scale(chart).high == 20);
    chart.series[1].values[0] = 15;
    CHECK(chart_scale(chart).high == 25);
    chart.kind = Chart::Kind::PairedBars;
    CHECK(chart_scale(chart).high == 20);
    chart.target = 38;
    CHECK(chart_scale(chart).high == 40);
}

TEST_CASE("percents within a hundred have the whole axis")
{
    Chart chart = of_values(Chart::Kind::Line, {995, 301});
    chart.unit = both("%");
    chart.decimals = 1;
    CHECK(chart_scale(chart).high == 1000);
    chart.series[0].values[0] = 1200;
    CHECK(chart_scale(chart).high == 1200);
}

TEST_CASE("values below zero lie left of it")
{
    const ChartScale scale = chart_scale(of_values(Chart::Kind::Line, {-7, 3}));
    CHECK(scale.low == -8);
    CHECK(scale.high == 4);
    CHECK(scale.position(-8, 100, 220) == 100);
    CHECK(scale.position(0, 100, 220) == 180);
    CHECK(scale.position(4, 220, 100) == 100);
    CHECK(scale.position(1000, 100, 220) == 220);
}

TEST_CASE("numbers have the decimals that all of them need, and a sign for their unit")
{
    Chart chart = of_values(Chart::Kind::PairedBars, {123456700, 50});
    chart.decimals = 2;
    chart.unit = both("₾");
    const int decimals = needed_decimals(chart);
    CHECK(decimals == 1);
    CHECK(value_text(chart, 123456700, decimals, Language::En) == "1,234,567.0\u00A0₾");
    CHECK(value_text(chart, 123456700, decimals, Language::Ka) == "1\u00A0234\u00A0567,0\u00A0₾");
    CHECK(value_text(chart, 50000, Language::En) == "500\u00A0₾");
    CHECK(value_text(chart, -5, Language::En) == "\u22120.05\u00A0₾");
    chart.unit = both("%");
    CHECK(value_text(chart, 9950, decimals, Language::En) == "99.5%");
    chart.unit = {"დღე", "days"};
    CHECK(value_text(chart, 9950, decimals, Language::En) == "99.5");
}

TEST_CASE("a sum is of what is known, and none where it is too large")
{
    Chart chart = sample_chart();
    CHECK(total_at(chart, 0) == 12);
    CHECK(total_at(chart, 1) == 20);
    chart.series[0].values[1].reset();
    CHECK_FALSE(total_at(chart, 1));
    chart.series[0].values[0] = std::numeric_limits<std::int64_t>::max();
    CHECK_FALSE(total_at(chart, 0));
    // Where there are fewer values than categories, the others are not known.
    chart.series[1].values.clear();
    CHECK_FALSE(value_at(chart, 1, 2));
}

TEST_CASE("impossible values have an axis without overflow")
{
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
    Chart chart = of_values(GENERATE(Chart::Kind::StackedBars, Chart::Kind::Line), {most, least, 0});
    chart.series.push_back(chart.series.front());
    chart.decimals = 99;
    chart.target = most;
    const ChartScale scale = chart_scale(chart);
    CHECK(scale.low < 0);
    CHECK(scale.high > 0);
    CHECK(scale.ticks().size() < 20);
    CHECK(scale.position(most, 0, 9600) == 9600);
    CHECK(value_text(chart, least, 0, Language::En) == "\u22129,223,372,036");
}

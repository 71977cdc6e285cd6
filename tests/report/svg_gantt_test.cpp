#include "report/document_writers.hpp"

#include "report/sample_document.hpp"
#include "report/well_formed.hpp"

#include <catch2/catch.hpp>

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

} // namespace

TEST_CASE("the figure is named and described for those who do not see it")
{
    const std::string svg = to_svg(sample_gantt(), Language::En);
    CHECK(holds(svg, "role=\"img\" aria-labelledby=\"gantt-title gantt-desc\""));
    CHECK(holds(svg, "<title id=\"gantt-title\">Time line</title>"));
    CHECK(holds(svg, "<desc id=\"gantt-desc\">Two milestones.</desc>"));
    CHECK(is_well_formed(svg));
}

TEST_CASE("a late milestone has its planned bar, its end and its delay in words and pattern")
{
    const std::string svg = to_svg(sample_gantt(), Language::En);
    // January to June are 181 days on 528 units: the planned bar takes 90 of them, the delay 75.
    CHECK(holds(svg, "<rect class=\"planned\" x=\"362.0\" y=\"98\" width=\"262.5\""));
    CHECK(holds(svg, "<rect class=\"late\" fill=\"url(#gantt-late)\" x=\"624.5\" y=\"98\" width=\"218.8\""));
    CHECK(holds(svg, ">+75 days</text>"));
    CHECK(holds(to_svg(sample_gantt(), Language::Ka), ">+75 დღე</text>"));
    CHECK(holds(svg, ">as of 30 Jun 2019</text>"));
    CHECK(holds(to_svg(sample_gantt(), Language::Ka), ">მდგომარეობა 30.06.2019</text>"));
}

TEST_CASE("unknown dates are words, not bars")
{
    const std::string svg = to_svg(sample_gantt(), Language::En);
    CHECK(holds(svg, ">planned dates not known</text>"));
    // Two in the legend and the one that is known.
    CHECK(count(svg, "class=\"planned\"") == 3);
    Gantt gantt = sample_gantt();
    gantt.bars[0].actual_to = 0;
    gantt.bars[0].late_days = 0;
    CHECK(holds(to_svg(gantt, Language::En), ">day of completion not known</text>"));
}

TEST_CASE("a label in the other language carries its language")
{
    CHECK(holds(to_svg(sample_gantt(), Language::En), " lang=\"ka\">პორტალის ტესტი</text>"));
    CHECK(!holds(to_svg(sample_gantt(), Language::Ka), " lang="));
}

TEST_CASE("two figures share no id")
{
    Gantt other = sample_gantt();
    other.id = "second one";
    const std::string svg = to_svg(other, Language::En);
    CHECK(holds(svg, "id=\"second-one-late\""));
    CHECK(!holds(svg, "\"gantt-"));
}

TEST_CASE("a day of the report outside of the axis is an arrow at its edge")
{
    Gantt gantt = sample_gantt();
    gantt.as_of = day("2030-01-01");
    CHECK(holds(to_svg(gantt, Language::En), "as of 1 Jan 2030 →"));
    gantt.as_of = day("2001-01-01");
    CHECK(holds(to_svg(gantt, Language::En), "← as of 1 Jan 2001"));
    CHECK(!holds(to_svg(gantt, Language::En), "class=\"now\""));
}

TEST_CASE("impossible numbers and hostile texts are drawn without harm")
{
    Gantt gantt = sample_gantt();
    gantt.title = gantt.description = gantt.bars[0].label = both(hostile);
    gantt.bars[0].number = hostile;
    gantt.bars[0].planned_from = std::numeric_limits<int>::max();
    gantt.bars[0].planned_to = std::numeric_limits<int>::min();
    gantt.bars[0].actual_to = std::numeric_limits<int>::max();
    gantt.as_of = std::numeric_limits<int>::min();
    const std::string svg = to_svg(gantt, Language::En);
    CHECK(!holds(svg, "<script"));
    CHECK(!holds(svg, "\"-"));
    CHECK(is_well_formed(svg));
}

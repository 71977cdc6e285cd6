#include "report/svg_chart.hpp"

#include "report/chart_bars.hpp"
#include "report/chart_line.hpp"
#include "report/document_writers.hpp"
#include "report/markup.hpp"

namespace ogp::report {

void append_svg(std::string& out, const Chart& chart, Language language, std::string_view anchor)
{
    if (chart.kind == Chart::Kind::Line)
        append_line(out, chart, language, anchor);
    else
        append_bars(out, chart, language, anchor);
}

std::string to_svg(const Chart& chart, Language language)
{
    std::string out;
    append_svg(out, chart, language, Anchors().take(chart.id));
    return out + "\n";
}

} // namespace ogp::report

#pragma once

#include "report/chart.hpp"

#include <string>
#include <string_view>

namespace ogp::report {

/// A row for each category: a bar whose parts are the series, or a bar for each series. Appends the whole figure.
void append_bars(std::string& out, const Chart& chart, Language language, std::string_view anchor);

} // namespace ogp::report

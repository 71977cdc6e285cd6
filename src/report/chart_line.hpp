#pragma once

#include "report/chart.hpp"

#include <string>
#include <string_view>

namespace ogp::report {

/// A line for each series over the categories, from left to right. Where a value is not known the line is interrupted. Appends the
/// whole figure.
void append_line(std::string& out, const Chart& chart, Language language, std::string_view anchor);

} // namespace ogp::report

#pragma once

#include "report/document.hpp"

#include <string>
#include <string_view>

namespace ogp::report {

/// Appends the figure with the ids of its parts beginning with `anchor`, which must be safe in an attribute.
void append_svg(std::string& out, const Chart& chart, Language language, std::string_view anchor);

} // namespace ogp::report

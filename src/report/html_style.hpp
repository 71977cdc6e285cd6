#pragma once

#include <string_view>

namespace ogp::report {

/// The style sheet of every HTML document, but for the running title, which is the document's own.
/// It holds neither '<' nor '&', so that it is the same in HTML and in XML.
extern const std::string_view html_style;

} // namespace ogp::report

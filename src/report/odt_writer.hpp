#pragma once

#include "report/document.hpp"

#include <string>

namespace ogp::report {

/// An OpenDocument text (ODF 1.2): contents, numbered headings, captions, repeated table heads, figures as SVG, pages on their side
/// for wide tables. The same document gives the same bytes. Texts with a mark stand in a section and a bookmark whose name says
/// which text of the record they are (odt_text.hpp); read_odt_edits() finds them again.
std::string to_odt(const Document& document, Language language);

} // namespace ogp::report

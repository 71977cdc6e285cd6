#pragma once

#include "base/language.hpp"
#include "report/document.hpp"

#include <string>
#include <string_view>

namespace ogp::report {

/// Namespaces of OpenDocument 1.2, as attributes of a root element.
extern const std::string_view odt_namespaces;

/// The two page styles; a paragraph whose style has one of them in its name begins a page of that kind.
enum class OdtPage { Standard, Landscape };
std::string_view page_name(OdtPage page);

/// Hundredths of a millimetre between the margins.
int width_of(OdtPage page);
inline constexpr int odt_text_height = 23'500;

/// styles.xml: fonts, language, named styles, pages with running title and page numbers.
std::string odt_styles(const Document& document, Language language);

/// The automatic styles of content.xml that every document has: beginnings of pages, tables, cells, figures, editable texts, texts
/// in the other language.
std::string odt_automatic_styles();

} // namespace ogp::report

#pragma once

#include "report/document.hpp"

#include <string>

namespace ogp::report {

/// A page of its own: valid HTML that is also well-formed XML, styles within, no script, no request to any other host, readable
/// on a phone, paged for print (contents with page numbers by target-counter, running heads, repeated table heads), light and
/// dark. A text that exists only in the other language is marked with its lang. `other`: file name of the same document in the
/// other language, "" for none.
std::string to_html(const Document& document, Language language, const std::string& other = {});

/// CommonMark with GFM tables. A figure becomes a reference to its table.
std::string to_markdown(const Document& document, Language language);

/// Both languages in one: {id, title, date, generator, data, sections: [...]}; tables as arrays of objects.
Json to_json(const Document& document);

/// The figure alone, as it stands in the page.
std::string to_svg(const Gantt& gantt, Language language);
std::string to_svg(const Chart& chart, Language language);

} // namespace ogp::report

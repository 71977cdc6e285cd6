#pragma once

#include "report/document.hpp"

#include <string_view>
#include <vector>

namespace ogp::report {

/// What the writers for paper ask about a block before they write it.

/// The lines of a text that are not empty, without blanks at their ends.
std::vector<std::string_view> content_lines(std::string_view text);

/// Whether the block is a table that lies on a page on its side.
bool is_sideways(const Block& block, Language language);
/// Whether the section begins with such a table: then its heading goes with it, or it would stand alone on the page before.
bool begins_sideways(const Section& section, Language language);

} // namespace ogp::report

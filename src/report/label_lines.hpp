#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::report {

/// Width of a text in thousandths of an em, as the sans-serif fonts of our style sheet draw it, rather too wide than too
/// narrow: SVG does not break lines, so whoever writes one must know before.
int text_width(std::string_view text);

/// The text in at most `lines` lines of at most `width` thousandths of an em, broken at blanks (in a word that is longer
/// than a line), the last one ending in "…" where something was left out.
std::vector<std::string> label_lines(std::string_view text, int width, std::size_t lines);

} // namespace ogp::report

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::irm {

/// The longest text that a field takes; a longer one stands in several.
inline constexpr std::size_t longest_field_text = 8'192;

/// A cell's text as a field holds it: without blanks at its ends, in Unicode's form C, line ends as LF, and without control and
/// bidirectional characters, which no field takes. `cell` must be UTF-8. The cell itself is kept as it is, elsewhere.
std::string field_text(std::string_view cell);

/// The same in one line: line ends and tabs become blanks.
std::string one_line(std::string_view cell);

/// A long text in parts of at most `size` bytes, cut at line ends where there are any, else between words or characters.
std::vector<std::string> in_parts(std::string_view text, std::size_t size = longest_field_text);

} // namespace ogp::irm

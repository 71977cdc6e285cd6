#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ogp {

/// A character of a UTF-8 text and the bytes it takes.
struct Utf8Character
{
    char32_t value = 0;
    std::size_t size = 0; ///< 1..4; 0 where the bytes are ill-formed
};

/// The character at `offset`, which must be inside of `text`. Refuses overlong forms, surrogates and what lies above
/// U+10FFFF (Unicode, table 3-7).
Utf8Character utf8_at(std::string_view text, std::size_t offset);

/// Appends a character, which must be one (no surrogate, at most U+10FFFF).
void append_utf8(std::string& out, char32_t character);

/// Length of the run of ASCII at `offset`.
std::size_t ascii_run(std::string_view text, std::size_t offset);

/// Whether the character is a C0 control except \n and \t, DEL, a C1 control, or a bidirectional control.
bool is_control_character(char32_t character);

/// Columns on a terminal: 0, 1 or 2.
int character_width(char32_t character);

} // namespace ogp

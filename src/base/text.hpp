#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ogp {

/// Whether `text` is well-formed UTF-8 (no surrogates, no overlong forms, at most U+10FFFF).
bool is_utf8(std::string_view text);

/// Byte offset of the first ill-formed sequence, or nothing.
std::optional<std::size_t> find_bad_utf8(std::string_view text);

/// Unicode normalization form C, by libutf8proc. `text` must be UTF-8. ASCII is returned as it is, at no cost.
std::string to_nfc(std::string_view text);
bool is_nfc(std::string_view text);
/// Each character in lower case, by libutf8proc; letters without case stay. `text` must be UTF-8.
std::string to_lower(std::string_view text);

/// Control characters (C0 except \n and \t, DEL, C1) or bidirectional controls (U+202A..202E, U+2066..2069, U+200E/F,
/// U+061C): never accepted in what comes from outside, never written raw to a terminal.
bool has_control_characters(std::string_view text);

/// The text with such characters made visible as \u{202e} and bytes that are not UTF-8 as \x{ff}: what is left may go to
/// terminals, messages and JSON.
std::string printable(std::string_view text);

/// Columns that the text takes on a terminal: characters, not bytes; combining marks take none, wide ones two.
std::size_t display_width(std::string_view text);

/// The text cut to at most `width` columns, with "…" where something was cut.
std::string shorten(std::string_view text, std::size_t width);

/// Breaks the text at spaces into lines of at most `width` columns; a longer word stands alone. Line feeds stay; a text of
/// blanks gives no line.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

/// Number of edits (insert, delete, replace, swap of neighbours) between two words, by characters.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate nearest to `word`, if one is near enough to be a misspelling (at most a third of its length, at least 1, and
/// not all of it); else one that goes on where a word of two characters or more ends. Of several equally near ones the first
/// that begins with the word, else the first.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates);

/// Without blanks (space, tab, line ends, no-break space) at both ends.
std::string_view trim(std::string_view text);

std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(std::span<const std::string> parts, std::string_view separator);

/// Whether the word matches [a-z][a-z0-9_]*: ids of case types, fields, states.
bool is_identifier(std::string_view word);

/// Whole text to an integer: decimal, optional minus, nothing else, no overflow.
std::optional<long long> to_integer(std::string_view text);

std::string to_hex(std::span<const std::byte> bytes);
std::string to_hex(std::string_view bytes);
/// Lowercase hex only, even length.
std::optional<std::string> from_hex(std::string_view hex);

/// Standard base64 with padding (RFC 4648 section 4), as signed notes use it. Decoding is strict: canonical padding bits.
std::string to_base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);

} // namespace ogp

#include "report/typst_text.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "report/block_layout.hpp"
#include "report/markup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

namespace ogp::report {
namespace {

/// ASCII words of more characters, as hashes, addresses and names in code, may be broken: after a separator, or else after so many.
constexpr std::size_t long_word = 24;
constexpr std::size_t longest_piece = 16;
constexpr std::string_view separators = "_/-.:?&=";
/// Between two strings: no width and no character, so that what is copied is whole.
constexpr std::string_view breaking_point = "\" + h(0pt) + \"";

template <class... Args>
void put(std::string& out, fmt::format_string<Args...> format, Args&&... args)
{
    fmt::format_to(std::back_inserter(out), format, std::forward<Args>(args)...);
}

bool is_noncharacter(char32_t c)
{
    return (c & 0xFFFEU) == 0xFFFEU || (c >= 0xFDD0 && c <= 0xFDEF);
}

/// Whether the character is drawn as nothing, in whatever font.
bool is_invisible(char32_t c)
{
    return c == U'\n' || c == U'\t' || c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF;
}

/// Whether the word that begins at `at` is longer than a line may be, and of ASCII alone.
bool is_long_word(std::string_view text, std::size_t at)
{
    const std::size_t end = std::min(text.find_first_of(" \n\t", at), text.size());
    const std::string_view word = text.substr(at, end - at);
    return word.size() > long_word && ascii_run(word, 0) == word.size();
}

} // namespace

bool TypstText::shows(char32_t character) const
{
    return !m_has_glyph || is_invisible(character) || m_has_glyph(character);
}

std::string TypstText::quoted(std::string_view text, Breaking breaking) const
{
    std::string out = "\"";
    bool in_word = false;
    bool breaks = false;
    std::size_t in_piece = 0; // characters since the last breaking point
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Character character = utf8_at(text, at);
        const char32_t c = character.value;
        const bool blank = character.size == 1 && (c == ' ' || c == '\n' || c == '\t');
        if (!blank && !in_word) {
            breaks = breaking == Breaking::LongWords && is_long_word(text, at);
            in_piece = 0;
        } else if (!blank && breaks && (in_piece == longest_piece || (in_piece > 1 && separators.find(text[at - 1]) != std::string_view::npos))) {
            out += breaking_point;
            in_piece = 0;
        }
        in_word = !blank;
        ++in_piece;
        if (character.size == 0)
            put(out, "\\\\x{{{:02x}}}", static_cast<unsigned char>(text[at]));
        else if (blank)
            out += ' ';
        else if (is_control_character(c) || is_noncharacter(c) || !shows(c))
            put(out, "\\\\u{{{:x}}}", static_cast<std::uint32_t>(c));
        else if (c == '"' || c == '\\')
            out.append("\\").append(1, static_cast<char>(c));
        else
            out.append(text, at, character.size);
        at += character.size == 0 ? 1 : character.size;
    }
    return out + "\"";
}

std::string TypstText::literal(std::string_view text) const
{
    return quoted(text, Breaking::Never);
}

std::string TypstText::words(std::string_view text) const
{
    return quoted(text, Breaking::LongWords);
}

std::string TypstText::inline_text(const Localized& text) const
{
    const Shown side = shown(text, m_language);
    return side.foreign ? fmt::format("foreign(\"{}\", {})", code(side.language), words(side.text)) : words(side.text);
}

std::string TypstText::lines(const Localized& text, std::string_view absent) const
{
    const Shown side = shown(text, m_language);
    const std::vector<std::string_view> all = content_lines(side.text);
    if (all.empty())
        return literal(absent);
    std::string expression;
    if (all.size() == 1) {
        expression = words(all.front());
    } else {
        expression = "lines(";
        for (const std::string_view line : all)
            expression += words(line) + ", ";
        expression += ")";
    }
    return side.foreign ? fmt::format("foreign(\"{}\", {})", code(side.language), expression) : expression;
}

std::string TypstText::arguments(const Localized& text) const
{
    const Shown side = shown(text, m_language);
    std::string out;
    for (const std::string_view line : content_lines(side.text))
        out += (side.foreign ? fmt::format("foreign(\"{}\", {})", code(side.language), words(line)) : words(line)) + ", ";
    return out;
}

std::string TypstText::picture(std::string_view svg) const
{
    std::string shown_svg;
    for (std::size_t at = 0; at < svg.size();) {
        const Utf8Character character = utf8_at(svg, at);
        if (character.value < 0x80 || shows(character.value))
            shown_svg.append(svg, at, std::max<std::size_t>(character.size, 1));
        else
            put(shown_svg, "\\u{{{:x}}}", static_cast<std::uint32_t>(character.value));
        at += std::max<std::size_t>(character.size, 1);
    }
    std::string out = "\"";
    for (const char c : shown_svg) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + "\"";
}

} // namespace ogp::report

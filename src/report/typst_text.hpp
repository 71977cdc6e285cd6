#pragma once

#include "base/language.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace ogp::report {

/// Makes texts into expressions of Typst's code.
class TypstText
{
public:
    /// `has_glyph`: see TypstOptions.
    TypstText(Language language, std::function<bool(char32_t)> has_glyph) : m_language(language), m_has_glyph(std::move(has_glyph)) {}

    /// A string with its quotes, for names and attributes. Control and bidirectional characters are made visible.
    std::string literal(std::string_view text) const;
    /// The same for what is set as text: words too long for any line may be broken.
    std::string words(std::string_view text) const;
    /// A text on one line, marked with its language where the reader's own side is missing.
    std::string inline_text(const Localized& text) const;
    /// The lines of a text that are not empty, each a line of one paragraph; `absent` where there is none.
    std::string lines(const Localized& text, std::string_view absent) const;
    /// The lines as arguments, each ending in ", ".
    std::string arguments(const Localized& text) const;
    /// A figure as a string: characters that the fonts lack are replaced, nothing else.
    std::string picture(std::string_view svg) const;

private:
    enum class Breaking { Never, LongWords };
    std::string quoted(std::string_view text, Breaking breaking) const;
    bool shows(char32_t character) const;

    Language m_language;
    std::function<bool(char32_t)> m_has_glyph;
};

} // namespace ogp::report

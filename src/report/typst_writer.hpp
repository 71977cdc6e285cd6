#pragma once

#include "base/json.hpp"
#include "report/document.hpp"

#include <functional>
#include <string>

namespace ogp::report {

struct TypstOptions
{
    /// Whether the PDF has an outline of its headings; checkers of PDF/A-1 take Typst's for wrong.
    enum class Bookmarks { Kept, Left };
    Bookmarks bookmarks = Bookmarks::Kept;
    /// Members that the provenance gets beside its own: {"engine": "..."}.
    Json made_with{};
    /// Whether the fonts have the character; what they lack is written as \u{...}, since PDF/UA refuses what cannot be shown. All where
    /// it is empty.
    std::function<bool(char32_t)> has_glyph{};
};

/// The document in Typst's markup, figures included: one file that needs no other, for Typst 0.14 or later with the fonts Noto Sans
/// and Noto Sans Georgian. Every text is a string of its own, so that nothing in a text is markup.
std::string to_typst(const Document& document, Language language, const TypstOptions& options = {});

} // namespace ogp::report

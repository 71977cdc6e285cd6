#pragma once

#include "base/language.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ogp::report {

/// A text that a document holds under a mark, as it stands there now.
struct EditedText
{
    std::string mark;          ///< "<uid of the case>/<field>"
    Language language = Language::En;
    std::string original_hash; ///< first 16 hexadecimal digits of SHA-256 of the text as it was written
    std::string text;          ///< paragraphs and line breaks are line feeds
};

/// The marked texts of an OpenDocument text, in the order of the document; one that stands in several places comes as often.
/// What tracked changes keep as deleted, and remarks in the margin, are no part of a text. A place whose section is gone is found
/// by its bookmark: then the text is all of the paragraphs that the bookmark touches. The bytes are from outside: Error{Invalid}
/// where they are no such document, are damaged or encrypted, have a DTD, or are larger or deeper than any document of ours.
std::vector<EditedText> read_odt_edits(std::string_view bytes);

} // namespace ogp::report

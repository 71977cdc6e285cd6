#pragma once

#include "base/language.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace ogp::report {

/// The place of a text that people may edit: "ogp:<mark>:<language>:<first 16 hexadecimal digits of SHA-256 of the text as it was
/// written>", and from its second place on ":<n>", since names are unique in a document. It is the name of a section and of a
/// bookmark within it: office programs keep a section when everything in it is written anew, and letters that are added at its
/// ends are within it, which they are not with a bookmark.
struct TextPlace
{
    std::string mark;
    Language language = Language::En;
    std::string hash;
    int copy = 1;

    bool operator==(const TextPlace&) const = default;
};

std::string to_name(const TextPlace& place);
/// Nothing where the name is none of ours.
std::optional<TextPlace> find_text_place(std::string_view name);
TextPlace text_place(std::string mark, Language language, std::string_view text);

/// Appends one paragraph's text as the content of text:p: blanks that XML would join stand as text:s, tabs as text:tab, line
/// ends as blanks.
void append_odt_text(std::string& out, std::string_view text);

} // namespace ogp::report

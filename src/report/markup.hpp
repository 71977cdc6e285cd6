#pragma once

#include "base/language.hpp"

#include <set>
#include <string>
#include <string_view>

namespace ogp::report {

/// What of a text is shown to readers of a language.
struct Shown
{
    std::string_view text;
    Language language = Language::En; ///< that the text is in
    bool foreign = false;             ///< the reader's own side is missing
};

Shown shown(const Localized& text, Language language);

/// Appends `text` so that it is text in HTML and XML alike, in elements and in quoted attributes. Control and
/// bidirectional characters, noncharacters and bad bytes are made visible as \u{202e}: they neither break the page nor
/// reorder what people read.
void append_escaped(std::string& out, std::string_view text);
std::string escaped(std::string_view text);

/// A string of CSS with its quotes. Whatever could end it, or the style element, is written as a CSS escape.
std::string css_string(std::string_view text);

/// A file name as the path of a relative URL: all but unreserved characters is percent-encoded, so that it names no scheme,
/// host or folder.
std::string url_of_file(std::string_view name);
/// The same for a file in a folder below the page's own: "ID.csv/milestones.csv". It leads nowhere else.
std::string url_of_path(std::string_view path);

/// Ids of a page: each is made of letters, digits, '-', '_' and '.', and is handed out once.
class Anchors
{
public:
    std::string take(std::string_view wanted);

private:
    std::set<std::string, std::less<>> m_taken;
};

} // namespace ogp::report

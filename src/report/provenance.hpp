#pragma once

#include "base/json.hpp"
#include "base/language.hpp"
#include "report/document.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace ogp::report {

/// How a file was made, so that it can be made again: the document's `provenance` with `format` ("html") and, where the file is in
/// one language, `language` ("ka"). Null where the document has none.
Json provenance(const Document& document, std::string_view format, std::optional<Language> language = std::nullopt);

/// The value as JSON of one line that stands unchanged in the places that formats have for such things: what markup, a comment or
/// a reader could mistake (& < > ' ( ) and control, bidirectional and private characters) is written as \uXXXX. Only quotation
/// marks remain for an attribute to escape. Bytes that are not UTF-8 become U+FFFD.
std::string embedded_json(const Json& value);

} // namespace ogp::report

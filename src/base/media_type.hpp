#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ogp {

/// How much of a content media_type() looks at.
inline constexpr std::size_t media_type_bytes = 4096;

/// What a content is, by its beginning: application/pdf, image/png, image/jpeg, the documents of LibreOffice and Microsoft
/// Office, application/zip, text/csv, text/plain, else application/octet-stream. Signatures decide; the name only tells apart
/// what begins alike (.csv among texts, .xlsx among archives), so that a renamed program never passes for a picture. Markup
/// that a browser would run is text/plain.
std::string media_type(std::string_view beginning, std::string_view file_name);

} // namespace ogp

#pragma once

#include <string>
#include <string_view>

namespace ogp {

/// A picture without what it says of the one who took it: place, time, camera, names, comments, embedded previews, and
/// whatever stands behind its end. What is needed to show it is kept as it is, byte for byte: no picture is decoded.
///
/// JPEG (ITU-T T.81): of the application segments only JFIF, ICC profile and Adobe stay. The orientation of an Exif segment is
/// kept in a new one that holds nothing else, or photographs would lie on their side.
/// PNG (ISO/IEC 15948): only the chunks stay that concern pixels, colours, size and animation.
///
/// Throws Error{Invalid} where the picture is cut off or not built as such a file is: what cannot be read cannot be cleaned.
std::string strip_jpeg_metadata(std::string_view picture);
std::string strip_png_metadata(std::string_view picture);

/// By media type; other contents, which carry no metadata that this knows, come back as they are.
std::string strip_metadata(std::string_view media_type, std::string content);

} // namespace ogp

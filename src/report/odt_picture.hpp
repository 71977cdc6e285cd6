#pragma once

#include <string>
#include <string_view>

namespace ogp::report {

/// A figure of ours for readers that know no style sheets, as office programs: every rule of its style element, those for dark
/// screens left out, stands at the elements that it means. Only what to_svg() writes is understood: rules of one root class,
/// "." root " ." class or "." root " " element, and media rules.
std::string with_inline_style(std::string_view svg);

struct PictureSize
{
    int width = 0; ///< of the view box
    int height = 0;
};

/// Size of a figure of ours.
PictureSize picture_size(std::string_view svg);

} // namespace ogp::report

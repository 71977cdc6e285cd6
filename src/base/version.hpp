#pragma once

#include <string_view>

namespace ogp {

/// "X.Y.Z" of this build.
std::string_view version();

} // namespace ogp

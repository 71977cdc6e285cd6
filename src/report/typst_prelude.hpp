#pragma once

#include <string_view>

namespace ogp::report {

/// What every document in Typst begins with: looks, and the functions that the blocks are written with (Typst 0.14).
extern const std::string_view typst_prelude;

} // namespace ogp::report

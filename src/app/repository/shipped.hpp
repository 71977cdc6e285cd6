#pragma once

#include <span>
#include <string_view>

namespace ogp::app {

/// A file that is part of the program: workflows and templates lie in the executable, so that `ogp init` works wherever the
/// program was copied to.
struct ShippedFile
{
    std::string_view path; ///< "workflows/plan.yaml"
    std::string_view content;
};

/// In order of path. The definition is generated from workflows/ and templates/ when the program is built.
std::span<const ShippedFile> shipped_files();

} // namespace ogp::app

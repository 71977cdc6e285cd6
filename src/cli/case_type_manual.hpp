#pragma once

#include "base/language.hpp"

#include <string>

namespace ogp::cli {

/// The page ogp-case-types(7) in mdoc: states, transitions with their roles, and deadlines of every case type that is part of the
/// program, as their files say.
std::string case_types_page(Language language);

} // namespace ogp::cli

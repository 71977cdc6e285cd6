#pragma once

#include "base/error.hpp"
#include "base/json.hpp"

namespace ogp::cli {

/// Findings about workflow files as SARIF 2.1.0, which code hosts show beside the lines (OASIS, 27 March 2020).
Json sarif(const Findings& findings);

} // namespace ogp::cli

#pragma once

#include "app/cases/cases.hpp"
#include "cli/context.hpp"

namespace ogp::cli {

/// Prints a case: JSON, or for people the card, then on a terminal its parts and what can be done with it now. Returns 0.
int print_sheet(Context& context, const app::CaseSheet& sheet);

} // namespace ogp::cli

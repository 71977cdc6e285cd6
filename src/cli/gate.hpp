#pragma once

#include "base/error.hpp"

#include <cstddef>

namespace ogp::cli {

/// --fail-on overdue: Error{Gate} where anything is overdue.
void gate_overdue(std::size_t overdue);
/// The same for deadlines of cases.
void gate_deadlines(std::size_t overdue);
/// --fail-on anomaly: Error{Gate} where there is any finding on a plan, notes too.
void gate_anomaly(const Findings& findings);
/// --fail-on untranslated: Error{Gate} where any finding is of a text in one language only.
void gate_untranslated(const Findings& findings);

/// Findings that are more than notes.
std::size_t count_warnings(const Findings& findings);

} // namespace ogp::cli

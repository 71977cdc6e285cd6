#pragma once

#include "app/repository/repository.hpp"
#include "irm/assessment.hpp"
#include "report/table.hpp"

#include <string>

namespace ogp::app {

/// What OGP's data claims of the repository's commitments against what the rules give: over their rows as an export has them now.
irm::Assessment assess_repository(const Repository& repository);

/// The same for a file, without a repository. Throws as irm::read_commitments(); its other findings come first among the differences.
irm::Assessment assess_file(const std::string& text, const std::string& name);

/// A line for each derived column: column, claimed, derived, equal, differing, rule, source.
report::Table assessment_table(const irm::Assessment& assessment);

} // namespace ogp::app

#pragma once

#include "app/repository/repository.hpp"
#include "documents/report_template.hpp"

#include <string>
#include <utility>
#include <vector>

namespace ogp::documents {

/// Values of parameters as a person gave them, by name.
using GivenParameters = std::vector<std::pair<std::string, std::string>>;

/// The values that a report is made with: what was given or preset, checked, in the one form that gives the same report again: a period
/// by its name, a plan and a case by what names it here. What was not given and is not needed is left out. Error{Usage} for a parameter
/// that the template does not have (with the nearest), one that is missing and a value of the wrong kind; Error{NotFound} for a plan or
/// case that is not there.
Json resolve_parameters(const app::Repository& repository, const ReportTemplate& report, const GivenParameters& given);

} // namespace ogp::documents

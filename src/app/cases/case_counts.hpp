#pragma once

#include "app/repository/repository.hpp"
#include "report/table.hpp"

#include <string>
#include <vector>

namespace ogp::app {

/// How many cases of a type there are, a line for each combination of the values of `by` that occurs, in order of the values'
/// definition: the fields, then all, open, waiting, done, cancelled, fraction, percent. `fraction` is done / (all - cancelled),
/// exact; `percent` the same with one decimal, cut off. Of publication duties that is the score of a body.
///
/// `by` may name "state" and any field that holds one value and is not personal; Error{Usage} with the nearest for others.
report::Table case_counts(const Repository& repository, const std::string& type, const std::vector<std::string>& by);

} // namespace ogp::app

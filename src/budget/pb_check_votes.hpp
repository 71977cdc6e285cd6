#pragma once

#include "budget/pb_file.hpp"

#include <cstdint>
#include <vector>

namespace ogp::budget {

/// What the ballots say of each project.
struct Support
{
    std::vector<std::int64_t> votes;
    bool has_scores = false;          ///< whether ballots carry points
    std::vector<std::int64_t> scores; ///< sum of points, in units of 10^-score_places
    int score_places = 0;
};
Support count_support(const Round& round);

/// The ballots against the limits in META, and the columns that describe voters.
void check_votes(const PbFile& file, PbFindings& findings);

} // namespace ogp::budget

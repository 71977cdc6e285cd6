#pragma once

#include "budget/pb_file.hpp"
#include "budget/priorities/opinions_file.hpp"

#include <string>
#include <vector>

namespace ogp::budget {

/// What a .pb file of ratings (`scoring`) or of points that are shared out (`cumulative`) asked: each project is a theme. The scale goes
/// from `min_points` (else 0) to `max_points`, else to the greatest mark given; the purse is `max_sum_points`, else the greatest
/// ballot. `traits` name columns of VOTES. Error{Invalid} for another vote type.
Survey survey_of(const PbFile& file, const std::vector<std::string>& traits);

/// Its ballots as answers to the survey, whose themes are known by the ids of projects. A project without points is not asked, what ever
/// `default_score` says. Findings as those of read_opinions(), at the line of the ballot.
ReadOpinions opinions_of(const PbFile& file, const Survey& survey);

} // namespace ogp::budget

#pragma once

#include "budget/pb_file.hpp"

namespace ogp::budget {

/// What the checker of Pabulib finds in a file that could be read, under its own names in snake_case, all warnings:
/// the file can be counted, but something in it does not agree.
///
/// META: `missing_meta_field`, `not_known_meta_field`, `wrong_meta_fields_order`, `invalid_meta_value`, `date_range_mismatch`.
/// PROJECTS: `missing_projects_field`, `not_known_projects_field`, `wrong_projects_fields_order`, `invalid_projects_value`,
/// `project_with_no_cost`, `single_project_exceeded_whole_budget`, `budget_exceeded`, `all_projects_funded`, `unused_budget`
/// (greedy rules only), `greedy_rule_not_followed`, `no_votes_or_score`, `project_with_no_votes`, `different_values_in_votes`,
/// `different_values_in_scores`. VOTES: `not_known_votes_field`, `wrong_votes_fields_order`, `invalid_votes_value`,
/// `vote_length_exceeded`, `vote_length_too_short`, `vote_sum_cost_exceeded`, `vote_sum_cost_too_small`, `points_out_of_range`,
/// `sum_points_exceeded`, `sum_points_too_small`.
///
/// Money is compared in minor units, where the checker drops fractions.
Findings check_pb(const PbFile& file);

} // namespace ogp::budget

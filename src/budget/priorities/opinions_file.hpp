#pragma once

#include "base/error.hpp"
#include "budget/priorities/survey.hpp"

#include <string>
#include <string_view>

namespace ogp::budget {

struct ReadOpinions
{
    Opinions opinions;
    Findings findings; ///< in order of place; where one is an error, `opinions` is not complete and must not be counted
};

/// Ballots from CSV: a row is a ballot, a column a trait or a theme of the survey, by name, and on request `voter_id`, which must
/// not come twice and is kept nowhere. An empty cell of a theme says nothing of it, one of a trait that it is not known. The
/// separator is the comma, or the semicolon or tab where the header has no comma. Values of a trait that the survey does not
/// list are taken as they come, in the order of their bytes, so that the order of ballots changes nothing.
///
/// Errors: `empty_file`, `no_ballots`, `unknown_theme` (a column that is neither), `duplicate_column`, `no_theme_column`,
/// `missing_trait`, `wrong_cells`, `bad_mark`, `comma_decimal`, `mark_off_scale`, `points_exceeded`, `unknown_value`,
/// `too_many_values`, `duplicate_voter`, `different_number_of_ballots`, `open_quote`, `not_utf8`, `empty_line`. Warning: `empty_ballot`.
/// Notes: `byte_order_mark`, `carriage_returns`.
ReadOpinions read_opinions(std::string_view bytes, std::string name, const Survey& survey);

} // namespace ogp::budget

#pragma once

#include "app/cases/change.hpp"

#include <cstdint>
#include <string>

namespace ogp::app {

/// Puts a comparison on record with its round: the file as one more of `comparison`, and how many deviations there are and are not
/// explained, which the round's transition `explain` waits for. Error{Invalid} where the round's year is another one.
store::CaseRow record_comparison(Change& change, const Repository& repository, const store::CaseRow& round, const std::string& file,
                                 std::int64_t deviations, std::int64_t unexplained);

/// The same check alone.
void require_year(const store::CaseRow& round, std::int64_t year);

/// Thresholds that were frozen with the round's rules take the place of those given; Error{Usage} where those say otherwise. `given`:
/// whether they were, or are the program's own.
struct GivenThresholds
{
    std::string share;
    std::int64_t ranks = 3;
    bool share_given = false;
    bool ranks_given = false;
};
GivenThresholds frozen_thresholds(const store::CaseRow& round, GivenThresholds given);

/// What is compared must be what the round itself came to, where it came to something: Error{Invalid}.
void require_own_result(const Repository& repository, const store::CaseRow& round, const std::string& result_file);

} // namespace ogp::app

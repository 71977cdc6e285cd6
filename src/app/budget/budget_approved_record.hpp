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

} // namespace ogp::app

#pragma once

#include "app/repository/repository.hpp"
#include "base/error.hpp"
#include "base/json.hpp"
#include "store/store.hpp"

namespace ogp::app {

/// Puts the last of the earlier rounds that has averages beside those of a round, through the mapping of themes that was frozen with
/// it. Without such a round nothing happens. Where the ballots were of another kind there is a finding.
Findings add_round_before(const Repository& repository, const store::CaseRow& round, Json& priorities);

} // namespace ogp::app

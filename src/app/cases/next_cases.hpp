#pragma once

#include "app/repository/repository.hpp"
#include "report/table.hpp"

#include <cstdint>
#include <string>

namespace ogp::app {

struct NextRequest
{
    workflow::Actor actor;
    std::string type{};      ///< "" for all
    std::int64_t limit = 50; ///< at most this many
};

/// What somebody can do now in a role: cases that are neither done nor cancelled and have a transition open to it, the soonest due
/// first, then those without a deadline, in order of opening. case, type, title, state, clock, status, due_on, can, and on
/// request due_at, left, updated.
report::Table next_cases(const Repository& repository, const NextRequest& request);

} // namespace ogp::app

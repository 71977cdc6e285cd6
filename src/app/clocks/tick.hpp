#pragma once

#include "app/plans/plans.hpp"
#include "app/repository/repository.hpp"
#include "report/table.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>

namespace ogp::app {

/// So many acts of one case in one run: a case type whose automatic transitions lead in a circle comes to an end.
inline constexpr int most_acts_of_a_case = 50;
/// So many cases make one batch.
inline constexpr std::size_t cases_in_a_batch = 1000;

struct Ticked
{
    std::size_t cases = 0;    ///< looked at
    std::size_t events = 0;   ///< with what followed
    report::Table acts;       ///< case, type, what, clock, cycle, index, due, at
    report::Table failures;   ///< case, type, what, message
};

/// Does what the system has to do by now (workflow/due_acts.hpp): warnings, breaches, escalations, and the transitions of `max_stay` and
/// `auto`, in the role system. What has been done is not done again, so that two runs are as one. A case for which it cannot be done
/// is told and stops no other. With DryRun nothing is written. Error{Forbidden} where the actor's role is neither system nor admin.
Ticked tick(Repository& repository, DryRun dry_run = DryRun::No,
            const std::function<void(std::uint64_t done, std::uint64_t total)>& progress = {});

} // namespace ogp::app

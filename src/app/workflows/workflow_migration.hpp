#pragma once

#include "app/plans/plans.hpp"
#include "app/repository/repository.hpp"
#include "base/error.hpp"
#include "report/table.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace ogp::app {

/// So many cases go over in one transaction.
inline constexpr std::size_t cases_in_a_migration = 1000;

struct MigrationRequest
{
    std::string type;                ///< case type
    std::int64_t from = 0;           ///< version
    std::optional<std::int64_t> to{}; ///< none: the active one
    std::string where{};             ///< a condition on cases, in the language of guards; "" for all
};

/// What a migration does, or would do.
struct MigrationResult
{
    std::string type;
    std::int64_t from = 0;
    std::int64_t to = 0;
    std::size_t cases = 0;  ///< that go over
    std::size_t events = 0; ///< written
    std::size_t closed = 0; ///< in a final state: left in their version
    std::size_t others = 0; ///< left because something happened to them since they came to this version (when going back)
    report::Table states;   ///< from, to, cases, and of their clocks: earlier, later, breached, started, dropped
    report::Table guards;   ///< state, transition, cases, case, reason
    Findings problems;      ///< why cases cannot follow, each kind once: then nothing is written
};

/// Takes the open cases of one version over to another (workflow/migration.hpp), one Migrate event each, in order of opening, in
/// batches of cases_in_a_migration. Needs the role admin: terms and rights of people change with it. Error{Forbidden}.
///
/// All cases are tried before the first is written: where any cannot follow, its problem is a finding and nothing is written. A
/// version lower than `from` is gone back to: by cases to which nothing has happened since they came from it, with their states and
/// values of then; where a clock was restarted or dropped it does not come back, and the case stays (not_undone).
/// Error{NotFound} for versions that the repository has not kept, Error{Usage} for the same version twice.
MigrationResult migrate_cases(Repository& repository, const MigrationRequest& request, DryRun dry_run,
                              const std::function<void(std::uint64_t done, std::uint64_t total)>& progress = {});

} // namespace ogp::app

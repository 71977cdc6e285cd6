#pragma once

#include "app/plans/plans.hpp"
#include "app/repository/repository.hpp"
#include "report/table.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Blocks of official numbers that a desk hands out by itself, without a connection.
namespace ogp::app {

struct LeaseRequest
{
    std::string type;        ///< case type with numbers
    std::int64_t count = 20;
    ReplicaId replica;       ///< who hands them out
};

/// The next numbers of the series that cases of today count in are the replica's. Error: Forbidden where this is not the authority or
/// the role is not admin, Usage for a case type without such numbers, or whose series depends on what a case holds.
void lease_numbers(Repository& repository, const LeaseRequest& request, DryRun dry_run);
/// Ends a lease (digits of its event's id, at least 8): numbers that no case has are annulled, and the log says which. What the
/// replica hands out of them later is rejected. Error: NotFound, Usage.
void end_lease(Repository& repository, std::string_view id, DryRun dry_run);
/// id, type, series, first, last, replica, left, ended, annulled.
report::Table list_leases(const Repository& repository);

/// The number that an Open of this replica gets from a lease, if it has one to give.
std::optional<std::int64_t> leased_number(const Repository& repository, const workflow::CaseType& type, const model::Event& open);
/// The series that the event counts in.
std::string series_of(const Repository& repository, const workflow::CaseType& type, const model::Event& open);

} // namespace ogp::app

#pragma once

#include "app/plans/plans.hpp"
#include "app/repository/repository.hpp"
#include "report/table.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace ogp::app {

/// What an erasure does, or did.
struct Erased
{
    std::size_t subjects = 0;      ///< whose keys are destroyed
    std::vector<std::string> cases; ///< numbers of the cases that had values under them, sorted
};

/// Destroys the keys of everybody whose personal values a case holds, the case's own and that of the person it is about, which
/// reaches all their cases: one event, without anything personal, that every replica follows. The values cannot be read any more
/// from anywhere; every proof stays valid. Error: Forbidden where this is not the authority or the role is not admin, Usage
/// without a legal basis, NotFound where the case holds nothing personal.
Erased erase_case(Repository& repository, const store::CaseRow& row, const std::string& legal_basis, DryRun dry_run);

/// Replicas that have not said yet that they carried out every erasure: replica, missing, erased_through, seen, at.
report::Table pending_erasures(const Repository& repository);

} // namespace ogp::app

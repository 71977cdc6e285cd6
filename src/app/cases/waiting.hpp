#pragma once

#include "app/repository/repository.hpp"
#include "report/table.hpp"

#include <cstdint>
#include <map>

/// Events of a clone that its authority has not confirmed yet.
namespace ogp::app {

/// How many wait on each case that any wait on; empty where the repository is its own authority.
std::map<CaseUid, std::int64_t> waiting_cases(const Repository& repository);

/// Adds the column `pending` to a table of cases, on a clone only: how many events of each row wait. `uids`: of the rows, in order.
void add_pending_column(report::Table& table, const Repository& repository, const std::vector<CaseUid>& uids);

/// What the authority did not take, and why: first, events, fault, reason.
report::Table refused_batches(const Repository& repository);

/// The reason that PendingBatch::refused holds.
Localized refusal_text(const std::string& refused);

} // namespace ogp::app

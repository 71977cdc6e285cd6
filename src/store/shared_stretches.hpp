#pragma once

#include "store/blobs.hpp"
#include "store/database.hpp"
#include "store/shared_log.hpp"
#include "store/workflows.hpp"

#include <cstdint>

namespace ogp::store {

/// The stretches of a repository's own log after `first` events, each up to the next checkpoint; also those that a transaction
/// which is still open has written.
void each_stretch(Database& database, std::uint64_t first, const std::function<void(const SharedStretch&)>& visit);

/// Every case type and calendar that the log has defined.
SharedDefinitions definitions_of(Database& database, const Workflows& workflows, const Blobs& blobs);

} // namespace ogp::store

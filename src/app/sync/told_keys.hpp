#pragma once

#include "ledger/log_keys.hpp"
#include "sync/wire.hpp"

namespace ogp::app {

/// The name and the present key of an authority, as it tells them itself.
ledger::VerifierKey told_key(const sync::Info& info);

/// The keys of an authority's log, as it tells them to whoever knows one of them: each change is signed by the key before and by the key
/// after it, so that one that is known vouches for all. Error{Integrity} where what it tells does not hold, or the known one is not
/// among them.
ledger::LogKeys told_keys(const sync::Info& info, const ledger::VerifierKey& known);

} // namespace ogp::app

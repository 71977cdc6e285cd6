#pragma once

#include "app/repository/repository.hpp"
#include "store/verifier.hpp"

#include <cstdint>
#include <functional>

namespace ogp::app {

/// Everything that `ogp fsck` checks (store/verifier.hpp), in one walk through the log, and the clocks of cases against their
/// histories ("clock FOI-2026-00017/answer"). Damage is a finding, never an error.
store::Verification check_repository(Repository& repository, store::Signatures signatures = store::Signatures::New,
                                     const std::function<void(std::uint64_t done, std::uint64_t total)>& progress = {});

} // namespace ogp::app

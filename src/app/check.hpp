#pragma once

#include "app/repository.hpp"
#include "store/verifier.hpp"

#include <cstdint>
#include <functional>

namespace ogp::app {

/// Everything that `ogp fsck` checks: what lies in the store (store/verifier.hpp), and that each workflow version that the
/// log defines is here and is the one its hash names.
store::Verification check_repository(Repository& repository,
                                     const std::function<void(std::uint64_t done, std::uint64_t total)>& progress = {});

} // namespace ogp::app

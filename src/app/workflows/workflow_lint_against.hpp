#pragma once

#include "app/repository/repository.hpp"
#include "base/error.hpp"
#include "workflow/definition.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace ogp::app {

/// A finding names no more cases than these.
inline constexpr std::size_t most_cases_named = 5;

/// Judges every recorded act of every case of each type anew by that version, and says which would be refused: one finding
/// history_refused for each rule and place in the definition, with how many acts that are and the first of them. By place in
/// `types`. Histories that cannot be read are left out: that is damage of another kind.
std::vector<Findings> lint_against(const Repository& repository, const std::vector<const workflow::CaseType*>& types,
                                   const std::function<void(std::uint64_t done, std::uint64_t total)>& progress = {});

} // namespace ogp::app

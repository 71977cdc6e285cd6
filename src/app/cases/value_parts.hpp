#pragma once

#include "base/json.hpp"
#include "workflow/definition.hpp"

#include <cstddef>
#include <vector>

namespace ogp::app {

/// Values of so many bytes surely fit into one event, whatever has to be escaped in them.
inline constexpr std::size_t surely_one_event = 20'000;

/// Splits the values of a case that may be too long for one event: the first part, with all that the type requires and what it
/// is a part of, opens it, the others are set. Nulls stay in the first part.
std::vector<Json> split_values(const workflow::CaseType& type, const Json& values);

} // namespace ogp::app

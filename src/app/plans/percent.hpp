#pragma once

#include <cstdint>
#include <string>

namespace ogp::app {

/// "97.3": one decimal, cut off and never rounded up, so that 100.0 is all and nothing less. 0 <= part <= whole, whole > 0, both
/// below 2^53.
std::string percent(std::int64_t part, std::int64_t whole);

} // namespace ogp::app

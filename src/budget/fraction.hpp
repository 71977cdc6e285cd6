#pragma once

#include "budget/rational.hpp"

#include <optional>
#include <string_view>

namespace ogp::budget {

/// "3", "-1/3", "0.25": how exact numbers are written in files and what Rational::text() gives. Nothing for anything else, for a
/// denominator of 0 and beyond 10,000 characters.
std::optional<Rational> parse_fraction(std::string_view text);

} // namespace ogp::budget

#pragma once

#include "budget/priorities/averages.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ogp::budget {

/// What voters of one district, sex or age say of one theme.
struct GroupAverage
{
    std::uint32_t value = 0; ///< of the trait, or trait_unknown
    std::size_t theme = 0;
    std::int64_t raters = 0;
    std::optional<Rational> plain;
    std::optional<Rational> weighted;
    bool hidden = false;     ///< too few, or needed to keep the too few from being worked out: then there is nothing else
};

/// Averages by one trait, in the order of its values, then of the themes. Those of fewer than `least` raters are hidden; where that
/// leaves a hidden group that the total would give away (one alone, or fewer than `least` raters together), the smallest of the
/// others is hidden too. The same between a theme and its parts: where the parts that are shown, and the theme, would give away one
/// that is not, or what fewer than `least` said of the theme itself, the theme is hidden in that group.
///
/// `together`: how many groups are hidden at least where any is. Two, or three where a weighted total is told beside the plain one: two sums
/// of which two totals are known are known.
std::vector<GroupAverage> averages_by(const Opinions& opinions, std::span<const OpinionCell> cells, const Weights& weights, std::size_t trait,
                                      std::int64_t least, std::size_t together = 2);

} // namespace ogp::budget

#pragma once

#include "budget/priorities/weights.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ogp::budget {

struct ThemeAverage
{
    std::string theme;
    std::int64_t raters = 0;        ///< voters who said something of it
    std::optional<Rational> plain;  ///< unweighted; nothing where nobody said anything
    std::optional<Rational> weighted;
    std::size_t rank = 0;           ///< by the weighted average among the parts of one theme, from 1; equal averages share a rank; 0 without one
    std::optional<std::uint32_t> parent{}; ///< index of the theme that it is a part of
    /// Its average's part of the sum of averages at its level: the parts of one theme, and the themes that are part of none, add up to
    /// 1. Nothing where an average is below 0 or all of them are 0.
    std::optional<Rational> share{};
};

struct Priorities
{
    std::vector<ThemeAverage> themes; ///< in the order of the survey
    std::int64_t voters = 0;
    Rational design_effect{1};        ///< n * sum(w^2) / sum(w)^2, which is 1 + CV^2 (Kish 1965)
    Rational effective_voters;        ///< sum(w)^2 / sum(w^2)
};

/// Averages of every theme: exact fractions of whole sums. A rating's are over the marks given, an allocation's over all voters.
Priorities average(const Opinions& opinions, std::span<const OpinionCell> cells, const Weights& weights);

/// A theme of an earlier year and the theme that it is today; a theme that was split up has several, each with its part.
struct ThemeMapping
{
    std::string earlier;
    std::string today;
    Rational part{1};
};

struct ThemeChange
{
    std::string theme;
    std::optional<Rational> today;
    std::optional<Rational> earlier;    ///< average of what is mapped to it, by raters and parts
    std::optional<Rational> difference; ///< today - earlier
    std::size_t rank = 0;
    std::size_t earlier_rank = 0;       ///< among today's themes of its level
};

/// Weighted averages beside those of an earlier year. Without a mapping a theme of the same id is the same theme. Error{Invalid} for a
/// mapping that names a theme of neither year.
std::vector<ThemeChange> compare_years(const Priorities& today, const Priorities& earlier, std::span<const ThemeMapping> mappings);

} // namespace ogp::budget

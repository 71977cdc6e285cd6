#pragma once

#include "budget/priorities/theme_mapping.hpp"
#include "budget/rational.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ogp::budget {

/// What one year knows of a theme, or of a group of projects. Whatever is not known is nothing.
struct ThemeFigures
{
    std::string theme;
    std::string parent;                   ///< "" at the top
    std::optional<std::int64_t> raters;
    std::optional<Rational> average;      ///< weighted
    std::optional<Rational> share;        ///< of citizens
    std::optional<Rational> budget_share; ///< of the approved budget
    std::optional<Rational> approved;     ///< money
    std::optional<Rational> funded;       ///< cost of the projects that won
};

struct ThemeYear
{
    std::int32_t year = 0;
    std::vector<ThemeFigures> themes;
};

struct CarriedFigures
{
    ThemeFigures figures;
    std::size_t rank = 0;               ///< by average, else by share, among the themes of its level; 0 where there is neither
    std::optional<Rational> difference; ///< average - that of the year before in the list
};

struct CarriedYear
{
    std::int32_t year = 0;
    std::vector<CarriedFigures> themes; ///< those of the last year, in its order
};

/// Each year in terms of the last year's themes, through the mappings into each year (without a year: into the last). An average is
/// carried by raters and parts, shares and money by parts; raters that come in parts are not told. `years` ascend.
std::vector<CarriedYear> carry_years(std::span<const ThemeYear> years, std::span<const YearMapping> mappings);

} // namespace ogp::budget

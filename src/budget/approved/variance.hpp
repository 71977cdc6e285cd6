#pragma once

#include "budget/amount.hpp"
#include "budget/rational.hpp"

#include <optional>
#include <span>

namespace ogp::budget {

/// One budget head: what was planned for it and what became of it.
struct PlannedAndActual
{
    Units planned = 0;
    Units actual = 0;
};

/// How far the composition of what was spent is from what was planned (PEFA 2016, PI-2.1): with planned amounts brought to the total
/// that was spent, adjusted_i = planned_i * (sum actual / sum planned), it is sum |actual_i - adjusted_i| / sum adjusted_i.
struct CompositionVariance
{
    Rational outturn;  ///< sum actual / sum planned (PI-1)
    Rational variance; ///< exact; 0 where every head has its planned part
};

/// Nothing where nothing was planned or nothing spent.
std::optional<CompositionVariance> composition_variance(std::span<const PlannedAndActual> heads);

/// The band of one year: A below 5%, B below 10%, C below 15%, else D. PEFA asks for it in two of three years.
char variance_band(const Rational& variance);

} // namespace ogp::budget

#pragma once

#include "budget/priorities/opinions.hpp"
#include "budget/rational.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ogp::budget {

/// How many people live in a part of the population.
struct Stratum
{
    std::vector<std::uint32_t> values; ///< one for each trait of the weighting
    std::int64_t population = 0;
};

/// Known totals of one trait.
struct Margin
{
    std::size_t trait = 0;
    std::vector<std::int64_t> population; ///< for each value of the trait
};

/// A weight for each cell, the mean over voters being 1 but for rounding.
struct Weights
{
    std::vector<Rational> cells;
    bool converged = true;    ///< of raking: every margin is met
    int iterations = 0;       ///< of raking
    Rational largest_error;   ///< of raking: greatest difference between a margin's share and the target, after trimming
    std::int64_t trimmed = 0; ///< voters whose weight was cut at a bound
    std::vector<std::pair<std::size_t, std::size_t>> merges; ///< strata without voters, and the ones that took their people in
};

/// Every voter counts the same.
Weights plain_weights(std::span<const OpinionCell> cells);

/// Post-stratification over `traits` (indexes): (N_h / N) / (n_h / n), exact. With one trait, the district, it is the average by
/// district share. A stratum with people but without voters must be merged with another one, by index: Error{Invalid} names it
/// otherwise. Error{Invalid} too for a voter in no stratum.
Weights post_stratified(std::span<const OpinionCell> cells, std::span<const std::size_t> traits, std::span<const Stratum> strata,
                        std::span<const std::pair<std::size_t, std::size_t>> merges = {});

struct Raking
{
    double least = 0.3;       ///< bounds of a weight, in terms of the mean
    double most = 3.0;
    double tolerance = 1e-6;  ///< of every margin's share
    int most_iterations = 100;
};

/// Raking to known margins (iterative proportional fitting; Deming and Stephan 1940): each margin in turn is met by a factor for each
/// of its values, then weights are cut at the bounds and set to the mean 1 again, until no share is off by more than the
/// tolerance. It converges where no empty cell and no bound stands in the way; where it does not, `converged` says so and
/// `largest_error` how far it is off.
///
/// Iterated in double, in the order of cells and margins, and rounded to millionths at the end: from there on everything is exact,
/// and whoever has the printed weights gets the same averages. Error{Invalid}: a value with people but without voters, a voter
/// whose trait is not known.
Weights raked(std::span<const OpinionCell> cells, std::span<const Margin> margins, const Raking& raking = {});

} // namespace ogp::budget

#pragma once

#include "budget/profile.hpp"
#include "budget/rational.hpp"

#include <cstdint>
#include <vector>

namespace ogp::budget {

/// By what a project was selected.
enum class Stage { Free, EqualShares, Utilitarian, Greedy, Phragmen };

/// A project that the Method of Equal Shares buys, with what each of its supporters pays for a score of 1, or that Phragmén
/// selects, with the load that its supporters have then.
struct Selection
{
    std::uint32_t project = 0;
    Stage stage = Stage::Greedy;
    Rational price;
};

/// Equal projects, and which of them the tie rule took.
struct Tie
{
    std::uint32_t taken = 0;
    std::vector<std::uint32_t> others;
};

/// Why greedy passed a project over.
enum class Passed { TooDear, Stopped, BelowThreshold, Excluded, CategoryFull };

struct PassedOver
{
    std::uint32_t project = 0;
    Passed why = Passed::TooDear;
    Units remaining = 0; ///< when its turn came
};

} // namespace ogp::budget

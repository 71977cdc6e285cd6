#pragma once

#include "budget/approved/fiscal_lines.hpp"
#include "budget/approved/variance.hpp"
#include "budget/rational.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ogp::budget {

/// What citizens gave a theme: its part of all that they gave. Themes of one level, so that shares add up to 1.
struct WishedTheme
{
    std::string id;
    std::vector<std::string> parts; ///< themes below it, by id
    std::vector<std::string> cofog; ///< of it and of its parts
    std::optional<Rational> share;
};

struct ComparedTheme
{
    std::string id;
    std::optional<Rational> wished;       ///< share of citizens
    std::size_t wished_rank = 0;          ///< from 1, equal ones alike; 0 without a share
    PhaseAmounts amounts;                 ///< sums of its lines
    std::optional<Rational> share;        ///< of the phase that is compared, among the lines that have a theme
    std::size_t rank = 0;
    std::optional<Rational> difference;   ///< share - wished
    std::int64_t rank_difference = 0;     ///< wished_rank - rank: above 0 where the budget puts it higher
    bool deviates = false;                ///< beyond a threshold: has to be explained
};

/// From which difference on a theme has to be explained.
struct Thresholds
{
    Rational share{5, 100};   ///< a difference of shares greater than this
    std::int64_t ranks = 3;   ///< so many ranks or more
};

struct BudgetComparison
{
    std::vector<ComparedTheme> themes;
    PhaseAmounts without_theme;           ///< sums of lines that belong to none
    std::optional<CompositionVariance> from_wished; ///< of the budget, measured against the shares of citizens
    std::size_t deviations = 0;
};

/// Which theme a line belongs to: the one it names, else the one with the longest code of COFOG that its own begins with; nothing
/// where there is none. Error{Invalid} where two themes have that code.
std::optional<std::size_t> theme_of(const FiscalLine& line, const std::vector<WishedTheme>& themes);

/// Priorities beside the budget of one phase. Error{Invalid} where a sum is too large.
BudgetComparison compare_budget(const std::vector<WishedTheme>& themes, const FiscalLines& lines, Phase phase, const Thresholds& thresholds);

/// The lines of that year (0: of all years), without those under a code of COFOG that is excluded.
FiscalLines chosen_lines(FiscalLines lines, std::int32_t year, const std::vector<std::string>& excluded);

/// Executed against approved by function, the first two digits of COFOG; of a line without a code by its theme. Lines that do not tell
/// both amounts are left out: what is not known is not 0.
struct FunctionOutturn
{
    std::string function; ///< "04", "parks", "" without either
    PlannedAndActual amounts;
};
std::vector<FunctionOutturn> outturn_by_function(const FiscalLines& lines);

} // namespace ogp::budget

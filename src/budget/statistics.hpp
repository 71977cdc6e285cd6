#pragma once

#include "budget/outcome.hpp"
#include "budget/round.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ogp::budget {

/// A part of the city or a category: what is spent on it and who voted there.
struct Spending
{
    std::string name;
    Units spent = 0;
    std::int64_t projects = 0;
    std::int64_t voters = 0; ///< of the district; for a category those who name a project of it
};

/// What an outcome means for voters, whatever the rule.
struct Statistics
{
    std::int64_t voters = 0;
    std::int64_t voters_without = 0;               ///< nothing that they name is funded
    std::vector<std::int64_t> by_funded;           ///< [k]: voters with k of their projects funded
    std::vector<Spending> districts;               ///< in order of name; empty where the file does not tell
    std::vector<Spending> categories;              ///< in order of name; a project counts in each of its categories
};

Statistics gather_statistics(const Round& round, const std::vector<Selection>& selected);

} // namespace ogp::budget

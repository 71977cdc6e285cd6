#pragma once

#include "base/error.hpp"
#include "budget/pb_file.hpp"

#include <string>

namespace ogp::app {

using budget::Reading;

/// A .pb file that can be counted.
struct BudgetFile
{
    budget::PbFile pb;
    Findings findings; ///< warnings and notes of the reading

    const budget::Round& round() const { return pb.round; }
};

/// Reads the file ("-": standard input). InvalidInput with every finding where it cannot be counted.
BudgetFile load_budget_file(const std::string& name, Reading reading);

/// Everything found in the file, by reading it and, where that worked, by the checks of the format; nothing is thrown for what
/// the file says.
Findings check_budget_file(const std::string& name, Reading reading);

/// The file in its canonical form.
std::string convert_budget_file(const std::string& name, Reading reading, Findings& findings);

/// Index of the project; Error{NotFound}, with the nearest, where the round has none of that id.
std::uint32_t find_project(const budget::Round& round, const std::string& id);

/// "31240 PLN", "31240" where the file names no currency.
std::string money_text(const budget::Round& round, const std::string& amount);
std::string money_text(const budget::Round& round, budget::Units units);

} // namespace ogp::app

#pragma once

#include "base/json.hpp"
#include "base/language.hpp"
#include "budget/csv_table.hpp"
#include "budget/priorities/averages.hpp"
#include "budget/priorities/theme_mapping.hpp"
#include "budget/rational.hpp"
#include "report/table.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::app {

/// A theme of a result that was written by `ogp budget priorities --json`.
struct ResultTheme
{
    std::string id;
    std::string parent;
    Localized label;
    std::vector<std::string> cofog;
    std::int64_t raters = 0;
    std::optional<budget::Rational> plain;
    std::optional<budget::Rational> weighted;
    std::optional<budget::Rational> share;
};

struct PriorityResult
{
    std::optional<std::int32_t> year;
    std::string ballots;   ///< rating or allocation
    std::int64_t least = 0;
    std::int64_t most = 0; ///< of the scale, or of the purse
    std::vector<ResultTheme> themes;

    /// With ranks and parents, for comparisons of years.
    budget::Priorities priorities() const;
};

constexpr std::string_view priorities_format = "priorities/1";
constexpr std::string_view comparison_format = "comparison/1";

/// Error{Invalid}, naming file and member, for anything that this program did not write.
PriorityResult read_priority_result(const Json& json, const std::string& name);

/// A JSON file as a whole; "-" is standard input. Error{Invalid} names line and column.
Json read_json_file(const std::string& name);
/// A CSV file; "-" is standard input.
budget::CsvTable read_table_file(const std::string& name);

/// What became of themes (budget/priorities/theme_mapping.hpp); nothing where `name` is "".
std::vector<budget::YearMapping> read_mapping_file(const std::string& name);

/// "2.3" with at most four digits for people, exact for scripts in a cell of its own.
report::Cell decimal_cell(const std::optional<budget::Rational>& value);
report::Cell exact_cell(const std::optional<budget::Rational>& value);
/// A share as per cent with two digits: "33.33".
report::Cell percent_cell(const std::optional<budget::Rational>& share);
/// A text, null where there is none.
Json exact_json(const std::optional<budget::Rational>& value);
Json decimal_json(const std::optional<budget::Rational>& value);

/// The fraction of a member; nothing where it is null. Error{Invalid} for anything else.
std::optional<budget::Rational> fraction_member(const Json& object, const char* member, const std::string& name);

} // namespace ogp::app

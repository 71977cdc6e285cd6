#pragma once

#include "budget/amount.hpp"
#include "budget/csv_table.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::budget {

/// Phases of a public budget (Fiscal Data Package 0.3.0-alpha5).
enum class Phase { Proposed, Approved, Adjusted, Executed };
inline constexpr std::array all_phases{Phase::Proposed, Phase::Approved, Phase::Adjusted, Phase::Executed};
std::string_view code(Phase phase);
std::optional<Phase> phase_of(std::string_view code);

/// An amount for each phase; nothing where the line does not tell.
using PhaseAmounts = std::array<std::optional<Units>, 4>;

/// One line of a budget.
struct FiscalLine
{
    std::int32_t year = 0; ///< 0 where it does not tell
    std::string cofog;     ///< "04.5"; "" where it is not classified
    std::string theme;     ///< of the city's own themes
    std::string programme;
    std::string district;
    std::string project;
    std::string name;
    PhaseAmounts amounts;

    bool operator==(const FiscalLine&) const = default;
};

struct FiscalLines
{
    std::string name = "budget"; ///< of the package: a slug
    std::string title = "Budget";
    std::string currency;        ///< ISO 4217, "" where the file does not tell
    int places = 0;              ///< of every amount
    std::vector<FiscalLine> lines;
};

/// Which column holds what. A measure is a column of amounts, each times the factor.
struct FiscalColumns
{
    struct Measure
    {
        std::string column;
        Phase phase = Phase::Approved;
        std::int64_t factor = 1;
    };
    std::vector<Measure> measures;
    std::string year, cofog, theme, programme, district, project, name; ///< "" where there is no such column
};

/// The columns that this program writes: those of FiscalLine by their names, and of each phase by its code. Unknown columns are
/// findings; without a column of a phase `missing_column` is one.
FiscalColumns own_columns(CsvTable& table);

/// Lines of a CSV. An empty amount is none. `themes` are those that a line may name, empty for any. Throws InvalidInput: codes
/// beside those of CsvTable are `bad_amount`, `negative_amount`, `amount_overflow`, `comma_decimal`, `bad_year`, `bad_cofog`,
/// `unknown_theme`, `no_amount`.
FiscalLines read_fiscal_lines(CsvTable& table, const FiscalColumns& columns, std::span<const std::string> themes);

/// The lines as CSV in the program's own columns: all of them, RFC 4180 with LF.
std::string write_fiscal_lines(const FiscalLines& lines);

/// The sum; nothing on overflow.
std::optional<Units> sum_of(Units a, Units b);

} // namespace ogp::budget

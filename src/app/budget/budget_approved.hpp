#pragma once

#include "app/repository/repository.hpp"
#include "base/json.hpp"
#include "base/language.hpp"
#include "budget/approved/comparison.hpp"
#include "report/document.hpp"
#include "report/table.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ogp::app {

/// A project that won, beside the lines that name it.
struct FundedProject
{
    std::string id;
    std::string name;
    budget::Rational cost;
    budget::PhaseAmounts amounts{};
    bool deviates = false; ///< the phase gives it less than it costs
};

/// What a round of the repository came to, in place of a file.
struct RoundOutcome
{
    std::string number;
    std::optional<std::int32_t> year;
    Json priorities;                     ///< of opinions, else null
    std::vector<FundedProject> projects; ///< that the round selected
    std::vector<std::string> project_themes; ///< of each of them, "" without one
    std::vector<std::string> themes;         ///< of all projects that were voted on
};

/// What `ogp budget vs-approved` was told, unchecked.
struct ApprovedWords
{
    std::string result;       ///< of `ogp budget priorities --json`, or a .pb file with its column `selected`
    std::optional<RoundOutcome> round{}; ///< in its place
    std::string lines;        ///< datapackage.json, or a CSV in the program's own columns
    std::optional<std::int64_t> year;
    std::string phase;
    std::vector<std::string> exclude; ///< codes of COFOG
    std::string explanations; ///< CSV: theme, project, ka, en
    std::string share;        ///< threshold in points of per cent: "5"
    std::int64_t ranks = 3;
    std::string currency;     ///< where the lines do not tell
};

struct ApprovedComparison
{
    std::optional<std::int32_t> year;
    budget::Phase phase = budget::Phase::Approved;
    budget::Thresholds thresholds;
    budget::FiscalLines lines;
    std::map<std::string, Localized> labels;           ///< of themes
    budget::BudgetComparison comparison;
    std::vector<FundedProject> projects;               ///< of a .pb file
    std::map<std::string, Localized> explanations;     ///< by theme
    std::map<std::string, Localized> of_projects;      ///< explanations by project
    std::vector<budget::FunctionOutturn> functions;
    std::optional<budget::CompositionVariance> outturn; ///< executed against approved, by function
    Findings findings;

    std::size_t deviations() const;  ///< themes and projects that have to be explained
    std::size_t unexplained() const; ///< those that nobody has explained
};

/// What a closed round came to. Error{Forbidden} before it is closed.
RoundOutcome outcome_of(const Repository& repository, const store::CaseRow& round);

/// Reads and compares. InvalidInput with every finding where a file cannot be used.
ApprovedComparison compare_approved(const ApprovedWords& words);

struct ApprovedSheet
{
    Json json;            ///< "format": "comparison/1", described in ogp-priorities(5)
    report::Card card;
    report::Table themes;
    report::Table projects;
    Localized heading;
};
ApprovedSheet approved_sheet(const ApprovedComparison& comparison);

/// Writes datapackage.json and lines.csv (Fiscal Data Package) with the lines that were compared, whole.
void write_fiscal_folder(const budget::FiscalLines& lines, const std::filesystem::path& folder);

} // namespace ogp::app

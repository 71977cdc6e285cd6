#pragma once

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

/// What `ogp budget vs-approved` was told, unchecked.
struct ApprovedWords
{
    std::string result;       ///< of `ogp budget priorities --json`, or a .pb file with its column `selected`
    std::string lines;        ///< datapackage.json, or a CSV in the program's own columns
    std::optional<std::int64_t> year;
    std::string phase;
    std::vector<std::string> exclude; ///< codes of COFOG
    std::string explanations; ///< CSV: theme, project, ka, en
    std::string share;        ///< threshold in points of per cent: "5"
    std::int64_t ranks = 3;
    std::string currency;     ///< where the lines do not tell
};

/// A project that won, beside the lines that name it.
struct FundedProject
{
    std::string id;
    std::string name;
    budget::Rational cost;
    budget::PhaseAmounts amounts;
    bool deviates = false; ///< the phase gives it less than it costs
};

struct ApprovedComparison
{
    std::optional<std::int32_t> year;
    budget::Phase phase = budget::Phase::Approved;
    budget::Thresholds thresholds;
    budget::FiscalLines lines;
    std::map<std::string, Localized> labels;           ///< of themes
    budget::Comparison comparison;
    std::vector<FundedProject> projects;               ///< of a .pb file
    std::map<std::string, Localized> explanations;     ///< by theme
    std::map<std::string, Localized> of_projects;      ///< explanations by project
    std::vector<budget::FunctionOutturn> functions;
    std::optional<budget::CompositionVariance> outturn; ///< executed against approved, by function
    Findings findings;

    std::size_t deviations() const;  ///< themes and projects that have to be explained
    std::size_t unexplained() const; ///< those that nobody has explained
};

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

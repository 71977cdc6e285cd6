#pragma once

#include "base/json.hpp"
#include "base/language.hpp"
#include "budget/csv_table.hpp"
#include "budget/priorities/averages.hpp"
#include "budget/priorities/groups.hpp"
#include "budget/priorities/population.hpp"
#include "budget/priorities/survey.hpp"
#include "budget/priorities/theme_mapping.hpp"
#include "report/document.hpp"
#include "report/table.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::app {

/// What `ogp budget priorities` was told, unchecked.
struct PriorityWords
{
    std::string ballots;    ///< CSV, or a .pb file of ratings or points; "-" is standard input: CSV
    std::string themes;     ///< survey in YAML, or the tree in CSV; of a .pb file "" for its projects
    std::string scale;      ///< "1..5", for a tree in CSV
    std::string points;     ///< "10", the same
    std::vector<std::string> traits; ///< the same
    std::string population;
    std::string weights;    ///< none, district, poststrat, rake
    std::string district;   ///< the trait of the weighting by district
    std::string unknown;    ///< refuse, leave-out
    std::string trim;       ///< "0.3,3"
    std::vector<std::string> by;
    std::int64_t least = 5; ///< raters of a group that is shown
    std::optional<std::int64_t> year;
};

/// "rating" or "allocation".
std::string_view code(budget::OpinionKind kind);

/// How voters are weighted and told by traits.
struct PriorityChoice
{
    budget::Weighting weighting = budget::Weighting::None;
    std::string district = "district";
    budget::UnknownTraits unknown = budget::UnknownTraits::Refuse;
    budget::EmptyStrata empty = budget::EmptyStrata::Refuse;
    budget::Raking raking;
    std::vector<std::string> by;
    std::int64_t least = 5; ///< raters of a group that is shown
};
/// "none", "district", "poststrat", "rake".
std::optional<budget::Weighting> weighting_of(std::string_view word);
/// Bounds of a weight, "0.3,3". Error{Usage}.
budget::Raking raking_from(const std::string& words);

/// Averages of one survey, with all that is printed of them.
struct PriorityCount
{
    budget::Survey survey;
    budget::Opinions opinions;      ///< themes and traits
    budget::Weighting weighting = budget::Weighting::None;
    budget::Raking raking;
    std::vector<std::size_t> weighed_by; ///< the traits that tell cells of `weighed` apart
    budget::WeighedCells weighed;
    budget::Priorities priorities;
    std::vector<std::pair<std::size_t, std::vector<budget::GroupAverage>>> groups; ///< by trait
    Findings findings;              ///< warnings and notes
};

/// Weighs the voters of these cells and averages what they say. `population` is asked for where there are weights. Error{Usage} for a
/// trait that there is not; else as budget::weigh().
void count_opinions(PriorityCount& count, std::vector<budget::OpinionCell> cells, budget::CsvTable* population, const PriorityChoice& choice);

/// Reads and counts. InvalidInput with every finding where a file cannot be used; Error{Usage} where words do not fit together.
PriorityCount count_priorities(const PriorityWords& words);

/// "format": "priorities/1", described in ogp-priorities(5).
Json priorities_json(const PriorityCount& count);
/// Puts an earlier year beside it, through mappings into this one. Where the ballots were of another kind there is a finding.
Findings add_earlier(Json& priorities, const Json& earlier, const std::string& name, const std::vector<budget::YearMapping>& mappings);

struct PrioritySheet
{
    Json json;           ///< priorities_json()
    report::Card card;
    report::Table themes;
    report::Table groups;
    Localized heading;
};
PrioritySheet priority_sheet(Json priorities);

} // namespace ogp::app

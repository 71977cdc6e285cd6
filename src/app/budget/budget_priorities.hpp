#pragma once

#include "base/json.hpp"
#include "base/language.hpp"
#include "budget/priorities/averages.hpp"
#include "budget/priorities/groups.hpp"
#include "budget/priorities/population.hpp"
#include "budget/priorities/survey.hpp"
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
    std::string earlier;    ///< result of an earlier year
    std::string mapping;
    std::optional<std::int64_t> year;
};

/// "rating" or "allocation".
std::string_view code(budget::OpinionKind kind);

/// Averages of one survey, with all that is printed of them.
struct PriorityCount
{
    budget::Survey survey;
    budget::Opinions opinions;      ///< themes and traits
    budget::Weighting weighting = budget::Weighting::None;
    budget::Raking raking;
    budget::WeighedCells weighed;
    budget::Priorities priorities;
    std::vector<std::pair<std::size_t, std::vector<budget::GroupAverage>>> groups; ///< by trait
    std::vector<budget::ThemeChange> changes; ///< empty without an earlier year
    std::optional<std::int32_t> earlier_year;
    Findings findings;              ///< warnings and notes
};

/// Reads and counts. InvalidInput with every finding where a file cannot be used; Error{Usage} where words do not fit together.
PriorityCount count_priorities(const PriorityWords& words);

struct PrioritySheet
{
    Json json;           ///< "format": "priorities/1", described in ogp-priorities(5)
    report::Card card;
    report::Table themes;
    report::Table groups;
    Localized heading;
};
PrioritySheet priority_sheet(const PriorityCount& count);

} // namespace ogp::app

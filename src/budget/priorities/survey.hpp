#pragma once

#include "base/language.hpp"
#include "base/yaml.hpp"
#include "budget/csv_table.hpp"
#include "budget/priorities/opinions.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::budget {

struct SurveyTheme
{
    std::string id;
    std::optional<std::uint32_t> parent; ///< index of an earlier theme
    Localized label;
    std::vector<std::string> cofog;      ///< functions of government that its money is booked under: "04.5"
};

/// What voters were asked: the tree of themes, the scale or the purse, and what is known of voters.
struct Survey
{
    OpinionKind kind = OpinionKind::Rating;
    std::int32_t least = 1; ///< of the scale; of a purse 0
    std::int32_t most = 5;  ///< of the scale; of a purse all its points
    std::optional<std::int32_t> year;    ///< of the budget
    std::optional<std::int64_t> ballots; ///< how many there must be
    std::vector<SurveyTheme> themes;
    std::vector<Trait> traits;           ///< without values where they are to be taken from the ballots

    /// Index of the theme, or nothing.
    std::optional<std::uint32_t> theme(std::string_view id) const;
    std::vector<std::string> ids() const;
};

/// A YAML file, described in ogp-priorities(5). Throws InvalidInput with everything that is wrong with it.
Survey read_survey(const YamlDocument& document);

/// The tree alone, from CSV: theme, parent (which stands above it), ka, en, cofog (several with blanks between). The scale is 1 to 5
/// until the caller says otherwise.
Survey read_survey(CsvTable& table);

/// "01" to "10" with up to two more levels: "04.5", "04.5.1" (Classification of the Functions of Government, United Nations 1999).
bool is_cofog(std::string_view code);
/// [a-z0-9][a-z0-9._-]{0,63} or letters of any script in place of a-z: what names a theme, a trait or its value.
bool is_theme_id(std::string_view id);

/// The greatest mark or purse.
constexpr std::int32_t greatest_mark = 1'000'000;
constexpr std::size_t most_traits = 8;

} // namespace ogp::budget

#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ogp::budget {

/// What voters say of the city's themes.
enum class OpinionKind {
    Rating,     ///< a mark on a fixed scale for each theme that the voter has a view on; a theme without a mark counts as not asked
    Allocation, ///< a purse of points, shared out among themes; a theme without points has none
};

struct Theme
{
    std::string id;
    std::optional<std::uint32_t> parent; ///< index of the theme that it is a part of; of an earlier one
};

struct Answer
{
    std::uint32_t theme = 0;
    std::int32_t value = 0;
};

/// District, sex, age band: what voters are weighted by.
struct Trait
{
    std::string name;
    std::vector<std::string> values;
};

constexpr std::uint32_t trait_unknown = std::numeric_limits<std::uint32_t>::max();

/// All ballots. Nothing in it tells who a voter is.
struct Opinions
{
    OpinionKind kind = OpinionKind::Rating;
    std::int32_t least = 1; ///< of the scale; of a purse 0
    std::int32_t most = 5;  ///< of the scale; of a purse all its points
    std::vector<Theme> themes;
    std::vector<Trait> traits;
    std::vector<std::uint64_t> first; ///< for each voter and one more: range in `answers`
    std::vector<Answer> answers;
    std::vector<std::uint32_t> values; ///< for each voter one index for each trait, or trait_unknown

    std::size_t voters() const { return first.empty() ? 0 : first.size() - 1; }
};

/// Voters with the same traits, added up: whole numbers, from which every average follows.
struct OpinionCell
{
    std::vector<std::uint32_t> values; ///< one for each trait
    std::int64_t voters = 0;
    std::vector<std::int64_t> raters;  ///< for each theme: voters who said something of it or of a part of it
    std::vector<std::int64_t> answers; ///< for each theme: how many marks, those of its parts with it
    std::vector<std::int64_t> sums;    ///< and their sum
};

/// Adds up, in the order of the cells' values, so that the order of ballots changes nothing. A theme takes in what is said of its
/// parts: of a rating every mark counts once, of an allocation every point.
///
/// Error{Invalid}, naming the voter by her place: a mark off the scale, a purse overdrawn, a theme twice or unknown.
std::vector<OpinionCell> tabulate(const Opinions& opinions);

/// Added up over every trait but these (indexes), of which the others become unknown; in the order of what is left.
std::vector<OpinionCell> merge_cells(std::span<const OpinionCell> cells, std::span<const std::size_t> traits);

/// How many named the theme itself, and not a part of it. `themes` as in Opinions.
std::int64_t named_itself(const OpinionCell& cell, std::span<const Theme> themes, std::size_t theme);

} // namespace ogp::budget

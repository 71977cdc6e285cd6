#pragma once

#include "budget/pb_text.hpp"
#include "budget/round.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ogp::budget {

/// Strict: whatever the format forbids is an error. Lenient: what can be meant in one way only is repaired, each repair is a
/// warning and `write_pb` writes what was understood: `target` becomes `beneficiaries`, lists are trimmed, a repeated
/// project counts once, decimal commas become points, empty lines are left out, wrong counts are set right.
enum class Reading { Strict, Lenient };

struct PbMeta
{
    std::string key;
    std::string value;
    PbRow row;
    std::uint32_t column = 0; ///< of the value
};

/// A .pb file, read: the text as it stands and the round that it describes.
struct PbFile
{
    PbText text;
    std::vector<PbMeta> meta;
    std::vector<std::string> project_columns;
    std::vector<std::vector<std::string>> project_cells; ///< a row for each of round.projects
    std::vector<std::string> vote_columns;
    Round round;

    /// The value of that key, or nullptr.
    const PbMeta* find(std::string_view key) const;
    /// Index of the column, or -1.
    int project_column(std::string_view name) const;
    int vote_column(std::string_view name) const;
};

struct ReadPb
{
    PbFile file;
    Findings findings; ///< in order of place; where one is an error, `file.round` is not complete and must not be counted
};

/// Reads the bytes of a .pb file. `name` is what findings call it.
///
/// Errors beside those of `split_pb`: `wrong_header`, `wrong_cells`, `duplicate_key`, `duplicate_column`, `missing_budget`,
/// `bad_amount`, `negative_amount`, `amount_overflow`, `comma_decimal`, `bad_vote_type`, `duplicate_project`,
/// `duplicate_voter`, `different_number_of_projects`, `different_number_of_votes`, `unknown_project`,
/// `vote_with_duplicated_projects`, `list_blank`, `empty_vote`, `bad_points`, `choose_one`.
ReadPb read_pb(std::string bytes, std::string name, Reading reading);

} // namespace ogp::budget

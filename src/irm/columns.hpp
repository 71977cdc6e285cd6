#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

/// The data of OGP's Independent Reporting Mechanism (IRM): the commitments CSV, what its cells mean, and what follows from them.
/// Pure: no file is opened here.
namespace ogp::irm {

/// What the cells of a column hold.
enum class Kind : std::uint8_t {
    Id,      ///< names a row or a plan
    Text,
    Number,
    Date,    ///< as somebody typed it: printed_date.hpp
    Area,    ///< 0, 1 or ND: whether the commitment is of a policy area
    Flag,    ///< 0 or 1
    Word,    ///< a member of a scale: scales.hpp
    Code,    ///< the number of the word in the column before, its numeric twin
    Derived, ///< follows from others: derived.hpp
};

struct Column
{
    std::string_view name;
    Kind kind = Kind::Text;
};

/// The columns of the file in its order, as the export of July 2024 has them.
inline constexpr std::size_t column_count = 171;
const std::array<Column, column_count>& columns();

/// The place of a column of that name, nothing where the format has none.
std::optional<std::size_t> column_index(std::string_view name);

/// The policy areas, in the order of the file.
std::span<const Column> areas();

/// Why a cell says nothing. The file has several ways of it, and none stands for another.
enum class Blank : std::uint8_t {
    NotReviewed,   ///< NR: no report of the IRM yet
    NoData,        ///< ND: not coded
    NotAvailable,  ///< NA: missing
    Empty,         ///< an empty cell
};

/// Nothing for a cell that says something.
std::optional<Blank> blank(std::string_view cell);
inline bool is_coded(std::string_view cell) { return !blank(cell); }

// Columns that rules and mappings speak of.
namespace column {
inline constexpr std::string_view identifier = "Commitment Unique Identifier";
inline constexpr std::string_view locality = "Country/Locality";
inline constexpr std::string_view plan_number = "Action Plan Number";
inline constexpr std::string_view number = "Commitment Number";
inline constexpr std::string_view year = "Year Of Submission";
inline constexpr std::string_view end_year = "Action Plan End Year";
inline constexpr std::string_view duration = "Action Plan Duration (Years)";
inline constexpr std::string_view theme = "Theme";
inline constexpr std::string_view title = "Commitment Title";
inline constexpr std::string_view short_title = "Short Title";
inline constexpr std::string_view text = "Full Text";
inline constexpr std::string_view start = "Start Date";
inline constexpr std::string_view end = "End Date";
inline constexpr std::string_view lead = "Lead Institution";
inline constexpr std::string_view partner = "Supporting Institution(s)";
inline constexpr std::string_view specificity = "Specificity";
inline constexpr std::string_view verifiable = "Verifiable";
inline constexpr std::string_view information = "OGP Value Access To Information";
inline constexpr std::string_view participation = "OGP Value Civic Participation";
inline constexpr std::string_view accountability = "OGP Value Public Accountability";
inline constexpr std::string_view technology = "OGP Value Technology";
inline constexpr std::string_view relevant = "_Relevant";
inline constexpr std::string_view impact = "Potential Impact";
inline constexpr std::string_view completion_progress = "Completion (Progress Report)";
inline constexpr std::string_view star_2015 = "Starred (2015 Only)";
inline constexpr std::string_view star_progress = "Starred (Current Formula) Progress Report";
inline constexpr std::string_view results = "Potential for Results";
inline constexpr std::string_view completion_end = "Completion (End Of Term)";
inline constexpr std::string_view change = "Change In Completion";
inline constexpr std::string_view change_code = "_ChangeCompletion";
inline constexpr std::string_view early_results = "Early Results";
inline constexpr std::string_view opened = "Did It Open Government (Overall)";
inline constexpr std::string_view opened_code = "_OpenGovernment";
inline constexpr std::string_view opened_information = "Did It Open Government (Access To Information)";
inline constexpr std::string_view opened_participation = "Did It Open Government (Civic Participation)";
inline constexpr std::string_view opened_accountability = "Did It Open Government: Public Accountability";
inline constexpr std::string_view star_end = "Starred (Current Formula) End of Term";
inline constexpr std::string_view star_max = "Max star";
inline constexpr std::string_view max_completion = "Max Completion";
inline constexpr std::string_view raw_completion = "Raw Completion";
inline constexpr std::string_view high_completion = "High Completion";
inline constexpr std::string_view high_ambition = "High Ambition";
inline constexpr std::string_view high_opened = "High DIOG";
inline constexpr std::string_view ambitious_and_complete = "Ambitious and complete, or DIOG";
inline constexpr std::string_view ambitious_only = "Ambitious but not complete";
inline constexpr std::string_view complete_only = "Complete but not ambitious";
inline constexpr std::string_view neither = "Not complete or ambitious";
inline constexpr std::string_view not_reviewed = "Not reviewed";
inline constexpr std::string_view checksum = "CHECKSUM";
inline constexpr std::string_view score = "IRM-Based Score";
inline constexpr std::string_view constraint = "Binding constraint";
inline constexpr std::string_view plan = "Action Plan ID";
} // namespace column

} // namespace ogp::irm

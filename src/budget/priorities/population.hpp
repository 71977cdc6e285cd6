#pragma once

#include "budget/csv_table.hpp"
#include "budget/priorities/weights.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ogp::budget {

/// How many people live in the city, by what is known of voters.
struct PopulationRow
{
    std::vector<std::uint32_t> values; ///< one for each of Population::traits; of a margin's row one
    std::size_t trait = 0;             ///< of a margin's row
    std::int64_t people = 0;
    std::size_t group = 0;             ///< the first row of those that are counted as one; itself where it stands alone
    CsvCell place;
};

struct Population
{
    enum class Form {
        Margins, ///< trait, value, population: totals of one trait after the other
        Strata,  ///< a column for each trait, population: people who have these values together
    };
    Form form = Form::Margins;
    std::vector<std::size_t> traits; ///< indexes, in the order of the file
    std::vector<PopulationRow> rows;
};

/// Rows with the same text in the column `group` are merged: how a part of the city without voters is counted with another one.
/// Values that no voter has are added to the traits. Errors, thrown together as InvalidInput, beside those of CsvTable:
/// `unknown_trait`, `unknown_value`, `duplicate_row`, `bad_number`, `negative_number`, `number_overflow`, `population_overflow`,
/// `no_people`.
Population read_population(CsvTable& table, Opinions& opinions);

enum class Weighting {
    None,
    District,       ///< by the share of each value of one trait
    PostStratified, ///< by strata
    Raked,          ///< to margins
};
std::string_view code(Weighting weighting);

/// A voter of whom a trait is not known that the weighting needs.
enum class UnknownTraits { Refuse, LeaveOut };

/// A row of the population that too few took part in (WeighingChoice::least_voters): an error, or its people are counted with the nearest
/// row above it that has people, else below it (of rows that are counted as one the first says where they stand), until there are
/// enough. The order of rows decides then, and it is fixed before anybody votes.
enum class EmptyStrata { Refuse, Merge };

struct WeighedCells
{
    std::vector<OpinionCell> cells; ///< without those left out
    Weights weights;
    std::int64_t left_out = 0;      ///< voters
    std::vector<std::pair<std::string, std::string>> merges; ///< "vake/F" was counted with "vake/M"
};

struct WeighingChoice
{
    Weighting weighting = Weighting::None;
    std::size_t district = 0; ///< the trait of Weighting::District
    UnknownTraits unknown = UnknownTraits::Refuse;
    Raking raking;
    EmptyStrata empty = EmptyStrata::Refuse;
    /// Of rows that are merged. Where the weights of fewer were known, what they said would follow from the weighted and the plain sums.
    std::int64_t least_voters = 1;
};

/// The traits that weights are made of.
std::vector<std::size_t> traits_of(const WeighingChoice& choice, const Population& population);

/// Weights of the cells. `table` is what the population was read from: a stratum that nobody of took part is a finding there
/// (`empty_stratum`) unless it is to be merged. Error{Invalid} for voters whose part of the population is not known, with their number; Error{Usage} where
/// the file's form does not carry the weighting.
WeighedCells weigh(const Opinions& opinions, std::vector<OpinionCell> cells, const Population& population, CsvTable& table,
                   const WeighingChoice& choice);

/// Every voter alike.
WeighedCells weigh_alike(std::vector<OpinionCell> cells);

} // namespace ogp::budget

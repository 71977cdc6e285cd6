#pragma once

#include "app/repository/repository.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ogp::app {

/// Which cases, in which order, from where on.
struct CaseFilter
{
    std::string type{};                  ///< "" for all types
    std::string state{};                 ///< "" for all; Error{Usage} with the nearest where no such state
    std::string plan{};                  ///< parts of this plan; "" for all
    std::string where{};                 ///< a condition in the language of guards (workflow/guard.hpp); "" for none
    std::string sort{};                  ///< "updated,-number": fields, each after "-" from the greatest down; "" for the usual order
    std::string after{};                 ///< the last case of the page before, as people call it; "" for the first page
    std::optional<std::int64_t> limit{}; ///< at most this many
};

struct CasePage
{
    std::vector<store::CaseRow> rows;
    std::string next; ///< what `after` is for the next page: the last case; "" where nothing follows
};

/// The types with at most so many cases come in the order of their numbers; sorting more takes longer than a list may.
inline constexpr std::int64_t most_in_number_order = 10'000;

/// The usual order: parts of plans in the order of their numbers within each plan, as long as there are no more than
/// `most_in_number_order` of them; everything else in order of opening. That order costs the same at a million cases.
///
/// A condition is compiled against the active version of the type and asked of every case; a case for which it has no value
/// does not fit. Without a type it knows what all cases have: case.state, case.id and case.version. Throws InvalidInput with
/// every finding and its column.
///
/// Sorting: number, title, type, state, version, opened, updated and any field with one value that is not sealed. Numbers in
/// natural order, states and members in the order of their definition, {ka, en} by its Georgian text, printed dates by the
/// first day they cover, sums of money by their amount, references by the number of the case they mean. What is missing comes
/// last either way; ties in order of opening. Holds no more than `limit` keys. Error{Usage} for what cannot be sorted by, with
/// the nearest.
///
/// A page goes on behind the place that `after` has now: a case whose sort value changes between two pages may be seen twice
/// or not at all, one that stays is seen once.
CasePage find_cases(const Repository& repository, const CaseFilter& filter);

} // namespace ogp::app

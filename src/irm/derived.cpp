#include "irm/derived.hpp"

#include "base/text.hpp"
#include "irm/scales.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

namespace ogp::irm {
namespace {

using Value = std::optional<std::string>;

// Where the rules are written down.
constexpr std::string_view stars_source = "OGP, \"IRM to Raise the Bar for Model Commitments in OGP\" (opengovpartnership.org/?p=3699)";
constexpr std::string_view completion_source = "OGP glossary, \"Completion\" (opengovpartnership.org/glossary/completion)";
constexpr std::string_view early_results_source = "OGP glossary, \"Early results\" (opengovpartnership.org/glossary/early-results)";
constexpr std::string_view data_source = "data";

constexpr int moderate = 2;
constexpr int transformative = 3;
constexpr int medium = 2;
constexpr int substantial = 4;

/// The code of the word that stands in a column with a scale.
std::optional<int> level(const Row& row, std::string_view column)
{
    const Level* found = scale_of(column)->find(trim(row.cell(column)));
    return found == nullptr ? std::nullopt : found->code;
}

Value flag(bool holds)
{
    return std::string(holds ? "1" : "0");
}

bool is_relevant(const Row& row)
{
    return row.cell(column::relevant) == "1";
}

bool is_verifiable(const Row& row)
{
    return row.cell(column::verifiable) == "Yes";
}

bool is_reviewed(const Row& row)
{
    return row.cell(column::verifiable) != "NR";
}

/// Until 2014 a moderate impact was enough, and specificity was asked for where later the question is whether it can be verified. In
/// 2015 the International Experts Panel raised it to transformative; the export computes both rules for every plan.
Value star_2015(const Row& row)
{
    const auto specificity = level(row, column::specificity);
    const auto impact = level(row, column::impact);
    const auto completion = level(row, column::completion_progress);
    if (!specificity || !impact || !completion)
        return std::nullopt;
    return flag(*specificity >= medium && is_relevant(row) && *impact >= moderate && *completion >= substantial);
}

/// With the refresh of 2018 the export no longer has stars: plans since then are neither starred nor unstarred.
Value star(const Row& row, std::string_view completion_column)
{
    if (generation_of(row.year()) >= Generation::Design && blank(row.cell(completion_column == column::completion_end
        ? column::star_end : column::star_progress)))
        return std::nullopt;
    const auto impact = level(row, column::impact);
    const auto completion = level(row, completion_column);
    if (!impact || !completion || blank(row.cell(column::verifiable)) || blank(row.cell(column::relevant)))
        return std::nullopt;
    return flag(is_verifiable(row) && is_relevant(row) && *impact == transformative && *completion >= substantial);
}

Value star_progress(const Row& row)
{
    return star(row, column::completion_progress);
}

Value star_end(const Row& row)
{
    return star(row, column::completion_end);
}

Value star_max(const Row& row)
{
    const Value progress = star_progress(row);
    const Value end = star_end(row);
    return progress && end ? std::max(progress, end) : progress ? progress : end;
}

std::optional<int> completion_difference(const Row& row)
{
    const auto before = level(row, column::completion_progress);
    const auto after = level(row, column::completion_end);
    return before && after ? std::optional(*after - *before) : std::nullopt;
}

Value change(const Row& row)
{
    const auto difference = completion_difference(row);
    if (!difference)
        return std::nullopt;
    return std::string(*difference > 0 ? "Increase" : *difference < 0 ? "Decrease" : "No Change");
}

Value change_code(const Row& row)
{
    const auto difference = completion_difference(row);
    return difference ? Value(fmt::format("{}", *difference)) : std::nullopt;
}

/// Of plans until 2019 the highest of the three values. In results reports there is one degree for all, whose only other record is its
/// numeric twin.
Value opened(const Row& row)
{
    constexpr int least_degree = 1; // below it: not applicable
    std::optional<int> highest;
    for (const std::string_view column : {column::opened_information, column::opened_participation, column::opened_accountability})
        if (const auto degree = level(row, column); degree && *degree >= least_degree)
            highest = std::max(highest.value_or(0), *degree - 1);
    if (!highest && generation_of(row.year()) == Generation::Results)
        if (const auto twin = to_integer(trim(row.cell(column::opened_code))))
            highest = static_cast<int>(*twin);
    const Scale* scale = scale_of(column::opened);
    if (!highest)
        return std::nullopt;
    // Two words have the code 1: no change, and no results yet to report.
    const Level* claimed = scale->find(trim(row.cell(column::opened)));
    if (claimed != nullptr && claimed->code == highest)
        return row.cell(column::opened);
    const auto found = std::find_if(scale->levels.begin(), scale->levels.end(), [&](const Level& one) { return one.code == highest; });
    return found == scale->levels.end() ? std::nullopt : Value(found->word);
}

bool is_highly_completed(const Row& row)
{
    return latest_completion(row).value_or(0) >= substantial;
}

bool is_highly_opened(const Row& row)
{
    constexpr int major = 3;
    return level(row, column::opened).value_or(0) >= major;
}

Value raw_completion(const Row& row)
{
    const auto completion = latest_completion(row);
    return completion ? Value(fmt::format("{}", *completion)) : std::nullopt;
}

/// The same, counted from "not started".
Value max_completion(const Row& row)
{
    constexpr int not_started = 2;
    const auto completion = latest_completion(row);
    return completion ? Value(fmt::format("{}", std::max(*completion - not_started, 0))) : std::nullopt;
}

Value high_completion(const Row& row)
{
    return flag(is_highly_completed(row));
}

std::optional<bool> is_ambitious(const Row& row)
{
    const auto impact = level(row, column::impact);
    return impact ? std::optional(is_verifiable(row) && is_relevant(row) && *impact >= moderate) : std::nullopt;
}

Value high_ambition(const Row& row)
{
    const auto ambitious = is_ambitious(row);
    return ambitious ? flag(*ambitious) : std::nullopt;
}

Value high_opened(const Row& row)
{
    return flag(is_highly_opened(row));
}

// Four classes of commitments. A row whose ambition is not coded is in the first alone, or in none.
bool is_first_class(const Row& row)
{
    return (is_ambitious(row).value_or(false) && is_highly_completed(row)) || is_highly_opened(row);
}

bool is_ambitious_only(const Row& row)
{
    return is_ambitious(row).value_or(false) && !is_first_class(row);
}

bool is_complete_only(const Row& row)
{
    return !is_ambitious(row).value_or(true) && is_highly_completed(row) && !is_highly_opened(row);
}

bool is_neither(const Row& row)
{
    return !is_ambitious(row).value_or(true) && !is_highly_completed(row) && !is_highly_opened(row);
}

Value checksum(const Row& row)
{
    const int sum = int{is_first_class(row)} + int{is_ambitious_only(row)} + int{is_complete_only(row)} + int{is_neither(row)} +
                    int{!is_reviewed(row)};
    return fmt::format("{}", sum);
}

Value score(const Row& row)
{
    if (!is_reviewed(row))
        return std::string("-1");
    return std::string(is_first_class(row) ? "4" : is_ambitious_only(row) ? "3" : is_complete_only(row) ? "2" : "1");
}

/// The first condition of a star that does not hold. Where impact was not coded there is no star to reach: FALSE.
Value constraint(const Row& row)
{
    if (!is_reviewed(row))
        return std::nullopt;
    const auto impact = level(row, column::impact);
    if (!is_verifiable(row))
        return std::string("Spec");
    if (!is_relevant(row))
        return std::string("Rel");
    if (impact && *impact < transformative)
        return std::string("PotImp");
    if (!is_highly_completed(row))
        return std::string("Cmpl");
    return std::string(impact ? "STAR" : "FALSE");
}

constexpr Label says_star{"გადამოწმებადი, შესაბამისი, გარდამქმნელი და მნიშვნელოვნად ან სრულად შესრულებული",
                          "verifiable, relevant, transformative, and completed substantially or fully"};
constexpr Label says_class{"მაღალი ამბიცია და მაღალი შესრულება, ან მმართველობა გაიხსნა",
                           "high ambition against high completion, or government was opened"};

constexpr Rule all_rules[] = {
    {column::star_2015, Group::Starred, star_2015,
     {"კონკრეტულობა საშუალო მაინც, შესაბამისი, გავლენა ზომიერი მაინც, მნიშვნელოვნად ან სრულად შესრულებული",
      "specificity at least medium, relevant, impact at least moderate, completed substantially or fully"},
     stars_source},
    {column::star_progress, Group::Starred, star_progress, says_star, stars_source},
    {column::change, Group::ChangeInCompletion, change,
     {"შესრულება ვადის ბოლოს შუალედურ ანგარიშთან შედარებით", "completion at end of term against the progress report"}, data_source},
    {column::change_code, Group::ChangeInCompletion, change_code,
     {"იგივე, საფეხურებით", "the same, in steps"}, data_source},
    {column::opened, Group::DidItOpenGovernment, opened,
     {"სამი ღირებულებიდან ყველაზე მაღალი; 2020 წლიდან ერთი შეფასება, რიცხვს უნდა ემთხვეოდეს",
      "the highest of the three values; from 2020 one degree, which must agree with its number"},
     early_results_source},
    {column::star_end, Group::Starred, star_end, says_star, stars_source},
    {column::star_max, Group::Starred, star_max, {"რომელიმე ანგარიშის ვარსკვლავი", "a star in either report"}, data_source},
    {column::max_completion, Group::HighCompletion, max_completion,
     {"ბოლო შესრულება, „არ დაწყებულა“-დან დათვლილი", "the latest completion, counted from not started"}, data_source},
    {column::raw_completion, Group::HighCompletion, raw_completion,
     {"ვადის ბოლოს, თუ შეფასდა, თორემ შუალედური", "at end of term, else in the progress report"}, data_source},
    {column::high_completion, Group::HighCompletion, high_completion,
     {"ბოლო შესრულება მნიშვნელოვანი ან სრულია", "the latest completion is substantial or complete"}, completion_source},
    {column::high_ambition, Group::Other, high_ambition,
     {"გადამოწმებადი, შესაბამისი, გავლენა ზომიერი მაინც", "verifiable, relevant, impact at least moderate"}, data_source},
    {column::high_opened, Group::DidItOpenGovernment, high_opened,
     {"მმართველობა მნიშვნელოვნად ან გამორჩეულად გაიხსნა", "did it open government: major or outstanding"}, early_results_source},
    {column::ambitious_and_complete, Group::Other, [](const Row& row) { return flag(is_first_class(row)); }, says_class, data_source},
    {column::ambitious_only, Group::Other, [](const Row& row) { return flag(is_ambitious_only(row)); }, says_class, data_source},
    {column::complete_only, Group::Other, [](const Row& row) { return flag(is_complete_only(row)); }, says_class, data_source},
    {column::neither, Group::Other, [](const Row& row) { return flag(is_neither(row)); }, says_class, data_source},
    {column::not_reviewed, Group::Other, [](const Row& row) { return flag(!is_reviewed(row)); },
     {"IRM-ს ჯერ არ შეუფასებია", "the IRM has not reviewed it yet"}, data_source},
    {column::checksum, Group::Other, checksum, {"რამდენ კლასშია", "the number of classes that it is in"}, data_source},
    {column::score, Group::Other, score, {"კლასი რიცხვად", "the class as a number"}, data_source},
    {column::constraint, Group::Other, constraint,
     {"ვარსკვლავის პირველი პირობა, რომელიც არ სრულდება", "the first condition of a star that does not hold"}, data_source},
};

} // namespace

std::span<const Rule> rules()
{
    return all_rules;
}

const Rule* rule_of(std::string_view name)
{
    const auto found = std::find_if(std::begin(all_rules), std::end(all_rules), [&](const Rule& rule) { return rule.column == name; });
    return found == std::end(all_rules) ? nullptr : &*found;
}

std::optional<int> latest_completion(const Row& row)
{
    const bool at_end = is_coded(trim(row.cell(column::completion_end)));
    return level(row, at_end ? column::completion_end : column::completion_progress);
}

} // namespace ogp::irm

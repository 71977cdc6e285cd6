#include "irm/scales.hpp"

#include "irm/columns.hpp"

#include <algorithm>

namespace ogp::irm {
namespace {

// Words and codes are those of the export of July 2024; steps that do not occur in it are named after the glossary of OGP
// (Completion, Early results, Ambition).
constexpr Level specificity_levels[] = {{"None", "none", 0}, {"Low", "low", 1}, {"Medium", "medium", 2}, {"High", "high", 3}};
constexpr Level impact_levels[] = {
    {"None", "none", 0}, {"Minor", "minor", 1}, {"Moderate", "moderate", 2}, {"Transformative", "transformative", 3}};
constexpr Level results_levels[] = {{"Unclear", "unclear", 0}, {"Modest", "modest", 1}, {"Substantial", "substantial", 2}};
constexpr Level completion_levels[] = {
    {"Unclear", "no_evidence", 1, {"No evidence available", "No evidence", "Unclear/No evidence"}},
    {"Not Started", "not_started", 2},
    {"Limited", "limited", 3},
    {"Substantial", "substantial", 4},
    {"Complete", "complete", 5, {"Completed"}},
    {"Withdrawn", "withdrawn"},
};
constexpr Level early_levels[] = {{"No notable results", "no_notable_results", 0},
                                  {"Moderate", "moderate", 1, {"Moderate results"}},
                                  {"Significant", "significant", 2, {"Significant results"}}};
// The overall degree begins at Worsened, so that its codes are one less than those of a single value.
constexpr Level overall_levels[] = {
    {"Worsened", "worsened", 0, {"Worsens"}},
    {"Did Not Change", "did_not_change", 1},
    {"No early results to report yet", "no_early_results", 1},
    {"Marginal", "marginal", 2},
    {"Major", "major", 3},
    {"Outstanding", "outstanding", 4},
};
constexpr Level value_levels[] = {
    {"Not Applicable", "not_applicable", 0}, {"Worsened", "worsened", 1, {"Worsens"}}, {"Did Not Change", "did_not_change", 2},
    {"Marginal", "marginal", 3},             {"Major", "major", 4},                    {"Outstanding", "outstanding", 5},
};

constexpr Scale all_scales[] = {
    {column::specificity, "irm_specificity", specificity_levels},
    {column::impact, "irm_potential_impact", impact_levels},
    {column::completion_progress, "irm_completion_progress", completion_levels},
    {column::results, "irm_potential_for_results", results_levels},
    {column::completion_end, "irm_completion_end", completion_levels},
    {column::early_results, "irm_early_results", early_levels},
    {column::opened, "irm_open_government", overall_levels},
    {column::opened_information, "irm_open_information", value_levels},
    {column::opened_participation, "irm_open_participation", value_levels},
    {column::opened_accountability, "irm_open_accountability", value_levels},
};

constexpr char small(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_word(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return small(x) == small(y); });
}

constexpr int first_design = 2018;
constexpr int first_results = 2020;

} // namespace

const Level* Scale::find(std::string_view word) const
{
    for (const Level& level : levels) {
        if (same_word(level.word, word))
            return &level;
        for (const std::string_view other : level.also)
            if (!other.empty() && same_word(other, word))
                return &level;
    }
    return nullptr;
}

const Level* Scale::member(std::string_view id) const
{
    const auto found = std::find_if(levels.begin(), levels.end(), [&](const Level& level) { return level.member == id; });
    return found == levels.end() ? nullptr : &*found;
}

std::span<const Scale> scales()
{
    return all_scales;
}

const Scale* scale_of(std::string_view name)
{
    const auto found = std::find_if(std::begin(all_scales), std::end(all_scales), [&](const Scale& scale) { return scale.column == name; });
    return found == std::end(all_scales) ? nullptr : &*found;
}

Generation generation_of(int year)
{
    if (year < first_design)
        return Generation::Reports;
    return year < first_results ? Generation::Design : Generation::Results;
}

} // namespace ogp::irm

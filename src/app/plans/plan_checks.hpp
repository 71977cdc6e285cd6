#pragma once

#include "app/plans/plan_check.hpp"
#include "model/printed_date.hpp"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

/// The checks of the table in plan_check.cpp, by subject, and what they share.
namespace ogp::app::plan_checks {

void impossible_dates(const PlanView& plan, CheckReport& report);
void unknown_dates(const PlanView& plan, CheckReport& report);
void blanks_in_dates(const PlanView& plan, CheckReport& report);
void mixed_date_forms(const PlanView& plan, CheckReport& report);
void two_digit_years(const PlanView& plan, CheckReport& report);
void blanks_in_ranges(const PlanView& plan, CheckReport& report);
void labels_in_dates(const PlanView& plan, CheckReport& report);

void milestones_without_dates(const PlanView& plan, CheckReport& report);
void milestones_before_commitment(const PlanView& plan, CheckReport& report);
void milestones_after_commitment(const PlanView& plan, CheckReport& report);
void ends_after_deadline(const PlanView& plan, CheckReport& report);
void milestones_outside_plan(const PlanView& plan, CheckReport& report);
void ends_in_budget_year(const PlanView& plan, CheckReport& report);
void late_but_full(const PlanView& plan, CheckReport& report);
void updates_after_period(const PlanView& plan, CheckReport& report);
void rows_not_in_order(const PlanView& plan, CheckReport& report);
void shared_boundary_days(const PlanView& plan, CheckReport& report);
void ends_on_the_30th(const PlanView& plan, CheckReport& report);
void same_title_other_dates(const PlanView& plan, CheckReport& report);

void duplicate_registry_numbers(const PlanView& plan, CheckReport& report);
void implementers_not_in_units(const PlanView& plan, CheckReport& report);
void misspelt_unit_names(const PlanView& plan, CheckReport& report);
void units_not_named(const PlanView& plan, CheckReport& report);

void annex_numbers(const PlanView& plan, CheckReport& report);
void mixed_numbering(const PlanView& plan, CheckReport& report);
void annex_titles(const PlanView& plan, CheckReport& report);
void annex_titles_of_others(const PlanView& plan, CheckReport& report);

void values_not_printed(const PlanView& plan, CheckReport& report);
void empty_fields(const PlanView& plan, CheckReport& report);
void missing_parts(const PlanView& plan, CheckReport& report);

void digits_differ(const PlanView& plan, CheckReport& report);
void untranslated(const PlanView& plan, CheckReport& report);
void end_marks_differ(const PlanView& plan, CheckReport& report);
void repeated_phrases(const PlanView& plan, CheckReport& report);
void markup_left(const PlanView& plan, CheckReport& report);
void mixed_quotation_marks(const PlanView& plan, CheckReport& report);
void name_case_differs(const PlanView& plan, CheckReport& report);

/// The printed date of a field, known or not; nothing where the field is no date.
std::optional<model::PrintedDate> printed_date(const Json& value);

/// Every {ka, en} text within a value, at any depth, dates left out.
void each_localized(const Json& value, const std::function<void(const Json&)>& visit);

/// What is compared of a title or name: lower case, without quotation marks, brackets and marks at the end, one blank between
/// words.
std::string comparable(std::string_view text);

/// Whether the text stands for the same: both Georgian sides where both have one, else both English ones; a text that has no
/// side in common is not compared.
bool same_text(const Json& left, const Json& right);

/// What stands in quotation marks, with them.
struct Quotation
{
    std::string begin;
    std::string text;
    std::string end;
};
void each_quotation(std::string_view text, const std::function<void(const Quotation&)>& visit);

/// The parts of a text in quotation marks of any kind: „ “ ”, " or « ».
std::set<std::string> quoted_parts(std::string_view text);

/// "a, b, c"
std::string listed(const std::set<std::string>& words);

} // namespace ogp::app::plan_checks

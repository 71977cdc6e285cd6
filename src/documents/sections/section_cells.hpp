#pragma once

#include "app/plans/plan_record.hpp"
#include "documents/report_source.hpp"
#include "report/document.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the sections make their cells of. What is not known is an empty cell, never 0 and never "no".
namespace ogp::documents {

/// "85.7", cut off and never rounded up, as tenths for formats that hold numbers; empty where `whole` is 0.
report::Cell percent_cell(std::int64_t part, std::int64_t whole);
/// "6/7", exact; empty where `whole` is 0.
report::Cell fraction_cell(std::int64_t part, std::int64_t whole);
report::Cell number_cell(std::int64_t number);
report::Cell number_cell(std::optional<std::int64_t> number);
/// The text of a name of the template, with that name as its value: the lines of a table that counts.
report::Cell word_cell(const ReportSource& source, std::string_view name);
report::Cell day_cell(std::optional<Date> day);

/// A text put behind another one as a line of its own; sides without text are left as they are.
void append_line(Localized& lines, const Localized& line);

/// The day that a field of type date, datetime or printed_date holds, the last one where it covers several.
std::optional<Date> day_in(const ReportSource& source, const store::CaseRow& row, std::string_view field);
std::optional<std::int64_t> integer_in(const store::CaseRow& row, std::string_view field);
/// The case that a field of type ref means, as "I Title".
report::Cell reference_cell(const ReportSource& source, const store::CaseRow& row, std::string_view field);
/// The label of a member of an enumeration of the type that is active.
Localized member_label(const ReportSource& source, std::string_view type, std::string_view field, const std::string& member);

/// Cases of the type that a document of the report's day and period speaks of: `day` gives the day that decides, which lies in the
/// period (where there is one) and not after the report's day.
std::vector<const store::CaseRow*> cases_between(const ReportSource& source, std::string_view type, RowsOf rows_of,
                                                 const std::function<std::optional<Date>(const store::CaseRow&)>& day);
/// Where there is no period: whether the day is not after that of the report.
bool in_time(const ReportSource& source, std::optional<Date> day);
bool has_type(const ReportSource& source, std::string_view type);

/// A notice in the words of the template: what stands where the record holds nothing.
void say_none(const ReportSource& source, report::Section& section, std::string_view text);
/// Which of the two times of the record the document means, in the words of the template; nothing where it has none.
void say_what_counts(const ReportSource& source, report::Section& section);
/// The table, or the notice where it has no rows.
void add_table(const ReportSource& source, report::Section& section, report::Table table, std::string_view none);
/// A text that people may edit in the document: as a paragraph under a heading of its own, or the notice where it is not written.
void add_narrative(const ReportSource& source, report::Section& section, const store::CaseRow& row, std::string_view field, std::string_view none);

/// A column that no row has a value in only makes a table too wide for paper.
void drop_if_empty(report::Table& table, std::string_view column);

/// Of two scales or more: how often each member of the enumeration stands in `field` of `rows`, those without it as "not assessed".
struct ScaleCount
{
    std::string member; ///< "" for not assessed
    Localized label;
    std::int64_t number = 0;
};
std::vector<ScaleCount> count_scale(const ReportSource& source, std::string_view type, std::string_view field, const std::vector<const store::CaseRow*>& rows);

std::vector<const store::CaseRow*> commitment_rows(const ReportSource& source);
std::vector<const store::CaseRow*> milestone_rows(const ReportSource& source);

} // namespace ogp::documents

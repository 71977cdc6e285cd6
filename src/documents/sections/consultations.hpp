#pragma once

#include "documents/report_source.hpp"
#include "report/document.hpp"

#include <vector>

namespace ogp::documents {

/// A consultation with what people said in it.
struct ConsultationRecord
{
    const store::CaseRow* row = nullptr;
    std::vector<const store::CaseRow*> contributions; ///< without those that a moderator hid
    std::int64_t hidden = 0;
    std::int64_t unanswered = 0;

    std::int64_t answered(std::string_view kind) const;
};

/// Those that were announced or open on some day of the period, and not after the report's day; with `report` only those about that
/// report, whenever they were.
std::vector<ConsultationRecord> consultations_of(const ReportSource& source, const std::string& report = {});

/// What was said and what was answered, a row for each contribution.
report::Table contributions_table(const ReportSource& source, const std::vector<ConsultationRecord>& records, const char* id, std::string_view caption);

/// Days between announcement and opening; nothing where one of them is not known.
std::optional<std::int64_t> notice_days(const ReportSource& source, const store::CaseRow& consultation);

} // namespace ogp::documents

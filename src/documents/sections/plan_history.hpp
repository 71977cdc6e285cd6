#pragma once

#include "documents/report_source.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the log says of the past of a plan's cases. The history of a case is read only where it was ever changed.
namespace ogp::documents {

/// One value of a case that an act after the opening changed.
struct FieldChange
{
    const store::CaseRow* row = nullptr;
    std::uint64_t sequence = 0;
    Date day;            ///< when it was written, in the repository's zone
    std::string field;
    Json before;
    Json after;
    std::string why;     ///< the reason given with the act, ""
    std::string actor;
};

/// Changes of these fields, up to the report's day, in the order of the log.
std::vector<FieldChange> field_changes(const ReportSource& source, const std::vector<const store::CaseRow*>& rows,
                                       const std::vector<std::string_view>& fields);

/// The case as it was at the end of the day (app::CasesAt); nothing where it was not on record yet.
std::optional<store::CaseRow> row_at(const ReportSource& source, const store::CaseRow& row, Date day);

} // namespace ogp::documents

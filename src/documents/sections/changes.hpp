#pragma once

#include "documents/report_source.hpp"
#include "report/document.hpp"

namespace ogp::documents {

/// Adds the table of counts at the end of the period `compare` and on the report's day, or says that nothing is compared.
void add_changed_counts(const ReportSource& source, report::Section& section);

} // namespace ogp::documents

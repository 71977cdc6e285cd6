#pragma once

#include "app/repository/repository.hpp"
#include "documents/report_template.hpp"
#include "report/document.hpp"

#include <optional>

namespace ogp::documents {

/// What a report is made with.
struct ReportRequest
{
    Json parameters = Json::object();   ///< as resolve_parameters() gives them
    std::optional<Date> as_of{};        ///< by default the last day of the period or today, whichever is earlier
};

/// Makes the document: checks the template against the repository (InvalidInput with every finding), then section after section, in the
/// order of the template. The document's id is the name of its files. What it was made from stands in Document::provenance:
/// {report, template (SHA-256 of the file), parameters, as_of, now, repository, size, root, generator}.
report::Document build_report(app::Repository& repository, const ReportTemplate& report, const ReportRequest& request);

} // namespace ogp::documents

#pragma once

#include "app/repository/repository.hpp"
#include "report/document.hpp"

#include <string>

namespace ogp::documents {

struct AnnualOptions
{
    std::string plan;     ///< number of the plan, "" for the only one
    int year = 0;         ///< reporting period: a calendar year
    Date as_of;           ///< day the report speaks of: by default the last day of the year or today, whichever is earlier
};

/// The annual progress report of a plan for one year.
report::Document annual_report(app::Repository& repository, const AnnualOptions& options);

} // namespace ogp::documents

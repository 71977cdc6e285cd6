#pragma once

#include "base/json.hpp"
#include "report/document.hpp"
#include "report/table.hpp"
#include "workflow/definition.hpp"

#include <vector>

namespace ogp::app {

/// A case type as people read it: what it is, then tables of its states, transitions, deadlines and fields.
struct WorkflowSheet
{
    Json json;
    report::Card card;
    std::vector<report::Table> tables; ///< those that have rows
};
WorkflowSheet workflow_sheet(const workflow::CaseType& type, const Hash& hash);

} // namespace ogp::app

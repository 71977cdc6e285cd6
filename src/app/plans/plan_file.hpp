#pragma once

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/yaml.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ogp::app {

/// One case that a plan file describes: field values as its case type wants them. Null never stands here: what a document did
/// not print is not known.
struct PlanEntry
{
    std::string type;    ///< "commitment", "milestone", "indicator", "org_unit", "plan"
    std::string number;  ///< "I.4"
    std::string parent;  ///< number of the entry that this one is a part of, "" for the plan itself
    Json values = Json::object();
    std::string printed_state; ///< code of the status that the document prints, "" for none: "completed"
    Place place;
    std::map<std::string, Place, std::less<>> places; ///< of the values that stand in a file, by field
};

/// A plan as its file states it, in the order of the document: the plan, its units, then each commitment with its milestones
/// and indicators.
struct PlanFile
{
    std::string number;
    std::vector<PlanEntry> entries;
    Findings findings; ///< warnings and notes; errors are thrown
};

/// Reads `kind: plan` (man/ogp-plan.5 documents the shape). Throws InvalidInput with every error: unknown keys (with the nearest
/// right one), wrong shapes, missing ids and titles, an id given twice, a milestone whose id does not belong to its commitment,
/// dates that are no dates, counts that do not agree. Impossible dates that can be read are warnings.
PlanFile read_plan_file(const YamlDocument& document);

} // namespace ogp::app

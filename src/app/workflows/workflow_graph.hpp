#pragma once

#include "app/repository/repository.hpp"
#include "report/graph.hpp"

#include <string>
#include <vector>

namespace ogp::app {

struct GraphRequest
{
    std::string type;              ///< "foi", "foi@2" or a file (workflow_versions.hpp); that of the case where one is to be seen
    std::string highlight{};       ///< a case whose way is marked, "" for none
    std::vector<std::string> hide{}; ///< transitions that are left out
    bool stats = false;            ///< how often each way was gone, and the median stay in each state
};

/// The states of a case type and the ways between them. Without a repository the program's; then there is no case and nothing to count.
/// Counted is what the log holds, of all versions: each way by its transition and where it began, stays that have ended, and how many
/// cases are in each state now. Error{NotFound, Usage} with the nearest.
report::Graph workflow_graph(const Repository* repository, const GraphRequest& request);

/// A stay as a person says it: its two largest units, "3 d 4 h".
Localized stay_text(std::int64_t milliseconds);

} // namespace ogp::app

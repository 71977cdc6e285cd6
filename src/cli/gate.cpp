#include "cli/gate.hpp"

#include <algorithm>

namespace ogp::cli {

void gate_overdue(std::size_t overdue)
{
    if (overdue != 0)
        throw Error{Fault::Gate, say("ვადაგადაცილებული ეტაპები: {} (--fail-on overdue)",
                                     "milestones overdue: {} (--fail-on overdue)", overdue)};
}

void gate_anomaly(const Findings& findings)
{
    if (const std::size_t warnings = count_warnings(findings); warnings != 0)
        throw Error{Fault::Gate, say("გაფრთხილებები ფაილზე: {} (--fail-on anomaly)",
                                     "warnings about the file: {} (--fail-on anomaly)", warnings)};
}

std::size_t count_warnings(const Findings& findings)
{
    return static_cast<std::size_t>(
        std::count_if(findings.begin(), findings.end(), [](const Finding& finding) { return finding.severity != Severity::Note; }));
}

} // namespace ogp::cli

#include "cli/gate.hpp"

#include <algorithm>

namespace ogp::cli {

void gate_overdue(std::size_t overdue)
{
    if (overdue != 0)
        throw Error{Fault::Gate, say("ვადაგადაცილებული ეტაპები: {} (--fail-on overdue)",
                                     "milestones overdue: {} (--fail-on overdue)", overdue)};
}

void gate_deadlines(std::size_t overdue)
{
    if (overdue != 0)
        throw Error{Fault::Gate, say("გასული ვადები: {} (--fail-on overdue)", "deadlines overdue: {} (--fail-on overdue)", overdue)};
}

void gate_anomaly(const Findings& findings)
{
    if (!findings.empty())
        throw Error{Fault::Gate, say("შეუსაბამობები გეგმაში: {} (--fail-on anomaly)", "findings on the plan: {} (--fail-on anomaly)",
                                     findings.size())};
}

void gate_untranslated(const Findings& findings)
{
    const auto missing = std::count_if(findings.begin(), findings.end(), [](const Finding& finding) { return finding.code == "untranslated"; });
    if (missing != 0)
        throw Error{Fault::Gate, say("უთარგმნელი ტექსტები: {} (--fail-on untranslated)", "texts without translation: {} (--fail-on untranslated)", missing)};
}

std::size_t count_warnings(const Findings& findings)
{
    return static_cast<std::size_t>(
        std::count_if(findings.begin(), findings.end(), [](const Finding& finding) { return finding.severity != Severity::Note; }));
}

} // namespace ogp::cli

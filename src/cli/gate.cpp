#include "cli/gate.hpp"

#include <algorithm>

namespace ogp::cli {

Gate& Gate::overdue(std::size_t milestones)
{
    if (milestones != 0)
        m_held.push_back(say("ვადაგადაცილებული ეტაპები: {} (--fail-on overdue)", "milestones overdue: {} (--fail-on overdue)", milestones));
    return *this;
}

Gate& Gate::deadlines(std::size_t overdue)
{
    if (overdue != 0)
        m_held.push_back(say("გასული ვადები: {} (--fail-on overdue)", "deadlines overdue: {} (--fail-on overdue)", overdue));
    return *this;
}

Gate& Gate::anomaly(const Findings& findings)
{
    if (!findings.empty())
        m_held.push_back(say("შეუსაბამობები გეგმაში: {} (--fail-on anomaly)", "findings on the plan: {} (--fail-on anomaly)", findings.size()));
    return *this;
}

Gate& Gate::untranslated(const Findings& findings)
{
    const auto missing = std::count_if(findings.begin(), findings.end(), [](const Finding& finding) { return finding.code == "untranslated"; });
    if (missing != 0)
        m_held.push_back(say("უთარგმნელი ტექსტები: {} (--fail-on untranslated)", "texts without translation: {} (--fail-on untranslated)", missing));
    return *this;
}

void Gate::close() const
{
    Localized all;
    for (const Localized& held : m_held) {
        all.ka += (all.ka.empty() ? "" : "; ") + held.ka;
        all.en += (all.en.empty() ? "" : "; ") + held.en;
    }
    if (!m_held.empty())
        throw Error{Fault::Gate, all};
}

std::size_t count_warnings(const Findings& findings)
{
    return static_cast<std::size_t>(
        std::count_if(findings.begin(), findings.end(), [](const Finding& finding) { return finding.severity != Severity::Note; }));
}

} // namespace ogp::cli

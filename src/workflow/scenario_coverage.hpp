#pragma once

#include "workflow/case_clocks.hpp"
#include "workflow/definition.hpp"

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::workflow {

/// One thing of a case type that scenarios should show.
struct CoverageItem
{
    std::string kind; ///< state, transition, guard, clock
    std::string name; ///< "answered", "answer", "answer: true", "answer: pause"
    bool covered = false;
};

/// What scenarios have seen of one case type: its states, its transitions, each guard holding and failing, and the edges of its
/// clocks (start, pause, resume, stop, breach, reopen, reset), as far as the definition has them.
class Coverage
{
public:
    void saw_state(std::string_view state) { saw("state", state); }
    void saw_transition(std::string_view transition) { saw("transition", transition); }
    void saw_guard(std::string_view transition, bool held);
    /// The clocks of a case before and after an event.
    void saw_clocks(std::span<const CaseClock> before, std::span<const CaseClock> after);
    void add(const Coverage& other) { m_seen.insert(other.m_seen.begin(), other.m_seen.end()); }

    /// In order of the definition.
    std::vector<CoverageItem> items(const CaseType& type) const;

private:
    void saw(std::string_view kind, std::string_view name);

    std::set<std::string> m_seen;
};

} // namespace ogp::workflow

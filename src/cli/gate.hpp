#pragma once

#include "base/error.hpp"

#include <cstddef>
#include <vector>

namespace ogp::cli {

/// What --fail-on asks for. Everything is looked at before anything is said, so that one run tells all that holds.
class Gate
{
public:
    Gate& overdue(std::size_t milestones);
    /// The same for deadlines of cases.
    Gate& deadlines(std::size_t overdue);
    /// Any finding on a plan, notes too.
    Gate& anomaly(const Findings& findings);
    /// Any finding of a text in one language only.
    Gate& untranslated(const Findings& findings);
    /// Error{Gate} with every count where anything holds.
    void close() const;

private:
    std::vector<Localized> m_held;
};

/// Findings that are more than notes.
std::size_t count_warnings(const Findings& findings);

} // namespace ogp::cli

#pragma once

#include "base/error.hpp"
#include "workflow/guard_tree.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ogp::workflow {

/// Collects what is wrong with an expression. Each of the refusals gives the type Wrong, so that it is reported once.
class GuardReporter
{
public:
    GuardReporter(std::string_view source, Findings& findings) : m_source(source), m_findings(findings) {}

    GuardType refuse(const char* code, const GuardNode& node, Localized message);
    /// "expected a date, found a text".
    GuardType mismatch(const GuardNode& node, const Localized& wanted);
    /// With the nearest candidate, else all of them.
    GuardType unknown_name(const GuardNode& node, const std::string& word, const std::vector<std::string>& candidates);
    /// A mismatch where the node is not of that kind.
    void want(const GuardNode& node, GuardKind kind);
    /// The node must be a text that is written out, and one of `words`; "" otherwise.
    std::string choice(const GuardNode& node, const std::vector<std::string>& words);

private:
    std::string_view m_source;
    Findings& m_findings;
};

} // namespace ogp::workflow

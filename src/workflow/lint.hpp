#pragma once

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/time.hpp"
#include "base/yaml.hpp"
#include "workflow/definition.hpp"
#include "workflow/loader.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ogp::workflow {

/// The version of a case type that a repository works by.
struct ActiveVersion
{
    const CaseType* type = nullptr;
    Hash hash;
};

/// What is known of the place that a case type is for; what is not known is not checked.
struct LintContext
{
    std::optional<std::map<std::string, Date>> calendars; ///< the last day that each knows; "always" is known anyway
    std::optional<std::map<std::string, std::vector<std::string>>> templates; ///< of messages, and what their tags name
    std::optional<std::map<std::string, std::vector<std::string>>> holders;   ///< of each role, sorted: ids of actors
    std::vector<std::string> reserved;                    ///< names that a case type cannot have
    std::optional<Date> today;
    std::map<std::string, ActiveVersion> active;          ///< by case type
};

/// What is wrong, or probably wrong, with a case type that could be loaded: names of lint_rules.hpp. Each finding says
/// `where` it is ("states.closed"); place_findings() adds the line. In order of the definition.
Findings lint(const CaseType& type, const LintContext& context);

// The parts of lint().
void lint_graph(const CaseType& type, Findings& findings);
void lint_slas(const CaseType& type, const LintContext& context, Findings& findings);
void lint_expressions(const CaseType& type, Findings& findings);
void lint_privacy(const CaseType& type, Findings& findings);
void lint_templates(const CaseType& type, const LintContext& context, Findings& findings);
void lint_holders(const CaseType& type, const LintContext& context, Findings& findings);
void lint_version(const CaseType& type, const ActiveVersion& active, Findings& findings);
/// Adds a finding with the severity of its rule.
void add_lint(Findings& findings, const char* name, std::string where, Localized message);

/// Gives findings without a line the place of what they name, in the document or in the fragment that holds it.
void place_findings(Findings& findings, const YamlDocument& document, std::span<const Fragment> fragments = {});

} // namespace ogp::workflow

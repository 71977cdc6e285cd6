#pragma once

#include "base/error.hpp"
#include "base/language.hpp"

#include <span>
#include <string_view>

namespace ogp::workflow {

/// A rule that workflows are checked by. Several findings of one kind share a code: E for errors, W for what works and is
/// probably meant otherwise, N for notes.
struct LintRule
{
    const char* code; ///< "E003"
    const char* name; ///< of the finding: "unreachable_state"
    Label about{};
};

/// All of them, in order of code.
std::span<const LintRule> lint_rules();
/// The rule of a finding's code. What no rule is for is E014, a value that is not what is expected.
const LintRule& lint_rule_of(std::string_view finding);
/// By the first letter of the code.
Severity severity_of(const LintRule& rule);

} // namespace ogp::workflow

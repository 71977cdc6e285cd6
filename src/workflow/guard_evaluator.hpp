#pragma once

#include "workflow/guard.hpp"
#include "workflow/guard_tree.hpp"

#include <optional>
#include <string_view>

namespace ogp::workflow {

/// Runs a tree that the checker has passed.
GuardOutcome evaluate_guard(const GuardNode& root, std::string_view source, const GuardContext& context);

/// The value of a tree that the checker has passed, or why it has none.
struct ExpressionValue
{
    std::optional<GuardValue> value;
    Localized reason;
};
ExpressionValue evaluate_expression(const GuardNode& root, std::string_view source, const GuardContext& context);

} // namespace ogp::workflow

#pragma once

#include "base/language.hpp"
#include "workflow/guard_tree.hpp"
#include "workflow/guard_value.hpp"

namespace ogp::workflow {

/// Why an expression has no value. Thrown while one is evaluated, and caught before anybody else sees it.
struct NoValue
{
    Localized reason;
};

/// + - * / % of what the checker has let pass. NoValue: overflow, division by zero.
GuardValue arithmetic(GuardOp op, const GuardValue& a, const GuardValue& b);
GuardValue negated(const GuardValue& value);
/// To so many places, half away from zero.
GuardValue rounded(Decimal value, std::int64_t places);
/// < <= > >=. NoValue: durations of different units.
bool ordered(GuardOp op, const GuardValue& a, const GuardValue& b);

} // namespace ogp::workflow

#pragma once

#include "workflow/definition.hpp"
#include "workflow/guard_tree.hpp"

#include <string>
#include <vector>

namespace ogp::workflow {

/// A part of an expression that came out so.
struct KnownPart
{
    const GuardNode* node = nullptr;
    bool result = true;
};

/// Whether all parts can come out as said for one case, as far as that shows without a case: from comparisons of the same thing
/// with numbers, words and members of enumerations, from has(), and from least and greatest values of fields. Yes where it cannot
/// be told.
bool can_be(const CaseType& type, const std::vector<KnownPart>& parts);

enum class Zero { Never, Possible, Always };
/// What a divisor may be where all of `known` came out as said.
Zero zero_of(const CaseType& type, const GuardNode& divisor, const std::vector<KnownPart>& known);

/// The same for the same expression, however it is spaced: "case.rate", "size(case.photo)".
std::string key_of(const GuardNode& node);

} // namespace ogp::workflow

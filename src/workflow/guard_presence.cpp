#include "workflow/guard_presence.hpp"

#include <algorithm>
#include <iterator>

namespace ogp::workflow {
namespace {

using Kind = GuardNode::Kind;

/// What is sure whichever of the two it was.
SetFields either(const SetFields& a, const SetFields& b)
{
    SetFields shared;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(shared, shared.begin()));
    return shared;
}

/// All parts came out as `result`.
SetFields of_all(const GuardNode& node, bool result)
{
    SetFields fields;
    for (const GuardNode& part : node.parts)
        fields.merge(set_when(part, result));
    return fields;
}

/// One part came out as `result`, not known which.
SetFields of_any(const GuardNode& node, bool result)
{
    SetFields fields = set_when(node.parts.front(), result);
    for (const GuardNode& part : node.parts)
        fields = either(fields, set_when(part, result));
    return fields;
}

SetFields of_conditional(const GuardNode& node, bool result)
{
    SetFields yes = set_when(node.parts[0], true);
    yes.merge(set_when(node.parts[1], result));
    SetFields no = set_when(node.parts[0], false);
    no.merge(set_when(node.parts[2], result));
    return either(yes, no);
}

} // namespace

std::string sent(const std::string& field)
{
    return "input." + field;
}

SetFields set_when(const GuardNode& node, bool result)
{
    switch (node.kind) {
    case Kind::Call:
        if (!result || node.path.front() != "has" || node.parts.size() != 1)
            return {};
        if (node.parts.front().is_under("case"))
            return {node.parts.front().path.back()};
        return node.parts.front().is_under("input") ? SetFields{sent(node.parts.front().path.back())} : SetFields{};
    case Kind::Not:
        return set_when(node.parts.front(), !result);
    case Kind::And:
        return result ? of_all(node, true) : of_any(node, false);
    case Kind::Or:
        return result ? of_any(node, true) : of_all(node, false);
    case Kind::Conditional:
        return of_conditional(node, result);
    case Kind::Literal:
    case Kind::List:
    case Kind::Name:
    case Kind::Negate:
    case Kind::Binary:
    case Kind::Index:
        return {};
    }
    return {};
}

} // namespace ogp::workflow

#include "workflow/guard.hpp"

#include "workflow/guard_checker.hpp"
#include "workflow/guard_children.hpp"
#include "workflow/guard_evaluator.hpp"
#include "workflow/guard_tree.hpp"

#include <set>

namespace ogp::workflow {
namespace {

void collect_children(const GuardNode& node, std::set<std::string>& names)
{
    if (node.is_under("children"))
        names.insert(node.path.back());
    for (const GuardNode& part : node.parts)
        collect_children(part, names);
}

} // namespace

struct Guard::Program
{
    std::string source;
    std::optional<GuardNode> root; ///< nothing where there were findings
};

Guard Guard::compile(std::string_view source, const CaseType& type, const Transition* transition, Findings& findings,
                     ChildNames children)
{
    Findings found;
    auto root = parse_guard(source, found);
    if (root)
        check_guard(*root, source, type, transition, children, found);
    if (has_errors(found))
        root.reset();
    findings.insert(findings.end(), found.begin(), found.end());
    return Guard(std::make_shared<const Program>(Program{std::string(source), std::move(root)}));
}

GuardOutcome Guard::evaluate(const GuardContext& context) const
{
    if (!m_program->root)
        return {false, m_program->source, Localized("პირობა შეცდომით არის დაწერილი", "the guard is not written correctly")};
    return evaluate_guard(*m_program->root, m_program->source, context);
}

const std::string& Guard::source() const
{
    return m_program->source;
}

std::vector<std::string> counted_children(const CaseType& type)
{
    std::set<std::string> names;
    for (const Transition& transition : type.transitions) {
        Findings ignored;
        if (transition.when.empty())
            continue;
        if (const auto root = parse_guard(transition.when, ignored))
            collect_children(*root, names);
    }
    return {names.begin(), names.end()};
}

} // namespace ogp::workflow

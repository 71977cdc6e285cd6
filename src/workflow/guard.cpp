#include "workflow/guard.hpp"

#include "workflow/decide.hpp"
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

namespace {

void collect_children(const std::string& source, std::set<std::string>& names)
{
    // Most expressions are about something else: the word is looked for before anything is parsed.
    if (source.find("children") == std::string::npos)
        return;
    Findings reported_elsewhere;
    if (const auto root = parse_guard(source, reported_elsewhere))
        collect_children(*root, names);
}

void collect_children(const std::vector<Effect>& effects, std::set<std::string>& names)
{
    for (const Effect& effect : effects) {
        collect_children(effect.when, names);
        for (const auto& [field, source] : effect.values)
            collect_children(source, names);
    }
}

} // namespace

std::vector<std::string> counted_children(const CaseType& type)
{
    std::set<std::string> names;
    for (const Field& field : type.fields)
        collect_children(field.computed, names);
    for (const Transition& transition : type.transitions) {
        collect_children(transition.when, names);
        if (transition.automatic)
            collect_children(transition.automatic->when, names);
        for (const auto& [field, source] : transition.set)
            collect_children(source, names);
        collect_children(transition.effects, names);
    }
    for (const Sla& sla : type.slas) {
        for (const std::string* source : {&sla.applies, &sla.start.when, &sla.pause.when, &sla.stop.when, &sla.reset.when})
            collect_children(*source, names);
        collect_children(sla.breach.effects, names);
        for (const ClockWarning& warning : sla.warnings)
            collect_children(warning.effects, names);
        for (const ClockEscalation& escalation : sla.escalations)
            collect_children(escalation.effects, names);
    }
    return {names.begin(), names.end()};
}

std::vector<std::string> counted_parts(const CaseType& type)
{
    std::set<std::string> names(type.children.begin(), type.children.end());
    for (const ChildRule& rule : type.child_rules)
        names.insert(rule.type);
    return {names.begin(), names.end()};
}

} // namespace ogp::workflow
